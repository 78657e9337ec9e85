"""Draws the inputs of cases: small numbers that a person can follow, different in every draw.

All floats are multiples of a quarter. Sums and products of a few of them are exact
in float32, so a right answer is right to the last bit whatever the order of evaluation,
and a failing case can be checked on paper. No drawn number is zero, and the numbers of
one array all differ if there are enough to choose from, so that no mistake can hide
behind a coincidence.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Shape = tuple[int, ...]
T = TypeVar("T")

# Quarters from -8 to 8 without 0: 64 numbers.
_QUARTERS = np.array([q / 4 for q in range(-32, 33) if q != 0])
# A small array takes its numbers from the simpler ones.
_SIMPLE = np.array([q / 2 for q in range(-8, 9) if q != 0])
_INTEGERS = np.array([i for i in range(-9, 10) if i != 0])


class Draw:
    """A source of random inputs; the same seed draws the same inputs.

    Attributes:
        rng: the NumPy Generator behind it, for what the methods do not cover.
    """

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self._drawn: dict[str, Any] = {}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make()` returned when this name was first used.

        For inputs that several parts of a question ask about.
        """
        if name not in self._drawn:
            self._drawn[name] = make()
        return self._drawn[name]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The same items in an order that the seed decides."""
        return [items[place] for place in self.rng.permutation(len(items))]

    def array(self, shape: Shape = (), dtype: str = "float32", positive: bool = False) -> NDArray:
        """An array of `shape` without zeros, its numbers all different if there are enough.

        Floats are multiples of a quarter between -8 and 8; integers are between -9 and 9.
        With `positive` they are all above zero.
        """
        size = math.prod(shape)
        floats = _SIMPLE if size <= 4 else _QUARTERS
        pool = _INTEGERS if np.dtype(dtype).kind == "i" else floats
        if positive:
            pool = pool[pool > 0]
        numbers = self.rng.choice(pool, size, replace=size > len(pool))
        return numbers.reshape(shape).astype(dtype)

    def numbers(self, shape: Shape = (), positive: bool = False) -> Any:
        """The same as Python floats: a float for shape (), else nested lists."""
        return self.array(shape, "float64", positive).tolist()

    def integers(self, shape: Shape = ()) -> Any:
        """Python ints other than zero, between -9 and 9: an int for shape (), else nested lists."""
        return self.array(shape, "int64").tolist()

    def indices(self, count: int, below: int, repeated: bool = False) -> list[int]:
        """`count` indices between 0 and `below` - 1.

        Without `repeated` they all differ (`count` is at most `below`); with it, at least
        one occurs twice, and the two are not neighbors if `count` allows.
        """
        if not repeated:
            return self.rng.permutation(below)[:count].tolist()
        chosen = self.rng.integers(below, size=count).tolist()
        chosen[-1] = chosen[0]
        return chosen

    def shape(self, *shapes: Shape) -> Shape:
        """One of `shapes`."""
        return shapes[int(self.rng.integers(len(shapes)))]

    def one_of(self, choices: Sequence[Any]) -> Any:
        """One of `choices`."""
        return choices[int(self.rng.integers(len(choices)))]

    def integer(self, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included."""
        return int(self.rng.integers(low, high + 1))
