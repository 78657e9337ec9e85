"""Inverses, determinants and systems of linear equations: what `tf.linalg` solves."""

import math

import numpy as np

from .derived import unstack
from .errors import InvalidArgumentError
from .matrices import _matrices, band_part, diag, diag_part, matrix_transpose
from .ops import apply, convert_to_tensor, log, place, reduce_sum, reshape, stack, where


def _square(x):
    """x as a Tensor, which must hold square matrices."""
    x = _matrices(x)
    if x.shape[-1] != x.shape[-2]:
        raise InvalidArgumentError(f"needs square matrices, got a value of shape {x.shape}")
    return x


def det(input, name=None):
    """The determinants of square matrices: of shape [...] for an input of shape [..., n, n]."""
    return apply("det", _square(input))


def inv(input, adjoint=False, name=None):
    """The inverses of square matrices, transposed if `adjoint`.

    Raises InvalidArgumentError if a matrix has none.
    """
    inverse = apply("inv", _square(input))
    return matrix_transpose(inverse) if adjoint else inverse


def solve(matrix, rhs, adjoint=False, name=None):
    """The x for which matmul(matrix, x) is `rhs`; if `adjoint`, the matrices are transposed first.

    Args:
        matrix: of shape [..., n, n].
        rhs: of shape [..., n, k].

    Raises InvalidArgumentError if a matrix has no inverse, or if the shapes do not fit.
    """
    a, b = _square(matrix), convert_to_tensor(rhs)
    if a.shape[:-1] != b.shape[:-1]:
        raise InvalidArgumentError(f"solve of shapes {a.shape} and {b.shape}")
    return apply("solve", matrix_transpose(a) if adjoint else a, b)


def triangular_solve(matrix, rhs, lower=True, adjoint=False, name=None):
    """As `solve`, reading only the lower triangles of the matrices (the upper unless `lower`)."""
    a = band_part(_square(matrix), *((-1, 0) if lower else (0, -1)))
    return solve(a, rhs, adjoint)


def cholesky(input, name=None):
    """The lower triangles L for which matmul(L, L, transpose_b=True) is the input.

    Only the lower triangles of the input, which must be symmetric, are read.

    Raises InvalidArgumentError if a matrix is not positive definite.
    """
    return apply("cholesky", _square(input))


def cholesky_solve(chol, rhs, name=None):
    """As `solve`, for matrices that are given by their `cholesky`."""
    return triangular_solve(chol, triangular_solve(chol, rhs), adjoint=True)


def logdet(matrix, name=None):
    """The logarithms of the determinants of symmetric, positive definite matrices."""
    return 2.0 * reduce_sum(log(diag_part(cholesky(matrix))), axis=-1)


def cross(a, b, name=None):
    """The cross products of vectors along the last axis, which has length 3.

    Raises InvalidArgumentError if the shapes differ, or if the vectors have another length.
    """
    a, b = convert_to_tensor(a), convert_to_tensor(b)
    if a.shape != b.shape or a.shape[-1:] != (3,):
        raise InvalidArgumentError(f"cross needs vectors of length 3, got {a.shape} and {b.shape}")
    (a0, a1, a2), (b0, b1, b2) = unstack(a, axis=-1), unstack(b, axis=-1)
    return stack([a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0], -1)


def set_diag(input, diagonal, name="set_diag", k=0, align="RIGHT_LEFT"):
    """Matrices with their main diagonals replaced by `diagonal`.

    Raises InvalidArgumentError if the shapes do not fit.  Only the main diagonal (k = 0) is
    part of eager.
    """
    x, numbers = convert_to_tensor(input), convert_to_tensor(diagonal)
    if k != 0:
        raise InvalidArgumentError("only the main diagonal, k=0, can be set in eager")
    if x.ndim < 2 or numbers.shape != (*x.shape[:-2], min(x.shape[-2:])):
        raise InvalidArgumentError(f"set_diag of shapes {x.shape} and {numbers.shape}")
    rows, columns = x.shape[-2:]
    places = np.arange(numbers.shape[-1])
    placed = place(numbers, x.shape, (Ellipsis, places, places))
    return where(np.eye(rows, columns, dtype=bool), placed, x)


def tensor_diag(diagonal, name=None):
    """Twice the axes: diagonal[i, j, …] is at [i, j, …, i, j, …], and 0 elsewhere."""
    x = convert_to_tensor(diagonal)
    return reshape(diag(reshape(x, [-1])), x.shape + x.shape)


def tensor_diag_part(input, name=None):
    """The elements at [i, j, …, i, j, …]: the reverse of `tensor_diag`."""
    x = convert_to_tensor(input)
    half = tuple(x.shape[: x.ndim // 2])
    if x.ndim % 2 or not half or x.shape != half * 2:
        raise InvalidArgumentError(f"the halves of the shape {x.shape} must be equal")
    count = math.prod(half)
    return reshape(diag_part(reshape(x, (count, count))), half)
