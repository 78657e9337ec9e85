"""How gradients pass back through linear algebra: functions for the table in gradients.py."""

from .matrices import band_part, diag, diag_part, matrix_transpose
from .ops import apply, matmul, reshape
from .solving import solve


def det(g, out, x):
    """The gradient of a determinant, as long as the matrix has an inverse."""
    scale = reshape(g * out, (*out.shape, 1, 1))
    return scale * matrix_transpose(apply("inv", x))


def cholesky(g, out, x):
    """From Murray, "Differentiation of the Cholesky decomposition", 2016 (arXiv:1602.07527)."""
    inverse = apply("inv", out)
    middle = band_part(matmul(out, g, transpose_a=True), -1, 0)
    middle = middle - diag(diag_part(middle)) * 0.5
    half = matmul(inverse, matmul(middle, inverse), transpose_a=True)
    return (half + matrix_transpose(half)) * 0.5


def inv(g, out, x):
    """From the derivative of inv(x) * x, which is always the identity."""
    return -matmul(out, matmul(g, out, transpose_b=True), transpose_a=True)


def solve_a(g, out, a, b):
    """The gradient with respect to the matrices."""
    return -matmul(solve(a, g, adjoint=True), out, transpose_b=True)


def solve_b(g, out, a, b):
    """The gradient with respect to the right sides."""
    return solve(a, g, adjoint=True)
