"""Matrices, in the last two axes of what is given: their diagonals, bands, transposes, products."""

import numpy as np

from .derived import norm, squeeze
from .errors import InvalidArgumentError
from .ops import apply, convert_to_tensor, matmul, place, reduce_sum, reshape, transpose, where


def _matrices(x):
    """x as a Tensor, which must hold matrices."""
    x = convert_to_tensor(x)
    if x.ndim < 2:
        raise InvalidArgumentError(f"needs matrices, got a value of shape {x.shape}")
    return x


def matvec(a, b, transpose_a=False, name=None):
    """The product of matrices a and vectors b (its last axis)."""
    b = convert_to_tensor(b)
    return squeeze(matmul(a, reshape(b, [*b.shape, 1]), transpose_a), -1)


def matrix_transpose(a, name="matrix_transpose", conjugate=False):
    """a with its last two axes swapped."""
    x = _matrices(a)
    return transpose(x, [*range(x.ndim - 2), x.ndim - 1, x.ndim - 2])


def adjoint(matrix):
    """`matrix` with its last two axes swapped; for real numbers that is all."""
    return matrix_transpose(matrix)


def diag(diagonal, name="diag"):
    """Matrices with `diagonal` (its last axis) on the main diagonal, and 0 elsewhere."""
    x = convert_to_tensor(diagonal)
    if not x.ndim:
        raise InvalidArgumentError("a diagonal has at least one axis")
    places = np.arange(x.shape[-1])
    return place(x, (*x.shape, x.shape[-1]), (Ellipsis, places, places))


def diag_part(input, name="diag_part"):
    """The main diagonals of matrices."""
    x = _matrices(input)
    places = np.arange(min(x.shape[-2:]))
    return apply("getitem", x, key=(Ellipsis, places, places))


def trace(x, name=None):
    """The sum of the main diagonal."""
    return reduce_sum(diag_part(x), axis=-1)


def band_part(input, num_lower, num_upper, name=None):
    """Matrices with only that many diagonals below and above the main one kept (-1: all)."""
    x = _matrices(input)
    rows, columns = np.indices(x.shape[-2:])
    kept = (num_lower < 0) | (rows - columns <= num_lower)
    kept &= (num_upper < 0) | (columns - rows <= num_upper)
    return where(kept, x, 0)


def normalize(tensor, ord="euclidean", axis=None, name=None):
    """`tensor` over its `norm`, and the norm, whose axes are kept with length 1."""
    x = convert_to_tensor(tensor)
    length = norm(x, ord, axis, keepdims=True)
    return x / length, length
