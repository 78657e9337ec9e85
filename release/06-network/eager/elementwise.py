"""More functions of each element by itself: what `tf.math` holds beside the everyday ones."""

from .errors import InvalidArgumentError
from .ops import (
    _binary,
    _pair,
    _unary,
    apply,
    convert_to_tensor,
    divide_no_nan,
    log,
    log1p,
    negative,
    round,
    softplus,
    where,
)

tan = _unary("tan", "The tangent of x, in radians.")
asin = _unary("asin", "The inverse of the sine, in radians; nan outside of [-1, 1].")
acos = _unary("acos", "The inverse of the cosine, in radians; nan outside of [-1, 1].")
atan = _unary("atan", "The inverse of the tangent, in radians.")
sinh = _unary("sinh", "The hyperbolic sine, (exp(x) - exp(-x)) / 2.")
cosh = _unary("cosh", "The hyperbolic cosine, (exp(x) + exp(-x)) / 2.")
asinh = _unary("asinh", "The inverse of the hyperbolic sine.")
acosh = _unary("acosh", "The inverse of the hyperbolic cosine; nan below 1.")
atanh = _unary("atanh", "The inverse of the hyperbolic tangent; nan outside of [-1, 1].")
erf = _unary("erf", "The error function: the share of a bell curve within x * sqrt(2) deviations.")
erfc = _unary("erfc", "1 - erf(x), precise where that is tiny.")
is_inf = _unary("is_inf", "Whether x is inf or -inf.")
is_finite = _unary("is_finite", "Whether x is neither nan nor infinite.")
lgamma = _unary("lgamma", "The logarithm of |gamma(x)|, which is (x - 1)! for an integer x.")
digamma = _unary("digamma", "The derivative of lgamma(x); nan at 0, -1, -2, and so on.")
truncatediv = _binary("truncatediv", "x / y without its fraction, so rounded towards 0.")
truncatemod = _binary("truncatemod", "The remainder x - y * truncatediv(x, y), with the sign of x.")
multiply_no_nan = _binary("multiply_no_nan", "x * y, and 0 where y is 0, even if x is inf or nan.")


def rint(x, name=None):
    """The nearest integer to each float, halves to the even one."""
    x = convert_to_tensor(x)
    if not x.dtype.is_floating:
        raise InvalidArgumentError(f"rint is for floats, got {x.dtype.name}")
    return round(x)


def atan2(y, x, name=None):
    """The angle of the point (x, y) in radians, from -pi to pi."""
    return apply("atan2", *_pair("atan2", y, x))


def log_sigmoid(x, name=None):
    """log(sigmoid(x)), precise where the sigmoid is tiny."""
    return negative(softplus(negative(x)))


def reciprocal_no_nan(x, name=None):
    """1 / x, and 0 where x is 0."""
    return divide_no_nan(1, convert_to_tensor(x))


def _pair_of_floats(op, x, y):
    """`_pair`, refusing what is not floats."""
    x, y = _pair(op, x, y)
    if not x.dtype.is_floating:
        raise InvalidArgumentError(f"{op} is for floats, got {x.dtype.name}")
    return x, y


def xlogy(x, y, name=None):
    """x * log(y), and 0 where x is 0, whatever y is."""
    x, y = _pair_of_floats("xlogy", x, y)
    return where(x == 0, 0, x * log(where(x == 0, 1, y)))


def xlog1py(x, y, name=None):
    """x * log(1 + y), and 0 where x is 0, whatever y is."""
    x, y = _pair_of_floats("xlog1py", x, y)
    return where(x == 0, 0, x * log1p(where(x == 0, 0, y)))


def xdivy(x, y, name=None):
    """x / y, and 0 where x is 0, whatever y is."""
    x, y = _pair_of_floats("xdivy", x, y)
    return where(x == 0, 0, x / where(x == 0, 1, y))
