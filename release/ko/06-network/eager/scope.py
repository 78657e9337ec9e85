"""What TensorFlow has and `eager` lacks, and where to look instead."""

VERSION = "2.21.0"  # of the TensorFlow whose behavior this is

_WHERE = {
    "keras": "there are no layers and models: write a tf.Module; the optimizers, losses and "
    "initializers are tf.optimizers, tf.losses and tf.initializers",
    "function": "there are no graphs here: leave the decorator out, and the function runs as it is",
    "data": "iterate over NumPy arrays, or over tf.minibatches",
    "string": "Tensors hold numbers and bools",
    "strings": "Tensors hold numbers and bools",
    "complex": "Tensors hold real numbers",
    "complex64": "Tensors hold real numbers",
    "complex128": "Tensors hold real numbers",
    "bfloat16": "NumPy has no such dtype: use tf.float16 or tf.float32",
    "metrics": "use tf.reduce_mean of what you want to know",
    "io": "read and write files with NumPy, or save Variables with tf.train.Checkpoint",
    "saved_model": "save Variables with tf.train.Checkpoint",
    "summary": "draw with Matplotlib",
    "image": "there are no images here: use NumPy, or Pillow",
    "signal": "use numpy.fft",
    "compat": "names of TensorFlow 1 that are here: tf.train.…, tf.assign, tf.assign_add, …",
    "device": "everything runs on one CPU: leave the `with` out",
    "control_dependencies": "ops run in the order in which they are written: leave the `with` out",
    "init_scope": "there are no graphs here: leave the `with` out",
    "numpy_function": "there are no graphs here: call the function",
    "py_function": "there are no graphs here: call the function",
    "Graph": "there are no graphs here: every op runs at once",
    "TensorArray": "use a list, and tf.stack",
    "recompute_grad": "call the function itself",
    "test": "use numpy.testing",
    "gradients": "record with tf.GradientTape",
    "hessians": "use two tapes, and the outer one's jacobian",
}
_BEYOND = [
    *("RaggedTensor", "SparseTensor", "Session", "TensorSpec", "autograph", "config", "distribute"),
    *("estimator", "experimental", "feature_column", "lite", "lookup", "placeholder", "profiler"),
    *("quantization", "queue", "ragged", "raw_ops", "sets", "sparse", "tpu", "types", "xla"),
]

# In the modules within `tf`: for one name, or for any other that starts like this.
_WITHIN = {
    "linalg": {
        "LinearOperator": "use matrices",
        "": "use numpy.linalg if no gradient is needed",
    },
    "math": {"": "use NumPy, or scipy.special, if no gradient is needed"},
    "nn": {
        "conv": "there are no images here",
        "max_pool": "there are no images here",
        "avg_pool": "there are no images here",
        "": "",
    },
    "random": {
        "stateless": "pass a `seed` to tf.random.normal or tf.random.uniform: it alone decides the "
        "numbers",
        "Generator": "use tf.random.set_seed, and pass a `seed` to tf.random.normal",
        "": "use numpy.random, and tf.constant",
    },
}


def missing(name):
    """Raise the AttributeError for a name that `eager` does not have."""
    _refuse(name, _WHERE.get(name, "it is beyond what eager is for" if name in _BEYOND else ""))


def missing_from(module):
    """A `__getattr__` for a module within `tf`, such as "linalg", that raises as `missing` does."""

    def missing_here(name):
        if name.startswith("__"):
            raise AttributeError(f"tf.{module} has no {name}")
        starts = _WITHIN[module]
        advice = next(starts[start] for start in starts if name.startswith(start))
        _refuse(f"{module}.{name}", advice)

    return missing_here


def _refuse(name, advice):
    raise AttributeError(f"tf.{name} is not part of eager{advice and ': '}{advice}")
