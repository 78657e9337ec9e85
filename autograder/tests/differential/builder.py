"""Draw one program, statement by statement, knowing each value's shape, dtype and bounds."""

import re
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from .knowledge import FLOATS, Value, exact_or_none, is_tame
from .programs import Block

SHAPES = [(), (1,), (2,), (3,), (1, 1), (2, 1), (1, 3), (2, 2), (2, 3), (3, 2), (2, 1, 3),
          (1, 2, 2), (2, 2, 3), (0,), (0, 2)]

# How a person might fill a leaf. All are multiples of 1/2, so that sums and products stay exact.
PALETTES = {
    "mixed": [1.0, -2.0, 0.5, 2.0, -0.5, 0.0, -1.0, 1.5],
    "positive": [1.0, 2.0, 0.5, 1.5],
    "negative": [-1.0, -2.0, -0.5, -1.5],
    "whole": [1, 2, 3, -1, 0, -2],
    "natural": [1, 2, 3, 4],
}


class Builder:
    """The program so far: its steps, and what is known about every name in it."""

    def __init__(self, draw, dtype):
        self.draw = draw
        self.dtype = dtype  # of most floats in this program
        self.values = []
        self.steps = []
        self.names = []  # what the program shows at its end
        self.peeked = set()  # Variables looked at in a way that TensorFlow's tapes count as a use
        self._count = 0

    # ------------------------------------------------------------- writing

    def fresh(self, letter):
        self._count += 1
        return f"{letter}{self._count}"

    def write(self, line):
        self.steps.append(line)

    def show(self, name):
        self.names.append(name)

    def block(self, opening, fill):
        """Write `with ...:` and let `fill()` write the steps under it."""
        outside, self.steps = self.steps, []
        fill()
        inside, self.steps = self.steps, outside
        self.steps.append(Block(opening, inside))

    def add(self, text, shape, dtype, low, high, grid=None, gain=1.0):
        """Write `name = text`; False, and nothing written, when the value would be too wild."""
        grid = exact_or_none(grid, max(abs(low), abs(high)))
        value = Value("?", tuple(shape), dtype, float(low), float(high), grid, gain)
        if not is_tame(value):
            return False
        self.bind(text, value)
        return True

    def bind(self, text, value, letter="x"):
        name = self.fresh(letter)
        self.write(f"{name} = {text}")
        value = replace(value, name=name, ancestors=self.ancestors(text))
        self.values.append(value)
        self.show(name)
        return value

    def ancestors(self, text):
        """Every name that an expression depends on, directly or not."""
        words = set(re.findall(r"\w+", text))
        parents = [value for value in self.values if value.name in words]
        return frozenset(p.name for p in parents).union(*(p.ancestors for p in parents))

    def update(self, variable, low, high, grid, gain):
        """A variable was assigned; what was read from it before keeps its old bounds."""
        grid = exact_or_none(grid, max(abs(low), abs(high)))
        changed = replace(variable, low=float(low), high=float(high), grid=grid, gain=gain)
        if not is_tame(changed):
            return False
        self.values[self.values.index(variable)] = changed
        return True

    # -------------------------------------------------------------- choosing

    def one_of(self, options):
        return self.draw(st.sampled_from(options))

    def chance(self, one_in):
        """True once in so many; shrinks to False."""
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def more(self):
        """True eleven times in twelve; shrinks to False."""
        return self.draw(st.integers(0, 11)) > 0

    def pick(self, wanted):
        """A known value for which `wanted` holds, or None; the latest ones most often,
        so that statements make chains rather than a bush."""
        candidates = [value for value in reversed(self.values) if wanted(value)]
        if not self.chance(3):
            candidates = candidates[:3]
        return self.one_of(candidates) if candidates else None

    def pick_deep(self, wanted):
        """As `pick`, but every other time the value that most of the program went into."""
        if self.chance(2):
            return max(filter(wanted, self.values), key=lambda v: len(v.ancestors), default=None)
        return self.pick(wanted)

    def numbers(self, shape, palette):
        """An array of the shape, filled from a palette; seed 0 gives its first entries in order."""
        seed = self.draw(st.integers(0, 40))
        options, size = PALETTES[palette], int(np.prod(shape))
        entries = (np.arange(size) % len(options) if seed == 0
                   else np.random.default_rng(seed).integers(0, len(options), size))
        return np.array(options)[entries].reshape(shape)

    # --------------------------------------------------------------- leaves

    def leaf(self, shape=None, dtype=None, kind=None, palette=None):
        """Write a constant, a Variable or an ndarray with numbers in it, and return its Value."""
        shape = self.one_of(SHAPES) if shape is None else shape
        dtype = dtype or self.dtype
        kind = kind or self.one_of(["variable", "tensor"])
        is_float = dtype in FLOATS
        palette = palette or self.one_of(["mixed", "positive"] if is_float
                                         else ["whole", "natural"])
        numbers = self.numbers(shape, palette).astype(dtype)
        trainable = kind == "variable" and is_float and not self.chance(5)
        text = leaf_text(numbers, dtype, kind, trainable)
        low, high = (numbers.min(), numbers.max()) if numbers.size else (1, 1)
        value = Value("?", tuple(shape), dtype, float(low), float(high), 1 if is_float else 0,
                      kind=kind, trainable=trainable)
        return self.bind(text, value, {"variable": "v", "tensor": "c", "array": "a"}[kind])


def leaf_text(numbers, dtype, kind, trainable):
    """How a person writes the leaf down."""
    literal = numbers.tolist()
    if numbers.size == 0:
        literal = f"np.zeros({numbers.shape}, dtype=np.{dtype})"
    if kind == "array":
        return f"np.array({literal}, dtype=np.{dtype})"
    natural = dtype == ("float32" if dtype in FLOATS else "int32") and numbers.size
    options = "" if natural else f", dtype=tf.{dtype}"
    if kind == "variable" and not trainable:
        options += ", trainable=False"
    return f"tf.{'Variable' if kind == 'variable' else 'constant'}({literal}{options})"
