"""lgamma and its derivatives, against known values."""

import math

import numpy as np
import pytest

import eager as tf
from eager.gamma import polygamma

EULER = 0.5772156649015329


def test_lgamma_is_the_logarithm_of_a_factorial():
    got = tf.math.lgamma(np.arange(1.0, 8.0)).numpy()
    assert np.allclose(got, np.log([math.factorial(n) for n in range(7)]))


def test_lgamma_is_infinite_at_the_poles_and_far_out():
    assert tf.math.lgamma([0.0, -1.0, np.inf, -np.inf]).numpy().tolist() == [np.inf] * 4


@pytest.mark.parametrize(
    ("order", "x", "wanted"),
    [
        (0, 1.0, -EULER),
        (0, 0.5, -EULER - 2 * math.log(2)),
        (0, -0.5, -EULER - 2 * math.log(2) + 2),
        (1, 1.0, math.pi**2 / 6),
        (1, 0.5, math.pi**2 / 2),
        (1, -0.5, math.pi**2 / 2 + 4),
        (2, 1.0, -2 * 1.2020569031595942),
        (3, 1.0, math.pi**4 / 15),
    ],
)
def test_its_derivatives_have_the_values_in_the_books(order, x, wanted):
    assert polygamma(order, x) == pytest.approx(wanted, rel=1e-13)


def test_digamma_at_the_ends():
    got = tf.math.digamma([0.0, -3.0, np.inf, -np.inf, np.nan]).numpy()
    assert np.isnan(got[[0, 1, 3, 4]]).all() and got[2] == np.inf
    assert polygamma(1, math.inf) == 0.0
