"""einsum, as NumPy's."""

import numpy as np
import pytest

import eager as tf
from eager.errors import InvalidArgumentError

RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("equation", "shapes"),
    [
        ("ij,jk->ik", [(2, 3), (3, 4)]),
        ("ij,jk", [(2, 3), (3, 4)]),
        ("ii->i", [(3, 3)]),
        ("ii", [(3, 3)]),
        ("iij->j", [(2, 2, 3)]),
        ("iji,jk->ki", [(2, 3, 2), (3, 4)]),
        ("...ij,...jk->...ik", [(5, 2, 3), (3, 4)]),
        ("...ij,...jk->...ik", [(5, 1, 2, 3), (6, 3, 4)]),
        ("...i->...", [(2, 3, 4)]),
        ("ij...,jk->ik...", [(2, 3, 4), (3, 5)]),
        ("...ij,jk", [(5, 2, 3), (3, 4)]),
    ],
)
def test_sums_of_products_are_numpys(equation, shapes):
    arrays = [RNG.standard_normal(shape) for shape in shapes]
    got = tf.einsum(equation, *arrays).numpy()
    np.testing.assert_allclose(got, np.einsum(equation, *arrays), rtol=1e-12)


@pytest.mark.parametrize("equation", ["i->i", "ijk->i", "...ijk->i", "ij,jk->ik", "ii->i"])
def test_an_equation_that_does_not_fit_is_refused(equation):
    with pytest.raises(InvalidArgumentError, match="einsum|differ"):
        tf.einsum(equation, np.ones((2, 3)))


@pytest.mark.parametrize("equation", ["ij->ijk", "ij->ii"])
def test_a_result_of_other_axes_is_refused(equation):
    with pytest.raises(ValueError, match="at most once"):
        tf.einsum(equation, np.ones((2, 3)))
