"""The names of `tf.debugging`: assertions about values, shapes and dtypes.

Each raises InvalidArgumentError if what it asserts does not hold; an error about a shape is a
ValueError, and one about a dtype a TypeError.  The error starts with `message`, if there is one.
"""

import numpy as np

from . import dtypes
from .errors import InvalidArgumentError
from .ops import (
    _pair,
    convert_to_tensor,
    equal,
    greater,
    greater_equal,
    identity,
    less,
    less_equal,
    not_equal,
)
from .shapes import TensorShape

__all__ = [
    "Assert",
    "assert_all_finite",
    "assert_equal",
    "assert_greater",
    "assert_greater_equal",
    "assert_integer",
    "assert_less",
    "assert_less_equal",
    "assert_near",
    "assert_negative",
    "assert_non_negative",
    "assert_non_positive",
    "assert_none_equal",
    "assert_positive",
    "assert_rank",
    "assert_rank_at_least",
    "assert_rank_in",
    "assert_scalar",
    "assert_type",
    "check_numerics",
    "is_numeric_tensor",
]


def _fail(message, sentence, kind=InvalidArgumentError):
    raise kind(f"{message}: {sentence}" if message else sentence)


def Assert(condition, data, summarize=None, name=None):  # noqa: N802  TensorFlow's name
    """Raise InvalidArgumentError with `data`, a list, unless all of `condition` is true."""
    if not np.all(convert_to_tensor(condition)):
        _fail(None, f"the condition is not true; the data: {', '.join(map(str, data))}")


def _check(true, sentence, x, y, message):
    """Fail with the first place where the bools `true` are not, and with x and y there."""
    true = np.asarray(true)
    if not true.all():
        x, y = np.broadcast_arrays(x, y)
        at = tuple(np.argwhere(~true)[0].tolist())
        _fail(message, f"{sentence} does not hold at {list(at)}: x is {x[at]}, y is {y[at]}")


def _comparing(name, sign, compare):
    def function(x, y, message=None, summarize=None, name=None):
        x, y = _pair(function.__name__, x, y)
        _check(compare(x, y), f"x {sign} y", x, y, message)

    function.__name__ = name
    function.__doc__ = f"Raise InvalidArgumentError unless x {sign} y, elementwise."
    return function


assert_equal = _comparing("assert_equal", "==", equal)
assert_less = _comparing("assert_less", "<", less)
assert_less_equal = _comparing("assert_less_equal", "<=", less_equal)
assert_greater = _comparing("assert_greater", ">", greater)
assert_greater_equal = _comparing("assert_greater_equal", ">=", greater_equal)
_assert_none_equal = _comparing("assert_none_equal", "!=", not_equal)


def assert_none_equal(x, y, summarize=None, message=None, name=None):
    """Raise InvalidArgumentError unless x != y, elementwise."""
    _assert_none_equal(x, y, message)


def _with_zero(name, compare):
    def function(x, message=None, summarize=None, name=None):
        compare(x, 0, message=message)

    function.__name__ = name
    function.__doc__ = f"Raise InvalidArgumentError unless every element is {name[7:]}."
    return function


assert_positive = _with_zero("assert_positive", assert_greater)
assert_negative = _with_zero("assert_negative", assert_less)
assert_non_negative = _with_zero("assert_non_negative", assert_greater_equal)
assert_non_positive = _with_zero("assert_non_positive", assert_less_equal)


def assert_near(x, y, rtol=None, atol=None, message=None, summarize=None, name=None):
    """Raise InvalidArgumentError unless |x - y| < atol + rtol * |y|, elementwise.

    Args:
        rtol, atol: by default both are 10 times the step from 1 to the next larger float.
    """
    x, y = _pair("assert_near", x, y)
    if not x.dtype.is_floating:
        _fail(message, f"assert_near is for floats, got {x.dtype.name}", ValueError)
    usual = 10 * np.finfo(x.dtype.dtype).eps
    rtol, atol = (float(usual if t is None else t) for t in (rtol, atol))
    near = np.abs(np.subtract(x, y)) < atol + rtol * np.abs(y)
    _check(near, f"|x - y| < {atol:.2g} + {rtol:.2g} * |y|", x, y, message)


def check_numerics(tensor, message, name=None):
    """`tensor`; raises InvalidArgumentError if it holds a nan or an infinity."""
    x = convert_to_tensor(tensor)
    if not x.dtype.is_floating:
        _fail(message, f"check_numerics is for floats, got {x.dtype.name}")
    if not np.isfinite(x).all():
        _fail(message, f"the value holds {'nan' if np.isnan(x).any() else 'inf'}")
    return identity(x)


def assert_all_finite(x, message, name=None):
    """x; raises as `check_numerics` does."""
    x = convert_to_tensor(x)
    check_numerics(x, message)
    return x


def assert_integer(x, message=None, name=None):
    """Raise TypeError unless x holds integers."""
    x = convert_to_tensor(x)
    if not x.dtype.is_integer:
        _fail(message, f"expected integers, got {x.dtype.name}", TypeError)


def assert_type(tensor, tf_type, message=None, name=None):
    """Raise TypeError unless `tensor` has the dtype `tf_type`."""
    x, wanted = convert_to_tensor(tensor), dtypes.as_dtype(tf_type)
    if x.dtype != wanted:
        _fail(message, f"expected {wanted.name}, got {x.dtype.name}", TypeError)


def assert_rank(x, rank, message=None, name=None):
    """Raise ValueError unless x has `rank` axes."""
    assert_rank_in(x, [rank], message)


def assert_rank_at_least(x, rank, message=None, name=None):
    """Raise ValueError unless x has at least `rank` axes."""
    x = convert_to_tensor(x)
    if x.ndim < int(rank):
        _fail(message, f"expected rank {int(rank)} or more, got shape {x.shape}", ValueError)


def assert_rank_in(x, ranks, message=None, name=None):
    """Raise ValueError unless the number of axes of x is one of `ranks`."""
    x, ranks = convert_to_tensor(x), [int(rank) for rank in ranks]
    if x.ndim not in ranks:
        wanted = " or ".join(map(str, ranks))
        _fail(message, f"expected rank {wanted}, got shape {x.shape}", ValueError)


def assert_scalar(tensor, message=None, name=None):
    """Raise ValueError unless `tensor` is a scalar."""
    x = convert_to_tensor(tensor)
    if x.ndim:
        _fail(message, f"expected a scalar, got shape {x.shape}", ValueError)


def is_numeric_tensor(tensor):
    """Whether `tensor` is a Tensor or Variable that holds numbers (bools are not)."""
    return hasattr(tensor, "_array") and not tensor.dtype.is_bool


def ensure_shape(x, shape, name=None):
    """x; raises InvalidArgumentError unless its shape is `shape`, where None fits any length."""
    x = convert_to_tensor(x)
    if not TensorShape(shape).is_compatible_with(x.shape):
        raise InvalidArgumentError(f"a value of shape {x.shape} does not fit {list(shape)}")
    return identity(x)
