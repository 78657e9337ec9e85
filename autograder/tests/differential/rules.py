"""The functions of one argument, a line each: where they may be applied and what comes out.

`range(low, high)` gives the bounds of the result, `slope(low, high)` a bound on the derivative,
`grid(k)` the grid of the result (None: rounded), `tame(low, high)` says whether an argument
with these bounds is well inside the domain.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

from .knowledge import interval


def always(low, high):
    return True


def rounded(grid):
    return None


def same_grid(grid):
    return grid


def unit_slope(low, high):
    return 1.0


class Unary(NamedTuple):
    text: str
    range: Callable
    slope: Callable = unit_slope
    tame: Callable = always
    grid: Callable = rounded
    needs_grid: bool = False


def _monotone(f):
    return lambda low, high: (f(low), f(high))


def _around_zero(f, at_zero):
    """The range of an even function that grows away from 0."""
    return lambda low, high: (at_zero if low <= 0 <= high else min(f(low), f(high)),
                              max(f(low), f(high)))


def _sigmoid(x):
    return 1 / (1 + math.exp(-x))


def _softplus(x):
    return math.log1p(math.exp(x))


def _reach(low, high):
    return max(abs(low), abs(high))


def _within(limit):
    return lambda low, high: -limit <= low and high <= limit


def _at_least(limit):
    return lambda low, high: low >= limit


def _from_to(least, most):
    return lambda low, high: least <= low and high <= most


def _quadratic(x):
    return x * x + x


def _unit_range(low, high):
    return -1.0, 1.0


def _flat(low, high):
    return 0.0


# Hypothesis draws the first of a list more often than the others, and shrinks towards it.
UNARY = [
    Unary("tf.square({})", _around_zero(lambda x: x * x, 0.0),
          slope=lambda low, high: 2 * _reach(low, high), grid=lambda k: 2 * k),
    Unary("-{}", lambda low, high: (-high, -low), grid=same_grid),
    Unary("tf.negative({})", lambda low, high: (-high, -low), grid=same_grid),
    Unary("tf.identity({})", lambda low, high: (low, high), grid=same_grid),
    Unary("tf.stop_gradient({})", lambda low, high: (low, high), grid=same_grid),
    Unary("tf.exp({})", _monotone(math.exp), slope=lambda low, high: math.exp(high),
          tame=_within(3)),
    Unary("tf.math.expm1({})", _monotone(math.expm1), slope=lambda low, high: math.exp(high),
          tame=_within(3)),
    Unary("tf.math.log({})", lambda low, high: (math.log(low), math.log(high)),
          slope=lambda low, high: 1 / low, tame=_at_least(0.25)),
    Unary("tf.math.log1p({})", lambda low, high: (math.log1p(low), math.log1p(high)),
          slope=lambda low, high: 1 / (1 + low), tame=_at_least(-0.5)),
    Unary("tf.sqrt({})", lambda low, high: (math.sqrt(low), math.sqrt(high)),
          slope=lambda low, high: 0.5 / math.sqrt(low), tame=_at_least(0.25)),
    Unary("tf.math.rsqrt({})", lambda low, high: (high**-0.5, low**-0.5),
          slope=lambda low, high: 0.5 * low**-1.5, tame=_at_least(0.25)),
    Unary("tf.math.reciprocal({})", lambda low, high: (1 / high, 1 / low),
          slope=lambda low, high: low**-2, tame=_at_least(0.25)),
    Unary("tf.sin({})", _unit_range, tame=_within(16)),
    Unary("tf.cos({})", _unit_range, tame=_within(16)),
    Unary("tf.tanh({})", _monotone(math.tanh), tame=_within(16)),
    Unary("tf.sigmoid({})", _monotone(_sigmoid), tame=_within(16)),
    Unary("tf.nn.softplus({})", _monotone(_softplus), tame=_within(16)),
    Unary("tf.tan({} / 4)", _monotone(lambda x: math.tan(x / 4)), tame=_within(3)),
    Unary("tf.asin({} / 4)", _monotone(lambda x: math.asin(x / 4)), tame=_within(3)),
    Unary("tf.acos({} / 4)", lambda low, high: (math.acos(high / 4), math.acos(low / 4)),
          tame=_within(3)),
    Unary("tf.atan({})", _monotone(math.atan), tame=_within(16)),
    Unary("tf.sinh({})", _monotone(math.sinh), slope=lambda low, high: math.cosh(_reach(low, high)),
          tame=_within(3)),
    Unary("tf.cosh({})", _around_zero(math.cosh, 1.0),
          slope=lambda low, high: math.cosh(_reach(low, high)), tame=_within(3)),
    Unary("tf.asinh({})", _monotone(math.asinh), tame=_within(16)),
    Unary("tf.acosh({} + 1.5)", _monotone(lambda x: math.acosh(x + 1.5)), tame=_at_least(0.25)),
    Unary("tf.atanh({} / 4)", _monotone(lambda x: math.atanh(x / 4)), tame=_within(3)),
    Unary("tf.math.erf({})", _monotone(math.erf), slope=lambda low, high: 1.2, tame=_within(3)),
    Unary("tf.math.erfc({})", lambda low, high: (math.erfc(high), math.erfc(low)),
          slope=lambda low, high: 1.2, tame=_within(3)),
    Unary("tf.math.log_sigmoid({})", _monotone(lambda x: -_softplus(-x)), tame=_within(16)),
    Unary("tf.nn.silu({})", lambda low, high: (-0.3, max(high, 0.0)),
          slope=lambda low, high: 1.2, tame=_within(8)),
    Unary("tf.nn.elu({})", _monotone(lambda x: x if x > 0 else math.expm1(x)), tame=_within(8)),
    Unary("tf.nn.selu({})", _monotone(lambda x: 1.051 * (x if x > 0 else 1.674 * math.expm1(x))),
          slope=lambda low, high: 1.8, tame=_within(8)),
    Unary("tf.math.lgamma({})", lambda low, high: (-0.2, max(math.lgamma(low), math.lgamma(high))),
          slope=lambda low, high: 5.0, tame=_from_to(0.25, 16)),
    Unary("tf.math.digamma({})", lambda low, high: (-5.0, 3.0), slope=lambda low, high: 18.0,
          tame=_from_to(0.25, 16)),
    Unary("tf.math.polyval([{0}, {0}], {0})",
          lambda low, high: (-_quadratic(_reach(low, high)), _quadratic(_reach(low, high))),
          slope=lambda low, high: 2 * _reach(low, high) + 1),
    Unary("tf.math.reciprocal_no_nan({})", lambda low, high: (1 / high, 1 / low),
          slope=lambda low, high: low**-2, tame=_at_least(0.25)),
    Unary("tf.scalar_mul(0.5, {})", lambda low, high: (low / 2, high / 2), grid=lambda k: k + 1),
    Unary("tf.ensure_shape({0}, {0}.shape)", lambda low, high: (low, high), grid=same_grid),
    Unary("tf.identity_n([{}])[0]", lambda low, high: (low, high), grid=same_grid),
    Unary("{} ** 2", _around_zero(lambda x: x * x, 0.0),
          slope=lambda low, high: 2 * _reach(low, high), grid=lambda k: 2 * k),
    Unary("{} ** 3", _monotone(lambda x: x**3),
          slope=lambda low, high: 3 * _reach(low, high) ** 2),
    Unary("{} ** -1", lambda low, high: (1 / high, 1 / low),
          slope=lambda low, high: low**-2, tame=_at_least(0.25)),
    Unary("{} ** 0.5", lambda low, high: (math.sqrt(low), math.sqrt(high)),
          slope=lambda low, high: 0.5 / math.sqrt(low), tame=_at_least(0.25)),
    Unary("2.0 ** {}", _monotone(lambda x: 2.0**x),
          slope=lambda low, high: 2.0**high, tame=_within(4)),
    Unary("{} * 0.5", lambda low, high: (low / 2, high / 2), grid=lambda k: k + 1),
    Unary("3 * {}", lambda low, high: (3 * low, 3 * high), slope=lambda low, high: 3.0,
          grid=same_grid),
    Unary("{} + 1.5", lambda low, high: (low + 1.5, high + 1.5), grid=lambda k: max(k, 1)),
    Unary("2 - {}", lambda low, high: (2 - high, 2 - low), grid=same_grid),
    Unary("{} / 4", lambda low, high: (low / 4, high / 4), grid=lambda k: k + 2),
    Unary("1.0 / {}", lambda low, high: (1 / high, 1 / low),
          slope=lambda low, high: low**-2, tame=_at_least(0.25)),
    Unary("tf.nn.relu({})", _monotone(lambda x: max(x, 0.0)), grid=same_grid, needs_grid=True),
    Unary("tf.nn.relu6({})", _monotone(lambda x: min(max(x, 0.0), 6.0)), grid=same_grid,
          needs_grid=True),
    # TensorFlow keeps alpha in float32, where 0.25 is exact and the usual 0.2 is not.
    Unary("tf.nn.leaky_relu({}, alpha=0.25)", _monotone(lambda x: x if x > 0 else 0.25 * x),
          grid=lambda k: k + 2, needs_grid=True),
    Unary("tf.abs({})", _around_zero(abs, 0.0), grid=same_grid, needs_grid=True),
    Unary("abs({})", _around_zero(abs, 0.0), grid=same_grid, needs_grid=True),
    Unary("tf.sign({})", _monotone(lambda x: (x > 0) - (x < 0)), slope=_flat,
          grid=same_grid, needs_grid=True),
    Unary("tf.floor({})", _monotone(math.floor), slope=_flat, grid=same_grid, needs_grid=True),
    Unary("tf.math.ceil({})", _monotone(math.ceil), slope=_flat, grid=same_grid,
          needs_grid=True),
    Unary("tf.round({})", _monotone(round), slope=_flat, grid=same_grid, needs_grid=True),
    Unary("tf.math.rint({})", _monotone(round), slope=_flat, grid=same_grid, needs_grid=True),
    Unary("tf.clip_by_value({}, -1.0, 0.5)", _monotone(lambda x: min(max(x, -1.0), 0.5)),
          grid=lambda k: max(k, 1), needs_grid=True),
    # To TensorFlow's tapes these depend on their argument; see test_deviations.py.
    Unary("tf.stop_gradient(tf.zeros_like({}))", lambda low, high: (0.0, 0.0), slope=_flat,
          grid=same_grid),
    Unary("tf.stop_gradient(tf.ones_like({}))", lambda low, high: (1.0, 1.0), slope=_flat,
          grid=same_grid),
]


class Binary(NamedTuple):
    """A function of two arguments that broadcast; `slope` bounds both partial derivatives."""

    text: str
    range: Callable
    slope: Callable
    tame: Callable = lambda a, b: True
    grid: Callable = lambda a, b: None
    needs_grid: bool = False


def _finer(a, b):
    return max(a, b)


def _sum_of_grids(a, b):
    return a + b


def _added(a, b):
    return a.low + b.low, a.high + b.high


def _subtracted(a, b):
    return a.low - b.high, a.high - b.low


def _multiplied(a, b):
    return interval(a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high)


def _divided(a, b):
    return interval(a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high)


def _times(a, low, high):
    return interval(0.0, a.low * low, a.low * high, a.high * low, a.high * high)


def _far_from_zero(a, b):
    return b.low >= 0.25 or b.high <= -0.25


def _one(a, b):
    return 1.0


def _cross(a, b):
    return max(a.bound, b.bound)


def _quotient_slope(a, b):
    least = min(abs(b.low), abs(b.high))
    return max(1 / least, a.bound / least**2)


def _squared_difference(a, b):
    low, high = _subtracted(a, b)
    return 0.0, max(low * low, high * high)


def _power_range(a, b):
    return interval(a.low**b.low, a.low**b.high, a.high**b.low, a.high**b.high)


BINARY = [
    Binary("{} + {}", _added, _one, grid=_finer),
    Binary("tf.add({}, {})", _added, _one, grid=_finer),
    Binary("{} - {}", _subtracted, _one, grid=_finer),
    Binary("tf.subtract({}, {})", _subtracted, _one, grid=_finer),
    Binary("{} * {}", _multiplied, _cross, grid=_sum_of_grids),
    Binary("tf.multiply({}, {})", _multiplied, _cross, grid=_sum_of_grids),
    Binary("{} / {}", _divided, _quotient_slope, tame=_far_from_zero),
    Binary("tf.divide({}, {})", _divided, _quotient_slope, tame=_far_from_zero),
    Binary("tf.math.divide_no_nan({}, {})", _divided, _quotient_slope, tame=_far_from_zero),
    Binary("tf.math.multiply_no_nan({}, {})", _multiplied, _cross, grid=_sum_of_grids),
    Binary("tf.atan2({}, {})", lambda a, b: (-math.pi, math.pi),
           lambda a, b: 1 / min(abs(b.low), abs(b.high)), tame=_far_from_zero),
    Binary("tf.math.squared_difference({}, {})", _squared_difference,
           lambda a, b: 2 * (a.bound + b.bound), grid=lambda a, b: 2 * max(a, b)),
    Binary("{} ** {}", _power_range, lambda a, b: 16 * max(1.0, a.bound) ** 2,
           tame=lambda a, b: a.low >= 0.5 and a.high <= 3 and b.bound <= 2),
    Binary("tf.pow({}, {})", _power_range, lambda a, b: 16 * max(1.0, a.bound) ** 2,
           tame=lambda a, b: a.low >= 0.5 and a.high <= 3 and b.bound <= 2),
    Binary("tf.math.xdivy({}, {})", _divided, _quotient_slope, tame=_far_from_zero),
    Binary("tf.math.xlogy({}, {})", lambda a, b: _times(a, math.log(b.low), math.log(b.high)),
           lambda a, b: max(1, a.bound) * 4 + b.bound, tame=lambda a, b: b.low >= 0.25),
    Binary("tf.math.xlog1py({}, {})", lambda a, b: _times(a, math.log1p(b.low), math.log1p(b.high)),
           lambda a, b: max(1, a.bound) * 4 + b.bound, tame=lambda a, b: b.low >= -0.5),
    Binary("tf.maximum({}, {})", lambda a, b: (max(a.low, b.low), max(a.high, b.high)), _one,
           grid=_finer, needs_grid=True),
    Binary("tf.minimum({}, {})", lambda a, b: (min(a.low, b.low), min(a.high, b.high)), _one,
           grid=_finer, needs_grid=True),
    Binary("{} // {}", lambda a, b: interval(*(math.floor(x) for x in _divided(a, b))),
           lambda a, b: 0.0, tame=_far_from_zero, grid=_finer, needs_grid=True),
    Binary("tf.math.floordiv({}, {})",
           lambda a, b: interval(*(math.floor(x) for x in _divided(a, b))),
           lambda a, b: 0.0, tame=_far_from_zero, grid=_finer, needs_grid=True),
    Binary("tf.truncatediv({}, {})", lambda a, b: interval(*_divided(a, b), 0.0),
           lambda a, b: 0.0, tame=_far_from_zero, grid=_finer, needs_grid=True),
    Binary("tf.math.mod({}, {})", lambda a, b: (-b.bound, b.bound),
           lambda a, b: max(1.0, a.bound * 4), tame=_far_from_zero, grid=_finer, needs_grid=True),
    Binary("{} % {}", lambda a, b: (-b.bound, b.bound), lambda a, b: max(1.0, a.bound * 4),
           tame=_far_from_zero, grid=_finer, needs_grid=True),
]

COMPARISONS = ["{} > {}", "{} >= {}", "{} < {}", "{} <= {}", "{} == {}", "{} != {}",
               "tf.equal({}, {})", "tf.not_equal({}, {})", "tf.less({}, {})",
               "tf.greater_equal({}, {})", "tf.greater({}, {})", "tf.less_equal({}, {})"]
