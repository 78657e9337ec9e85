"""Inverses, determinants and linear systems: as NumPy computes them, and refused clearly."""

import numpy as np
import pytest

import eager as tf
from eager.errors import InvalidArgumentError

A = np.random.default_rng(0).standard_normal((2, 3, 3)) + 4.0 * np.eye(3)
B = np.random.default_rng(1).standard_normal((2, 3, 2))
SYMMETRIC = A @ A.swapaxes(1, 2)


def test_inverses_and_determinants():
    assert np.allclose(tf.linalg.inv(A).numpy(), np.linalg.inv(A))
    assert np.allclose(tf.linalg.inv(A, adjoint=True).numpy(), np.linalg.inv(A).swapaxes(1, 2))
    assert np.allclose(tf.linalg.det(A).numpy(), np.linalg.det(A))
    assert np.allclose(tf.linalg.logdet(SYMMETRIC).numpy(), np.log(np.linalg.det(SYMMETRIC)))


def test_a_solution_solves_the_equations():
    assert np.allclose(A @ tf.linalg.solve(A, B).numpy(), B)
    assert np.allclose(A.swapaxes(1, 2) @ tf.linalg.solve(A, B, adjoint=True).numpy(), B)


def test_a_triangular_solution_reads_one_triangle():
    assert np.allclose(np.tril(A) @ tf.linalg.triangular_solve(A, B).numpy(), B)
    assert np.allclose(np.triu(A) @ tf.linalg.triangular_solve(A, B, lower=False).numpy(), B)
    adjoint = tf.linalg.triangular_solve(A, B, adjoint=True).numpy()
    assert np.allclose(np.tril(A).swapaxes(1, 2) @ adjoint, B)


def test_cholesky_is_a_root_that_solves_equations():
    root = tf.linalg.cholesky(SYMMETRIC)
    assert np.allclose(tf.matmul(root, root, transpose_b=True).numpy(), SYMMETRIC)
    assert np.allclose(np.triu(root.numpy(), 1), 0.0)
    assert np.allclose(SYMMETRIC @ tf.linalg.cholesky_solve(root, B).numpy(), B)


@pytest.mark.parametrize("f", [tf.linalg.inv, tf.linalg.det, tf.linalg.cholesky])
@pytest.mark.parametrize("matrix", [[1.0, 2.0], [[1.0, 2.0]], [[1, 2], [3, 4]]])
def test_what_is_no_square_matrix_of_floats_is_refused(f, matrix):
    with pytest.raises(InvalidArgumentError):
        f(matrix)


@pytest.mark.parametrize(
    "f", [tf.linalg.diag_part, tf.linalg.trace, lambda x: tf.linalg.band_part(x, 0, 0)]
)
@pytest.mark.parametrize("value", [1.0, [1.0]])
def test_what_is_no_matrix_is_refused(f, value):
    with pytest.raises(InvalidArgumentError, match="needs matrices"):
        f(value)


def test_a_matrix_without_an_inverse_is_refused():
    singular = [[1.0, 2.0], [2.0, 4.0]]
    for f in (tf.linalg.inv, lambda a: tf.linalg.solve(a, [[1.0], [2.0]])):
        with pytest.raises(InvalidArgumentError, match="Singular matrix"):
            f(singular)
    with pytest.raises(InvalidArgumentError, match="not positive definite"):
        tf.linalg.cholesky([[1.0, 2.0], [2.0, 1.0]])


def test_a_right_side_must_fit():
    with pytest.raises(InvalidArgumentError, match=r"solve of shapes \(2, 3, 3\) and \(2,\)"):
        tf.linalg.solve(A, [1.0, 2.0])


def test_a_cross_product_is_at_right_angles():
    x, y = A[0], A[1]
    assert np.allclose(tf.linalg.cross(x, y).numpy(), np.cross(x, y))
    with pytest.raises(InvalidArgumentError, match="length 3"):
        tf.linalg.cross([1.0, 0.0], [0.0, 1.0])


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 2)])
def test_a_diagonal_is_set_and_the_rest_kept(shape):
    wanted = np.ones(shape)
    wanted[[0, 1], [0, 1]] = 5.0, 6.0
    got = tf.linalg.set_diag(np.ones(shape), np.array([5.0, 6.0]))
    assert np.array_equal(got.numpy(), wanted)
    with pytest.raises(InvalidArgumentError, match="set_diag of shapes"):
        tf.linalg.set_diag(np.ones(shape), [5.0])


def test_a_diagonal_of_any_shape_and_back():
    x = np.arange(6.0).reshape(2, 3)
    big = tf.linalg.tensor_diag(x)
    assert big.shape == (2, 3, 2, 3)
    assert big[1, 2, 1, 2] == 5.0
    assert tf.reduce_sum(big) == x.sum()
    assert np.array_equal(tf.linalg.tensor_diag_part(big).numpy(), x)
    with pytest.raises(InvalidArgumentError, match="halves of the shape"):
        tf.linalg.tensor_diag_part([[1.0, 2.0]])
