"""A function may bring a gradient of its own."""

import numpy as np
import pytest

import eager as tf


@tf.custom_gradient
def log1pexp(x):
    """log(1 + exp(x)), whose gradient calculus would find to be inf / inf for a large x."""
    e = tf.exp(x)
    return tf.math.log(1.0 + e), lambda upstream: upstream * (1.0 - 1.0 / (1.0 + e))


def test_the_gradient_is_the_one_that_was_given():
    x = tf.Variable([0.0, 100.0])
    with tf.GradientTape() as tape:
        y = log1pexp(x) * 2.0
    assert tape.gradient(y, x).numpy().tolist() == [1.0, 2.0]


def test_it_can_be_differentiated_again():
    @tf.custom_gradient
    def f(x):
        return x * 2.0, lambda g: g * tf.square(x)

    x = tf.Variable(3.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = f(x)
        g = inner.gradient(y, x)
    assert (float(g), float(outer.gradient(g, x))) == (9.0, 6.0)


def test_several_arguments_and_several_results():
    @tf.custom_gradient
    def f(x, y):
        return (x * 2.0, y * 3.0), lambda a, b: (a * 10.0, b * 100.0)

    x, y = tf.Variable([1.0, 2.0]), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        a, b = f(x, y)
        loss = tf.reduce_sum(a) + 2.0 * b
    assert (a.numpy().tolist(), float(b)) == ([2.0, 4.0], 9.0)
    gx, gy = tape.gradient(loss, [x, y])
    assert (gx.numpy().tolist(), float(gy)) == ([10.0, 10.0], 200.0)


def test_variables_that_it_uses_get_gradients_of_their_own():
    v, x = tf.Variable(2.0), tf.Variable(3.0)

    @tf.custom_gradient
    def f(x):
        return x * v, lambda g, variables=None: (g * 5.0, [g * 7.0 for _ in variables])

    with tf.GradientTape() as tape:
        y = f(x)
    assert [float(g) for g in tape.gradient(y, [x, v])] == [5.0, 7.0]


def test_a_gradient_that_does_not_take_the_variables_is_refused_at_once():
    v = tf.Variable(2.0)
    f = tf.custom_gradient(lambda x: (x * v, lambda g: g))
    with pytest.raises(TypeError, match="variables"):
        f(tf.constant(1.0))


def test_none_stands_for_zeros_and_the_number_must_fit():
    x, y = tf.Variable(1.0), tf.Variable(2.0)
    f = tf.custom_gradient(lambda x, y: (x * y, lambda g: (None, g)))
    with tf.GradientTape() as tape:
        z = f(x, y)
    gx, gy = tape.gradient(z, [x, y])
    assert (float(gx), float(gy)) == (0.0, 1.0)
    wrong = tf.custom_gradient(lambda x, y: (x * y, lambda g: (g,)))
    with tf.GradientTape() as tape:
        z = wrong(x, y)
    with pytest.raises(ValueError, match="2 arguments"):
        tape.gradient(z, x)


def test_without_a_tape_it_is_the_function():
    assert np.isclose(float(log1pexp(tf.constant(1.0))), np.log1p(np.e))
    assert log1pexp.__name__ == "log1pexp" and "calculus" in log1pexp.__doc__
    assert float(tf.custom_gradient()(lambda x: (x * 2.0, lambda g: g))(3.0)) == 6.0
