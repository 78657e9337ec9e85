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
    "gradients": "record with tf.GradientTape",
    "hessians": "use two tapes, and the outer one's jacobian",
}
_BEYOND = [
    *("RaggedTensor", "SparseTensor", "TensorArray", "Graph", "Session", "autograph", "config"),
    *("debugging", "device", "distribute", "estimator", "experimental", "feature_column", "lite"),
    *("lookup", "placeholder", "profiler", "py_function", "quantization", "queue", "ragged"),
    *("raw_ops", "sets", "sparse", "test", "tpu", "types", "xla"),
]


def missing(name):
    """Raise the AttributeError for a name that `eager` does not have."""
    where = _WHERE.get(name, "it is beyond what eager is for" if name in _BEYOND else "")
    raise AttributeError(f"tf.{name} is not part of eager{where and ': '}{where}")
