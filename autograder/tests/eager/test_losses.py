"""Losses compare values of the same shape, and only those."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import eager as tf
from eager.errors import InvalidArgumentError

FLOATS = st.floats(-100, 100, width=32)


@given(shape=array_shapes(min_dims=0), data=st.data())
def test_a_loss_is_the_mean_of_its_formula(shape, data):
    p, y = (data.draw(arrays(np.float32, shape, elements=FLOATS)) for _ in range(2))
    squared, absolute = tf.mean_squared_error(p, y), tf.mean_absolute_error(p, y)
    e = p.astype(float) - y
    assert squared.shape == absolute.shape == ()
    np.testing.assert_allclose(squared.numpy(), np.mean(e**2), rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(absolute.numpy(), np.mean(np.abs(e)), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("loss", [tf.losses.mean_squared_error, tf.losses.mean_absolute_error])
@pytest.mark.parametrize("shapes", [((3, 1), (3,)), ((), (3,)), ((1,), (3,)), ((2, 3), (3,))])
def test_shapes_that_would_broadcast_are_refused(loss, shapes):
    for p, y in (shapes, shapes[::-1]):
        with pytest.raises(InvalidArgumentError, match="one shape"):
            loss(tf.zeros(p), tf.zeros(y))


def test_the_gradient_of_a_loss_reaches_the_predictions():
    p = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        y = tf.mean_squared_error(p, [1.0, 0.0, 0.0])
    np.testing.assert_allclose(tape.gradient(y, p).numpy(), [0.0, 4 / 3, 2.0], rtol=1e-6)


@pytest.mark.parametrize("loss", [tf.mean_squared_error, tf.mean_absolute_error])
def test_a_loss_keeps_the_dtype_and_refuses_two_of_them(loss):
    assert loss(tf.ones([3], tf.float64), tf.zeros([3], tf.float64)).dtype == tf.float64
    assert loss([1.0, 2.0], tf.Variable([0.0, 0.0])).dtype == tf.float32
    with pytest.raises(InvalidArgumentError, match="dtypes"):
        loss(tf.ones([3]), tf.ones([3], tf.float64))
