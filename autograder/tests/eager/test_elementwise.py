"""More functions of each element: their values are NumPy's, or the standard library's."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import eager as tf

NUMPYS = {
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": np.arctanh,
    "erf": np.vectorize(math.erf, otypes=[float]),
    "erfc": np.vectorize(math.erfc, otypes=[float]),
    "log_sigmoid": lambda x: -np.logaddexp(0, -x),
    "is_inf": np.isinf,
    "is_finite": np.isfinite,
}


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
@pytest.mark.parametrize("name", NUMPYS)
@given(x=st.lists(st.floats(-3, 3), max_size=4))
def test_a_function_gives_what_numpys_gives(name, x):
    got = getattr(tf.math, name)(np.array(x))
    np.testing.assert_allclose(got.numpy(), NUMPYS[name](np.array(x)), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", NUMPYS)
def test_it_is_for_floats(name):
    with pytest.raises(tf.errors.InvalidArgumentError):
        getattr(tf.math, name)(tf.constant([1, 2]))


NOTHING_TIMES = {
    "multiply_no_nan": ([np.inf, np.nan, 2.0], [0.0, 0.0, 3.0], [0.0, 0.0, 6.0]),
    "xlogy": ([0.0, 0.0, 2.0], [0.0, np.nan, np.e], [0.0, 0.0, 2.0]),
    "xlog1py": ([0.0, 0.0, 2.0], [-1.0, np.nan, np.e - 1], [0.0, 0.0, 2.0]),
    "xdivy": ([0.0, 0.0, 3.0], [0.0, np.nan, 2.0], [0.0, 0.0, 1.5]),
}


@pytest.mark.parametrize("name", NOTHING_TIMES)
def test_nothing_times_anything_is_nothing(name):
    x, y, want = NOTHING_TIMES[name]
    np.testing.assert_allclose(getattr(tf.math, name)(x, y).numpy(), want, rtol=1e-6)


def test_an_angle_has_the_signs_of_both_coordinates():
    angles = tf.atan2([1.0, 1.0, -1.0, 0.0], [1.0, -1.0, -1.0, -1.0]) / np.pi
    np.testing.assert_allclose(angles.numpy(), [0.25, 0.75, -0.75, 1.0], rtol=1e-6)


def test_one_over_nothing_may_be_nothing():
    assert tf.math.reciprocal_no_nan([0.0, 4.0]).numpy().tolist() == [0.0, 0.25]


# ------------------------------------------------------ where the gradient that arrives is 0

STEEP = {"sqrt": tf.sqrt, "rsqrt": tf.math.rsqrt, "reciprocal": tf.math.reciprocal}


@pytest.mark.parametrize("name", STEEP)
def test_where_no_gradient_arrives_none_is_passed_on_however_steep_it_is(name):
    x = tf.Variable([0.0, 4.0])
    with tf.GradientTape() as tape:
        y = tf.where(x > 0.0, STEEP[name](x), 0.0)
    first, second = tape.gradient(y, x).numpy()
    assert first == 0.0 and np.isfinite(second)


def test_a_length_has_a_gradient_where_it_is_masked_out():
    x = tf.Variable([[0.0, 0.0], [3.0, 4.0]])
    with tf.GradientTape() as tape:
        y = tf.reduce_sum([0.0, 1.0] * tf.norm(x, axis=1))
    np.testing.assert_allclose(tape.gradient(y, x).numpy(), [[0.0, 0.0], [0.6, 0.8]])
