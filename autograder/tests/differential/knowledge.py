"""What a strategy knows about a value without running anything, so that it draws sane programs.

Two libraries round differently: they sum in another order, or compute tanh by another formula.
A test with tolerances wide enough for any program would miss real mistakes, so programs are kept
well-conditioned by construction instead:

- every value has bounds; a function is applied only where its argument's bounds lie well inside
  its domain (no log near 0, no division by something that may be small, no exp of something large);
- every value has a gain, a bound on how strongly it depends on any leaf; the gain of a value stays
  under GAIN_LIMIT, so rounding is amplified at most that much, forward and backward;
- what is not continuous (maximum, relu, comparison, floor, argmax, an integer cast) is applied only
  to values on a grid, multiples of 2**-k small enough to be exact in float32 whatever the order of
  summation. There ties and zeros are real ties and zeros in both libraries, and are drawn often.
"""

import math
from dataclasses import dataclass

BOUND_LIMIT = 64.0
GAIN_LIMIT = 256.0
EXACT_BITS = 20  # of the 24 of float32

FLOATS = ("float32", "float64")
INTS = ("int32", "int64")


@dataclass(frozen=True)
class Value:
    """A name in the program and what is known about it.

    `grid` is k when every entry is a multiple of 2**-k and exact, None otherwise.
    `kind` is "tensor", "variable" or, of a tensor, "leaf" when a person wrote it down.
    """

    name: str
    shape: tuple
    dtype: str
    low: float
    high: float
    grid: int | None = None
    gain: float = 1.0
    kind: str = "tensor"
    trainable: bool = False
    ancestors: frozenset = frozenset()  # the names that it was computed from

    @property
    def rank(self):
        return len(self.shape)

    @property
    def bound(self):
        return max(abs(self.low), abs(self.high))

    @property
    def exact(self):
        return self.grid is not None

    @property
    def is_float(self):
        return self.dtype in FLOATS

    @property
    def is_int(self):
        return self.dtype in INTS

    @property
    def is_variable(self):
        return self.kind == "variable"

    @property
    def size(self):
        return math.prod(self.shape)


def is_tame(value):
    """May this value be in a program?"""
    return value.bound <= BOUND_LIMIT and value.gain <= GAIN_LIMIT and value.size <= 200


def exact_or_none(grid, bound):
    """The grid, or None where float32 could no longer hold every sum on it exactly."""
    if grid is None or bound * 2.0**grid >= 2.0**EXACT_BITS:
        return None
    return grid


def interval(*corners):
    return min(corners), max(corners)
