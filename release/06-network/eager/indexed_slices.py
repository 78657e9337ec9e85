"""IndexedSlices: some rows of a big array, and where they belong.

The gradient of a look-up in a table touches only the rows that were looked up.
Storing only those keeps the cost of a step independent of the table's length.

This module only stores them.  What is done with them stands in the table `RULES`: "dense" makes
them a Tensor, "add" adds two gradients, "descend" moves a Variable's rows.  embeddings.py fills it.
"""

from collections.abc import Callable

from .ops import negative
from .shapes import TensorShape

RULES: dict[str, Callable] = {}


def apply_rule(name, *arguments):
    """What the rule of this name in `RULES` gives.

    Raises NotImplementedError where there is none.
    """
    if name not in RULES:
        raise NotImplementedError(f"there is no rule {name!r} for IndexedSlices yet")
    return RULES[name](*arguments)


class IndexedSlices:
    """Rows `values[i]`, each of which belongs at `indices[i]` in an array.

    A row may appear more than once; as a gradient, its slices then add up.

    Args:
        values: Tensor of shape [n, ...]: the rows.
        indices: integer Tensor of shape [n].
        dense_shape: integer Tensor (or sequence), the shape of the whole array, if known.
    """

    __slots__ = ("_dense_shape", "_indices", "_values")

    def __init__(self, values, indices, dense_shape=None):
        self._values = values
        self._indices = indices
        self._dense_shape = dense_shape

    @property
    def values(self):
        return self._values

    @property
    def indices(self):
        return self._indices

    @property
    def dense_shape(self):
        return self._dense_shape

    @property
    def dtype(self):
        """The dtype of the values."""
        return self._values.dtype

    @property
    def shape(self):
        """The shape of the whole array, a TensorShape, or None where it is not known."""
        shape = self._dense_shape
        return None if shape is None else TensorShape(int(n) for n in shape)

    def _to_tensor(self):
        """The whole array: zeros, with every slice added at its row."""
        if self._dense_shape is None:
            raise ValueError(
                "cannot make a dense Tensor of IndexedSlices without a dense_shape: "
                "give IndexedSlices(values, indices, dense_shape)"
            )
        return apply_rule("dense", self)

    def __neg__(self):
        return IndexedSlices(negative(self._values), self._indices, self._dense_shape)

    def __repr__(self):
        shape = "" if self._dense_shape is None else f", dense_shape={self._dense_shape!s}"
        return f"IndexedSlices(indices={self._indices!s}, values={self._values!s}{shape})"
