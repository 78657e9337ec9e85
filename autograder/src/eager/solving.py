"""Inverses, determinants and systems of linear equations: what `tf.linalg` solves."""

import numpy as np

from .errors import InvalidArgumentError
from .matrices import band_part, diag, diag_part, matrix_transpose
from .ops import (
    _ints,
    apply,
    concat,
    convert_to_tensor,
    getitem,
    log,
    multiply,
    reduce_sum,
    reshape,
    stack,
    subtract,
    where,
)


def _square(x):
    """x as a Tensor, which must hold square matrices."""
    x = convert_to_tensor(x)
    if x.ndim < 2 or x.shape[-1] != x.shape[-2]:
        raise InvalidArgumentError(f"needs square matrices, got a value of shape {x.shape}")
    return x


def det(input, name=None):
    """The determinants of square matrices: of shape [...] for an input of shape [..., n, n]."""
    return apply("det", _square(input))


def inv(input, adjoint=False, name=None):
    """The inverses of square matrices, transposed if `adjoint`.

    Raises InvalidArgumentError where a matrix has none.
    """
    inverse = apply("inv", _square(input))
    return matrix_transpose(inverse) if adjoint else inverse


def solve(matrix, rhs, adjoint=False, name=None):
    """The x for which matmul(matrix, x) is `rhs`; the matrices are transposed first if `adjoint`.

    Args:
        matrix: of shape [..., n, n].
        rhs: of shape [..., n, k].

    Raises InvalidArgumentError where a matrix has no inverse, or the shapes do not fit.
    """
    a, b = _square(matrix), convert_to_tensor(rhs)
    if a.shape[:-1] != b.shape[:-1]:
        raise InvalidArgumentError(f"solve of shapes {a.shape} and {b.shape}")
    return apply("solve", matrix_transpose(a) if adjoint else a, b)


def triangular_solve(matrix, rhs, lower=True, adjoint=False, name=None):
    """`solve`, with only the lower triangles of the matrices (the upper, without `lower`)."""
    a = band_part(_square(matrix), *((-1, 0) if lower else (0, -1)))
    return solve(a, rhs, adjoint)


def cholesky(input, name=None):
    """The lower triangles L for which matmul(L, L, transpose_b=True) is the input.

    Only the lower triangles of the input are read, as it is symmetric.

    Raises InvalidArgumentError where a matrix is not positive definite.
    """
    return apply("cholesky", _square(input))


def cholesky_solve(chol, rhs, name=None):
    """`solve`, of the matrices whose `cholesky` is given."""
    return triangular_solve(chol, triangular_solve(chol, rhs), adjoint=True)


def logdet(matrix, name=None):
    """The logarithms of the determinants of symmetric, positive definite matrices."""
    return multiply(2.0, reduce_sum(log(diag_part(cholesky(matrix))), axis=-1))


def cross(a, b, name=None):
    """The vectors (along the last axis, of length 3) at right angles to those of a and b.

    Raises InvalidArgumentError where the shapes differ, or the vectors have another length.
    """
    a, b = convert_to_tensor(a), convert_to_tensor(b)
    if a.shape != b.shape or a.shape[-1:] != (3,):
        raise InvalidArgumentError(f"cross needs vectors of length 3, got {a.shape} and {b.shape}")
    (a0, a1, a2), (b0, b1, b2) = ([getitem(x, (..., i)) for i in range(3)] for x in (a, b))
    return stack(
        [subtract(a1 * b2, a2 * b1), subtract(a2 * b0, a0 * b2), subtract(a0 * b1, a1 * b0)], -1
    )


def set_diag(input, diagonal, name="set_diag", k=0, align="RIGHT_LEFT"):
    """Matrices with other numbers, `diagonal`, from the top left to the bottom right.

    Raises InvalidArgumentError where the numbers do not fit.  Only the main diagonal (k = 0) is
    part of eager.
    """
    x, numbers = convert_to_tensor(input), convert_to_tensor(diagonal)
    if k != 0:
        raise InvalidArgumentError("only the main diagonal, k=0, can be set in eager")
    if x.ndim < 2 or numbers.shape != (*x.shape[:-2], min(x.shape[-2:])):
        raise InvalidArgumentError(f"set_diag of shapes {x.shape} and {numbers.shape}")
    rows, columns = x.shape[-2:]
    whole = diag(numbers)
    for axis, missing in ((-2, rows - numbers.shape[-1]), (-1, columns - numbers.shape[-1])):
        shape = list(whole.shape)
        shape[axis] = missing
        if missing:
            whole = concat([whole, np.zeros(shape, x.dtype)], axis)
    return where(np.eye(rows, columns, dtype=bool), whole, x)


def tensor_diag(diagonal, name=None):
    """A value of twice the axes, with `diagonal` where both halves of an index are equal."""
    x = convert_to_tensor(diagonal)
    return reshape(diag(reshape(x, [-1])), x.shape + x.shape)


def tensor_diag_part(input, name=None):
    """The elements where both halves of an index are equal: the reverse of `tensor_diag`."""
    x = convert_to_tensor(input)
    half = _ints(x.shape[: x.ndim // 2])
    if x.ndim % 2 or not half or x.shape != half * 2:
        raise InvalidArgumentError(f"the halves of the shape {x.shape} must be equal")
    count = int(np.prod(half))
    return reshape(diag_part(reshape(x, (count, count))), half)
