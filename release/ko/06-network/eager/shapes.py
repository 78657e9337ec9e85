"""The shape of a Tensor: a tuple of ints that prints, compares and concatenates as in TensorFlow.

(TensorFlow's is not a tuple.  This one is, so NumPy and Python take it wherever they want a tuple.)
"""

import operator

import numpy as np


class TensorShape(tuple):
    """The length of each axis, () for a scalar; None stands for a length that is not known.

        x.shape == [2, 3]       # any sequence of the same lengths is equal
        x.shape[:1] + [4]       # parts and sums are shapes again

    Args:
        dims: the lengths: a sequence of ints.

    Raises ValueError where `dims` is None: here every shape has a known number of axes.
    """

    __slots__ = ()

    def __new__(cls, dims):
        if dims is None:
            raise ValueError("a shape without a known number of axes is not part of eager")
        dims = (dims,) if isinstance(dims, (int, np.integer)) else dims
        return tuple.__new__(cls, (None if n is None else operator.index(n) for n in dims))

    @property
    def rank(self):
        """The number of axes."""
        return len(self)

    ndims = rank

    @property
    def dims(self):
        """The lengths, a list."""
        return list(self)

    def as_list(self):
        """The lengths, a list."""
        return list(self)

    def num_elements(self):
        """The product of the lengths; None if one is not known."""
        count = 1
        for length in self:
            if length is None:
                return None
            count *= length
        return count

    def is_fully_defined(self):
        """Whether all lengths are known."""
        return None not in self

    def concatenate(self, other):
        """The axes of this shape, then those of `other`."""
        return TensorShape((*self, *TensorShape(other)))

    def is_compatible_with(self, other):
        """Whether one value may have both shapes: of one rank, with equal lengths where known."""
        other = TensorShape(other)
        return len(self) == len(other) and all(
            None in (n, m) or n == m for n, m in zip(self, other, strict=True)
        )

    def assert_is_compatible_with(self, other):
        """Raise ValueError unless `is_compatible_with`."""
        if not self.is_compatible_with(other):
            raise ValueError(f"the shapes {self} and {other} are incompatible")

    def __add__(self, other):
        return self.concatenate(other)

    def __radd__(self, other):
        return TensorShape(other).concatenate(self)

    def __getitem__(self, key):
        part = tuple.__getitem__(self, key)
        return shape_of(part) if isinstance(key, slice) else part

    def __eq__(self, other):
        if isinstance(other, (tuple, list)):
            return tuple.__eq__(self, tuple(other))
        return NotImplemented

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = tuple.__hash__

    def __reduce__(self):
        return TensorShape, (list(self),)

    def __repr__(self):
        return f"TensorShape({list(self)})"

    def __str__(self):
        return tuple.__repr__(self)


def shape_of(lengths):
    """A TensorShape of the tuple `lengths`, whose entries need no checking."""
    return tuple.__new__(TensorShape, lengths)
