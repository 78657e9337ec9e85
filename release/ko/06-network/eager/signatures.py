"""One table: what TensorFlow calls the arguments of its functions, and what their defaults are.

Inside this package arguments have the short names of a textbook (`x`, `shape`).  From outside, one
may write `tf.reshape(tensor=x, shape=[2, 3], name="flat")`, as in TensorFlow: `attach` gives the
functions of a module the signatures of the table.  A test compares these with TensorFlow's own.
"""

import functools
import inspect
import types

from . import dtypes

SIGNATURES = {
    "add_n": "inputs, name=None",
    "adjoint": "matrix, name=None",
    "argmax": "input, axis=None, output_type=int64, name=None",
    "argmin": "input, axis=None, output_type=int64, name=None",
    "boolean_mask": "tensor, mask, axis=None, name='boolean_mask'",
    "broadcast_to": "input, shape, name=None",
    "cast": "x, dtype, name=None",
    "clip_by_value": "t, clip_value_min, clip_value_max, name=None",
    "concat": "values, axis, name='concat'",
    "constant": "value, dtype=None, shape=None, name='Const'",
    "convert_to_tensor": "value, dtype=None, dtype_hint=None, name=None",
    "elu": "features, name=None",
    "embedding_lookup": "params, ids, max_norm=None, name=None",
    "expand_dims": "input, axis, name=None",
    "gather": "params, indices, validate_indices=None, axis=None, batch_dims=0, name=None",
    "identity": "input, name=None",
    "l2_normalize": "x, axis=None, epsilon=1e-12, name=None",
    "leaky_relu": "features, alpha=0.2, name=None",
    "log_softmax": "logits, axis=None, name=None",
    "logical_and": "x, y, name=None",
    "logical_not": "x, name=None",
    "logical_or": "x, y, name=None",
    "logical_xor": "x, y, name='LogicalXor'",
    "matmul": "a, b, transpose_a=False, transpose_b=False, name=None",
    "normal": "shape, mean=0.0, stddev=1.0, dtype=float32, seed=None, name=None",
    "one_hot": "indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None",
    "ones": "shape, dtype=float32, name=None, layout=None",
    "ones_like": "input, dtype=None, name=None, layout=None",
    "rank": "input, name=None",
    "reduce_euclidean_norm": "input_tensor, axis=None, keepdims=False, name=None",
    "reduce_logsumexp": "input_tensor, axis=None, keepdims=False, name=None",
    "reduce_prod": "input_tensor, axis=None, keepdims=False, name=None",
    "reduce_std": "input_tensor, axis=None, keepdims=False, name=None",
    "reduce_variance": "input_tensor, axis=None, keepdims=False, name=None",
    "relu": "features, name=None",
    "relu6": "features, name=None",
    "reshape": "tensor, shape, name=None",
    "reverse": "tensor, axis, name=None",
    "round": "x, name=None",
    "selu": "features, name=None",
    "shape": "input, out_type=None, name=None",
    "shuffle": "value, seed=None, name=None",
    "size": "input, out_type=None, name=None",
    "softmax": "logits, axis=None, name=None",
    "softplus": "features, name=None",
    "softsign": "features, name=None",
    "squeeze": "input, axis=None, name=None",
    "stack": "values, axis=0, name='stack'",
    "stop_gradient": "input, name=None",
    "transpose": "a, perm=None, conjugate=False, name='transpose'",
    "uniform": "shape, minval=0, maxval=None, dtype=float32, seed=None, name=None",
    "unsorted_segment_sum": "data, segment_ids, num_segments, name=None",
    "where": "condition, x=None, y=None, name=None",
    "zeros": "shape, dtype=float32, name=None, layout=None",
    "zeros_like": "input, dtype=None, name=None, layout=None",
}

# Arguments that have no effect here: names are for graphs, layouts for clusters of machines.
WITHOUT_EFFECT = {"name", "layout", "validate_indices", "conjugate"}


def attach(namespace):
    """Give the functions in a module's namespace (`globals()`) the signatures of the table."""
    for name, parameters in SIGNATURES.items():
        function = namespace.get(name)
        if isinstance(function, types.FunctionType) and function.__name__ == name:
            namespace[name] = _with_signature(function, parameters)


@functools.cache
def _with_signature(function, parameters):
    """A function with these parameters that passes them on to `function` by position."""
    names = [parameter.partition("=")[0].strip() for parameter in parameters.split(",")]
    passed_on = ", ".join(name for name in names if name not in WITHOUT_EFFECT)
    code = f"def {function.__name__}({parameters}):\n    return _function({passed_on})\n"
    made = {**vars(dtypes), "_function": function}
    exec(code, made)  # the table above is all that ever gets here
    wrapper = functools.update_wrapper(made[function.__name__], function)
    del wrapper.__wrapped__  # or help() and inspect would show the signature of `function`
    return function if inspect.signature(function) == inspect.signature(wrapper) else wrapper
