"""Matrices: as NumPy computes them."""

import numpy as np
import pytest

import eager as tf
from eager.errors import InvalidArgumentError

A = np.random.default_rng(0).standard_normal((2, 3, 4))


def test_products_with_vectors():
    v = A[:, 0]
    assert np.allclose(tf.linalg.matvec(A, v).numpy(), np.einsum("bij,bj->bi", A, v))
    assert np.allclose(
        tf.linalg.matvec(A, A[:, :, 0], True).numpy(), np.einsum("bij,bi->bj", A, A[:, :, 0])
    )


def test_diagonals():
    square = A[..., :3]
    assert np.array_equal(tf.linalg.diag_part(square).numpy(), np.einsum("bii->bi", square))
    assert np.array_equal(tf.linalg.diag(A[:, 0]).numpy(), [np.diag(row) for row in A[:, 0]])
    assert np.allclose(tf.linalg.trace(square).numpy(), np.trace(square, axis1=1, axis2=2))
    with pytest.raises(InvalidArgumentError):
        tf.linalg.diag(1.0)


def test_transposes_and_bands():
    assert np.array_equal(tf.linalg.matrix_transpose(A).numpy(), A.swapaxes(1, 2))
    assert np.array_equal(tf.linalg.adjoint(A).numpy(), A.swapaxes(1, 2))
    assert np.array_equal(tf.linalg.band_part(A, 0, -1).numpy(), np.triu(A))
    assert np.array_equal(tf.linalg.band_part(A, -1, 0).numpy(), np.tril(A))
    assert np.array_equal(tf.linalg.band_part(A, 1, 1).numpy(), np.triu(np.tril(A, 1), -1))
    with pytest.raises(ValueError):
        tf.linalg.matrix_transpose([1.0])


@pytest.mark.parametrize("order", ["euclidean", 1, 2, np.inf, 3])
def test_norms_of_vectors_are_numpys(order):
    want = np.linalg.norm(A, 2 if order == "euclidean" else order, axis=1, keepdims=True)
    assert np.allclose(tf.norm(A, order, axis=1, keepdims=True).numpy(), want)


@pytest.mark.parametrize("order", ["fro", 1, np.inf])
@pytest.mark.parametrize("keepdims", [False, True])
def test_norms_of_matrices_are_numpys(order, keepdims):
    want = np.linalg.norm(A, order, axis=(1, 2), keepdims=keepdims)
    assert np.allclose(tf.norm(A, order, axis=[1, 2], keepdims=keepdims).numpy(), want)


@pytest.mark.parametrize(
    "wrong", [("nuc", None), (0, None), (-1, 0), (2, [0, 1]), (1, [1, 1]), (1, [0, 1, 2])]
)
def test_unknown_norms_and_wrong_axes_are_refused(wrong):
    order, axis = wrong
    with pytest.raises(ValueError):
        tf.norm(A, order, axis=axis)


def test_normalize_gives_length_one_and_the_length():
    unit, length = tf.linalg.normalize(A, axis=2)
    assert np.allclose(unit.numpy() * length.numpy(), A)
    assert np.allclose(np.linalg.norm(unit.numpy(), axis=2), 1.0)


@pytest.mark.parametrize(
    "equation", ["bij,bkj->bik", "bij->jib", "bij->", "bij,bij", "bij,cij->bc"]
)
def test_einsum_is_numpys(equation):
    inputs = [A] * (equation.count(",") + 1)
    assert np.allclose(tf.einsum(equation, *inputs).numpy(), np.einsum(equation, *inputs))


@pytest.mark.parametrize(
    "wrong", [("ij->ij", A), ("bii->b", A), ("bij,bij->b", A)], ids=lambda w: w[0]
)
def test_an_equation_that_does_not_fit_is_refused(wrong):
    with pytest.raises(InvalidArgumentError):
        tf.einsum(*wrong)
