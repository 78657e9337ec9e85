"""What each op does to arrays: one table, from the name of an op to a function in NumPy.

There are no Tensors or tapes here, and dtypes are not matched: ops.py sees to all that, and applies
what is in the table.  A function takes and returns NumPy arrays (or NumPy scalars for shape ()),
never writes into what it is given, and raises ValueError or IndexError if it cannot do its work.
"""

import functools
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from . import dtypes
from .errors import InvalidArgumentError

# Kinds of dtypes, by NumPy's letters.
FLOAT, INTEGER, NUMBER, BOOL = "f", "iu", "fiu", "b"


def _for(kinds, function):
    """`function`, which now refuses a first input whose dtype is not one of `kinds`.

    It also becomes silent: log(0) is -inf and 0/0 is nan without a warning, as in TensorFlow.
    """

    def forward(x, *others, **attributes):
        if x.dtype.kind not in kinds:
            raise InvalidArgumentError(f"not defined for {x.dtype}, use tf.cast")
        with np.errstate(all="ignore"):
            return function(x, *others, **attributes)

    return forward


def _broadcast_to(x, shape):
    result = np.empty(shape, x.dtype)
    result[...] = x
    return result


def _integer_safe(function):
    """`function` (a division), with an error rather than a 0 for an integer divided by zero."""

    def forward(x, y):
        if y.dtype.kind in INTEGER and not np.all(y):
            raise InvalidArgumentError("integer division by zero")
        return function(x, y)

    return forward


def _matmul(a, b, transpose_a=False, transpose_b=False):
    if a.ndim < 2 or b.ndim < 2:
        raise InvalidArgumentError(f"matmul needs two axes or more, got {a.shape} and {b.shape}")
    if transpose_a:
        a = a.swapaxes(-1, -2)
    if transpose_b:
        b = b.swapaxes(-1, -2)
    return np.matmul(a, b)


_sum: Any = np.add.reduce  # takes its arguments by position more quickly than by name


def _reduce_sum(x, axis=None, keepdims=False):
    return _sum(x, axis, x.dtype, None, keepdims)


def _reduce_mean(x, axis=None, keepdims=False):
    total = _sum(x, axis, x.dtype, None, keepdims)
    if x.size and x.dtype.kind == FLOAT:
        return total / (x.size // total.size)
    # The mean of nothing is nan; the mean of integers drops its fraction.
    with np.errstate(all="ignore"):
        mean = total / np.prod([x.shape[i] for i in (range(x.ndim) if axis is None else axis)])
    return (mean if x.dtype.kind == FLOAT else np.trunc(mean)).astype(x.dtype)


def _reduce_max(x, axis=None, keepdims=False):
    return np.maximum.reduce(x, axis, keepdims=keepdims, initial=_limits(x.dtype)[0])


def _reduce_min(x, axis=None, keepdims=False):
    return np.minimum.reduce(x, axis, keepdims=keepdims, initial=_limits(x.dtype)[1])


@functools.cache
def _limits(dtype):
    """The values that every max and every min starts from."""
    if dtype.kind == "f":
        return dtype.type(-np.inf), dtype.type(np.inf)
    return dtype.type(np.iinfo(dtype).min), dtype.type(np.iinfo(dtype).max)


def _cumsum(x, axis, exclusive, reverse):
    x = np.flip(x, axis) if reverse else x
    result = np.cumsum(x, axis, x.dtype)
    result = result - x if exclusive else result
    return np.flip(result, axis) if reverse else result


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _square(x):
    if x.dtype is dtypes.bool:
        raise InvalidArgumentError("not defined for bools, use tf.cast")
    return x * x


def _softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True, initial=-np.inf))
    return e / e.sum(axis, keepdims=True)


def _log_softmax(x, axis):
    shifted = x - x.max(axis, keepdims=True, initial=-np.inf)
    return shifted - np.log(np.exp(shifted).sum(axis, keepdims=True))


def check_indices(indices, length):
    """Raise InvalidArgumentError unless all of the array `indices` are integers in [0, length)."""
    if indices.dtype.kind not in INTEGER:
        raise InvalidArgumentError(f"indices must be integers, got dtype {indices.dtype}")
    wrong = (indices < 0) | (indices >= length)
    if wrong.any():
        where = np.argwhere(wrong)[0].tolist()
        value = indices[tuple(where)] if where else indices
        raise InvalidArgumentError(f"indices{where} = {value} is not in [0, {length})")


def _gather(params, indices, axis):
    if not -params.ndim <= axis < params.ndim:
        raise InvalidArgumentError(f"gather along axis {axis} of a value of shape {params.shape}")
    check_indices(indices, params.shape[axis])
    return np.take(params, indices, axis)


def _unsorted_segment_sum(rows, indices, count):
    check_indices(indices, count)
    result = np.zeros((count, *rows.shape[indices.ndim :]), rows.dtype)
    np.add.at(result, indices, rows)
    return result


def _place(x, shape, key):
    result = np.zeros(shape, x.dtype)
    result[key] = x
    return result


def _same(x):
    return x


_cast = _for(NUMBER + BOOL, lambda x, dtype: x.astype(dtype))

FORWARD: dict[str, Callable[..., Any]] = {
    # values as they are
    "read_variable": _same,
    "identity": _same,
    "stop_gradient": _same,
    "cast": _cast,
    "discretize": _cast,
    # elementwise, two inputs (`*` also works on bools, as in TensorFlow)
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": _for(FLOAT, operator.truediv),
    "share": lambda x, count: x / count,
    "floordiv": _for(NUMBER, _integer_safe(operator.floordiv)),
    "mod": _for(NUMBER, _integer_safe(operator.mod)),
    "pow": _for(NUMBER, operator.pow),
    "maximum": _for(NUMBER, np.maximum),
    "minimum": _for(NUMBER, np.minimum),
    # elementwise, one input
    "negative": _for(NUMBER, operator.neg),
    "abs": _for(NUMBER, operator.abs),
    "sign": _for(NUMBER, np.sign),
    "square": _square,
    "sqrt": _for(FLOAT, np.sqrt),
    "rsqrt": _for(FLOAT, lambda x: 1 / np.sqrt(x)),
    "exp": _for(FLOAT, np.exp),
    "expm1": _for(FLOAT, np.expm1),
    "log": _for(FLOAT, np.log),
    "log1p": _for(FLOAT, np.log1p),
    "sin": _for(FLOAT, np.sin),
    "cos": _for(FLOAT, np.cos),
    "tanh": _for(FLOAT, np.tanh),
    "sigmoid": _for(FLOAT, _sigmoid),
    "softplus": _for(FLOAT, lambda x: np.logaddexp(x, 0)),
    "relu": _for(NUMBER, lambda x: np.maximum(x, 0)),
    "leaky_relu": _for(FLOAT, lambda x, alpha: np.where(x > 0, x, alpha * x)),
    "floor": _for(FLOAT, np.floor),
    "ceil": _for(FLOAT, np.ceil),
    "round": _for(NUMBER, np.round),
    "is_nan": _for(FLOAT, np.isnan),
    # comparisons and logic
    "equal": np.equal,
    "not_equal": np.not_equal,
    "less": _for(NUMBER, operator.lt),
    "less_equal": _for(NUMBER, operator.le),
    "greater": _for(NUMBER, operator.gt),
    "greater_equal": _for(NUMBER, operator.ge),
    "logical_and": _for(BOOL, np.logical_and),
    "logical_or": _for(BOOL, np.logical_or),
    "logical_xor": _for(BOOL, np.logical_xor),
    "logical_not": _for(BOOL, np.logical_not),
    "bitwise_and": _for(INTEGER, operator.and_),
    "bitwise_or": _for(INTEGER, operator.or_),
    "bitwise_xor": _for(INTEGER, operator.xor),
    "invert": _for(INTEGER, operator.invert),
    "where": _for(BOOL, np.where),
    "clip_by_value": _for(NUMBER, lambda x, low, high: np.maximum(np.minimum(x, high), low)),
    # along axes
    "reduce_sum": _reduce_sum,
    "reduce_mean": _reduce_mean,
    "reduce_max": _for(NUMBER, _reduce_max),
    "reduce_min": _for(NUMBER, _reduce_min),
    "reduce_all": (lambda x, axis=None, keepdims=False: np.all(x, axis, keepdims=keepdims)),
    "reduce_any": (lambda x, axis=None, keepdims=False: np.any(x, axis, keepdims=keepdims)),
    "cumsum": _for(NUMBER, _cumsum),
    "argmax": _for(NUMBER, lambda x, axis, dtype: np.argmax(x, axis).astype(dtype)),
    "argmin": _for(NUMBER, lambda x, axis, dtype: np.argmin(x, axis).astype(dtype)),
    "softmax": _for(FLOAT, _softmax),
    "log_softmax": _for(FLOAT, _log_softmax),
    "matmul": _for(NUMBER, _matmul),
    # shapes and places
    "reshape": lambda x, shape: x.reshape(shape),
    "broadcast_to": _broadcast_to,
    "transpose": np.transpose,
    "concat": lambda *arrays, axis: np.concatenate(arrays, axis),
    "stack": lambda *arrays, axis: np.stack(arrays, axis),
    "getitem": lambda x, key: x[key],
    "place": _place,
    "gather": _gather,
    "unsorted_segment_sum": _for(NUMBER, _unsorted_segment_sum),
}
