"""What each op does to arrays: one table, from the name of an op to a function in NumPy.

There are no Tensors or tapes here, and dtypes are not matched: ops.py sees to all that, and applies
what is in the table.  A function takes and returns NumPy arrays (or NumPy scalars for shape ()),
never writes into what it is given, and raises ValueError or IndexError if it cannot do its work.
"""

import functools
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from . import segment_kernels
from .errors import InvalidArgumentError, NotFoundError
from .gamma import log_gamma, polygamma
from .segment_kernels import check_indices

# Of selu, from "Self-Normalizing Neural Networks" (2017).
SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772

# Kinds of dtypes, by NumPy's letters.
FLOAT, SIGNED, INTEGER, NUMBER, BOOL = "f", "fi", "iu", "fiu", "b"


def _for(kinds, function, missing="", least=1):
    """`function`, refusing a first input of any other kind of dtype.

    It is also silent: log(0) is -inf and 0/0 is nan without a warning, as in TensorFlow.

    Args:
        missing: kinds of dtypes that TensorFlow's op takes in principle, but has no kernel for.
        least: how many bytes an integer must have at least.
    """

    def forward(x, *others, **attributes):
        kind = x.dtype.kind
        if kind not in kinds or (kind in INTEGER and x.dtype.itemsize < least):
            error = NotFoundError if kind in missing else InvalidArgumentError
            raise error(f"not defined for {x.dtype.name}, use tf.cast")
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


def _floordiv(x, y):
    return np.floor(x / y) if x.dtype.kind == FLOAT else x // y


def _truncatediv(x, y):
    return np.trunc(x / y) if x.dtype.kind == FLOAT else (x - np.fmod(x, y)) // y


def _pow(x, y):
    if x.dtype.kind == "i" and np.any(y < 0):
        raise InvalidArgumentError("integers to negative powers are not allowed")
    if x.dtype.kind == FLOAT and y.ndim == 0 and y == 0.5:
        y = np.full(x.shape, y)  # for a single 0.5 NumPy takes the root, which is nan of -inf
    return np.power(x, y)


def _squared_difference(x, y):
    difference = x - y
    return difference * difference


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
    if x.dtype.kind != FLOAT:
        return _mean_of_integers(x, axis, keepdims)
    total = _sum(x, axis, x.dtype, None, keepdims)
    if x.size:
        return total / (x.size // total.size)
    with np.errstate(all="ignore"):  # the mean of nothing is nan
        count = np.prod([x.shape[i] for i in (range(x.ndim) if axis is None else axis)])
        return (total / count).astype(x.dtype)


def _mean_of_integers(x, axis, keepdims):
    """The mean without its fraction, added up in 64 bits; the mean of nothing is 0."""
    wide = np.uint64 if x.dtype.kind == "u" else np.int64
    total = _sum(x, axis, wide, None, keepdims)
    count = wide(x.size // (total.size or 1) or 1)
    return (np.sign(total) * (abs(total) // count)).astype(x.dtype)


def _divide_no_nan(x, y):
    return np.where(y == 0, x.dtype.type(0), x / y)[()]


def _multiply_no_nan(x, y):
    return np.where(y == 0, x.dtype.type(0), x * y)[()]


def _by_numbers(function):
    """A kernel that applies a function of a Python float to each element, for what NumPy lacks."""
    return lambda x: np.asarray(np.vectorize(function, otypes=[float])(x)).astype(x.dtype)[()]


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


def _accumulate(total, nothing, x, axis, exclusive, reverse):
    """Running totals: `total` is np.cumsum or np.cumprod, `nothing` makes what they start from."""
    x = np.flip(x, axis) if reverse else x
    if exclusive:  # the totals of what comes before: nothing, then all but the last
        before = (slice(None),) * axis
        x = np.concatenate([nothing(x[(*before, slice(1))]), x[(*before, slice(-1))]], axis)
    result = total(x, axis, x.dtype)
    return np.flip(result, axis) if reverse else result


def _position(find, worst, x, axis, dtype):
    """Where `find` (np.argmax or np.argmin) finds an element; as in TensorFlow, nan is ignored."""
    if x.dtype.kind == FLOAT:
        x = np.where(np.isnan(x), worst, x)
    return find(x, axis).astype(dtype)


def _unless_zero(slope):
    """A kernel that gives slope(out, g), and 0 where g is 0, however steep it is there.

    TensorFlow's kernels do this for the gradients of sqrt, rsqrt and reciprocal.  So the gradient
    of where(x > 0, sqrt(x), 0) has no nan.
    """

    def forward(out, g):
        with np.errstate(all="ignore"):
            return np.where(g == 0, g.dtype.type(0), slope(out, g))[()]

    return forward


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _square(x):
    if x.dtype.kind == BOOL:
        raise InvalidArgumentError("not defined for bools, use tf.cast")
    return x * x


def _softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True, initial=-np.inf))
    return e / e.sum(axis, keepdims=True)


def _log_softmax(x, axis):
    shifted = x - x.max(axis, keepdims=True, initial=-np.inf)
    return shifted - np.log(np.exp(shifted).sum(axis, keepdims=True))


def _gather(params, indices, axis):
    indices = indices.astype(np.int32) if indices.dtype == np.int16 else indices
    if not -params.ndim <= axis < params.ndim:
        raise InvalidArgumentError(f"gather along axis {axis} of a value of shape {params.shape}")
    check_indices(indices, params.shape[axis])
    return np.take(params, indices, axis)


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
    "divide_no_nan": _for(FLOAT, _divide_no_nan),
    "multiply_no_nan": _for(FLOAT, _multiply_no_nan),
    "share": lambda x, count: x / count,
    "squared_difference": _for(SIGNED, _squared_difference, least=4),
    "floordiv": _for(NUMBER, _integer_safe(_floordiv)),
    "mod": _for(NUMBER, _integer_safe(operator.mod)),
    "truncatediv": _for(NUMBER, _integer_safe(_truncatediv)),
    "truncatemod": _for(NUMBER, _integer_safe(np.fmod)),
    "pow": _for(SIGNED, _pow),
    "maximum": _for(NUMBER, np.maximum),
    "minimum": _for(NUMBER, np.minimum),
    # elementwise, one input
    "negative": _for(SIGNED, operator.neg),
    "abs": _for(SIGNED, operator.abs),
    "sign": _for(SIGNED, np.sign),
    "square": _square,
    "sqrt": _for(FLOAT, np.sqrt),
    "sqrt_grad": _unless_zero(lambda out, g: g * out.dtype.type(0.5) / out),
    "rsqrt": _for(FLOAT, lambda x: 1 / np.sqrt(x)),
    "rsqrt_grad": _unless_zero(lambda out, g: g * out.dtype.type(-0.5) * out * out * out),
    "reciprocal": _for(FLOAT, lambda x: 1 / x, missing="i"),
    "reciprocal_grad": _unless_zero(lambda out, g: -out * out * g),
    "exp": _for(FLOAT, np.exp),
    "expm1": _for(FLOAT, np.expm1),
    "log": _for(FLOAT, np.log),
    "log1p": _for(FLOAT, np.log1p),
    "sin": _for(FLOAT, np.sin),
    "cos": _for(FLOAT, np.cos),
    "tan": _for(FLOAT, np.tan),
    "asin": _for(FLOAT, np.arcsin),
    "acos": _for(FLOAT, np.arccos),
    "atan": _for(FLOAT, np.arctan),
    "atan2": _for(FLOAT, np.arctan2),
    "sinh": _for(FLOAT, np.sinh),
    "cosh": _for(FLOAT, np.cosh),
    "tanh": _for(FLOAT, np.tanh),
    "asinh": _for(FLOAT, np.arcsinh),
    "acosh": _for(FLOAT, np.arccosh),
    "atanh": _for(FLOAT, np.arctanh),
    "erf": _for(FLOAT, _by_numbers(math.erf)),
    "erfc": _for(FLOAT, _by_numbers(math.erfc)),
    "lgamma": _for(FLOAT, _by_numbers(log_gamma)),
    "digamma": _for(FLOAT, _by_numbers(functools.partial(polygamma, 0))),
    "polygamma": lambda x, order: _by_numbers(functools.partial(polygamma, order))(x),
    "sigmoid": _for(FLOAT, _sigmoid),
    "softplus": _for(FLOAT, lambda x: np.logaddexp(x, 0)),
    "step": lambda x: (x > 0).astype(x.dtype),
    "flat": np.zeros_like,
    "relu": _for(NUMBER, lambda x: np.maximum(x, 0)),
    "softsign": _for(FLOAT, lambda x: x / (1 + abs(x))),
    "relu6": _for(NUMBER, lambda x: np.minimum(np.maximum(x, 0), 6)),
    "leaky_relu": _for(FLOAT, lambda x, alpha: np.where(x > 0, x, alpha * x)),
    "elu": _for(FLOAT, lambda x: np.where(x < 0, np.expm1(x), x)),
    "selu": _for(FLOAT, lambda x: SELU_SCALE * np.where(x < 0, SELU_ALPHA * np.expm1(x), x)),
    "floor": _for(FLOAT, np.floor),
    "ceil": _for(FLOAT, np.ceil),
    "round": _for(NUMBER, np.round),
    "is_nan": _for(FLOAT, np.isnan),
    "is_inf": _for(FLOAT, np.isinf),
    "is_finite": _for(FLOAT, np.isfinite),
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
    "left_shift": _for(INTEGER, np.left_shift),
    "right_shift": _for(INTEGER, np.right_shift),
    "where": _for(BOOL, np.where),
    # along axes
    "reduce_sum": _reduce_sum,
    "reduce_mean": _reduce_mean,
    "reduce_max": _for(NUMBER, _reduce_max),
    "reduce_min": _for(NUMBER, _reduce_min),
    "reduce_all": lambda x, axis=None, keepdims=False: np.all(x, axis, keepdims=keepdims),
    "reduce_any": lambda x, axis=None, keepdims=False: np.any(x, axis, keepdims=keepdims),
    "cumsum": _for(NUMBER, functools.partial(_accumulate, np.cumsum, np.zeros_like)),
    "cumprod": _for(NUMBER, functools.partial(_accumulate, np.cumprod, np.ones_like)),
    "argmax": _for(NUMBER + BOOL, functools.partial(_position, np.argmax, -np.inf)),
    "argmin": _for(NUMBER + BOOL, functools.partial(_position, np.argmin, np.inf)),
    "softmax": _for(FLOAT, _softmax),
    "log_softmax": _for(FLOAT, _log_softmax),
    "matmul": _for(SIGNED, _matmul, missing="u", least=4),
    # shapes and places
    "reshape": lambda x, shape: x.reshape(shape),
    "broadcast_to": _broadcast_to,
    "transpose": np.transpose,
    "concat": lambda *arrays, axis: np.concatenate(arrays, axis),
    "stack": lambda *arrays, axis: np.stack(arrays, axis),
    "getitem": lambda x, key: x[key],
    "place": _place,
    "gather": _gather,
    "einsum": lambda *arrays, letters, result: np.einsum(f"{','.join(letters)}->{result}", *arrays),
    "custom_gradient": lambda *inputs, result, rule: result,
    "unsorted_segment_sum": _for(NUMBER, segment_kernels.segment_sum),
    "segment_max": _for(NUMBER, segment_kernels.segment_max),
    "segment_min": _for(NUMBER, segment_kernels.segment_min),
    "segment_prod": _for(NUMBER, segment_kernels.segment_prod),
    # matrices
    "det": _for(FLOAT, np.linalg.det),
    "inv": _for(FLOAT, np.linalg.inv),
    "solve": _for(FLOAT, np.linalg.solve),
    "cholesky": _for(FLOAT, np.linalg.cholesky),
}
