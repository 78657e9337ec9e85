"""Slopes by trial, for parameters of any shape."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import eager as tf


@pytest.mark.parametrize("dtype", [tf.float32, tf.float64])
@settings(max_examples=30)
@given(data=st.data())
def test_it_agrees_with_the_tape(dtype, data):
    def draw():
        shape = data.draw(array_shapes(min_dims=0, max_dims=2, max_side=3))
        elements = st.floats(0.5, 2.0, width=32)
        return tf.Variable(data.draw(arrays(dtype, shape, elements=elements)))

    a, b = draw(), draw()

    def f():
        return tf.reduce_sum(tf.square(a)) * tf.reduce_mean(tf.exp(b)) / 10.0

    with tf.GradientTape() as tape:
        y = f()
    exact = tape.gradient(y, [a, b])
    tried = tf.finite_difference(f, [a, b])
    scale = float(y) + 1.0
    tolerance = {tf.float32: 2e-3, tf.float64: 1e-8}[dtype] * scale
    for g, t, parameter in zip(exact, tried, [a, b], strict=True):
        assert (t.shape, t.dtype) == (parameter.shape, parameter.dtype)
        np.testing.assert_allclose(t.numpy(), g.numpy(), rtol=1e-3, atol=tolerance)


def test_it_is_exact_where_the_slope_is_straight_and_the_step_representable():
    v = tf.Variable([1.0, -2.0], dtype=tf.float64)
    (got,) = tf.finite_difference(lambda: tf.reduce_sum(v * v), [v], step=0.5)
    assert got.numpy().tolist() == [2.0, -4.0]


def test_a_large_parameter_gets_a_larger_step():
    v = tf.Variable(1.0e6)
    (got,) = tf.finite_difference(lambda: float(v) / 3.0, [v])
    assert got.numpy() == pytest.approx(1 / 3, rel=1e-3)


def test_the_parameters_are_left_as_they_were():
    v, w = tf.Variable([0.1, 0.2, 0.3]), tf.Variable(0.7)
    before = v.numpy(), w.numpy()
    tf.finite_difference(lambda: tf.reduce_sum(v) * w, [v, w])
    calls = []

    def fails():
        calls.append(v.numpy())
        if len(calls) == 3:
            raise ZeroDivisionError
        return tf.reduce_sum(v)

    with pytest.raises(ZeroDivisionError):
        tf.finite_difference(fails, [v])
    assert not np.array_equal(calls[-1], before[0])
    np.testing.assert_array_equal(v.numpy(), before[0])
    np.testing.assert_array_equal(w.numpy(), before[1])


def test_what_has_no_slope_is_refused():
    v = tf.Variable([1.0, 2.0])
    with pytest.raises(ValueError, match="one number"):
        tf.finite_difference(lambda: v * 2.0, [v])
    with pytest.raises(TypeError, match="floats"):
        tf.finite_difference(lambda: 1.0, [tf.Variable(3)])
    assert v.numpy().tolist() == [1.0, 2.0]


def test_the_error_is_that_of_the_square_of_the_step():
    # A one-sided difference would be off by about the step itself.
    x = tf.Variable(np.float64(1.0))
    (slope,) = tf.finite_difference(lambda: x**3.0, [x], step=1e-3)
    assert slope.numpy() == pytest.approx(3.0, abs=2e-6)
    assert slope.numpy() != pytest.approx(3.0, abs=1e-7)  # it did use that step


def test_the_rounding_of_the_two_points_is_reckoned_with():
    x = tf.Variable(np.float32(1e6))  # numbers there are 1/16 apart
    (slope,) = tf.finite_difference(lambda: 3.0 * float(x), [x], step=0.1)
    assert float(slope) == pytest.approx(3.0, rel=1e-6)


def test_a_function_may_return_a_float_or_one_element():
    x = tf.Variable([1.0, 2.0])
    for f in (lambda: float(x[1]), lambda: x[1], lambda: x[1:], lambda: x.numpy()[1]):
        (slopes,) = tf.finite_difference(f, [x])
        np.testing.assert_allclose(slopes.numpy(), [0.0, 1.0], atol=1e-4)


def test_nothing_has_no_slopes():
    assert tf.finite_difference(lambda: 1.0, []) == []
    (slopes,) = tf.finite_difference(lambda: 1.0, [tf.Variable(np.zeros((0, 3)))])
    assert slopes.shape == (0, 3)


def test_the_parameters_are_left_as_they_were_to_the_last_bit():
    values = np.array([0.1, -0.0, 1e-30, 1e30, np.pi], np.float32)
    v = tf.Variable(values)
    tf.finite_difference(lambda: float(v[0]), [v])
    assert v.numpy().tobytes() == values.tobytes()


@pytest.mark.parametrize("good_calls", range(5))
def test_the_parameters_are_left_as_they_were_wherever_f_raises(good_calls):
    x, y, calls = tf.Variable([1.0, 2.0]), tf.Variable(3.0), []

    def f():
        calls.append(None)
        if len(calls) > good_calls:
            raise ArithmeticError("enough")
        return tf.reduce_sum(x) * y

    with pytest.raises(ArithmeticError, match="enough"):
        tf.finite_difference(f, [x, y])
    assert (x.numpy().tolist(), y.numpy()) == ([1.0, 2.0], 3.0)


def test_only_the_element_in_question_moves():
    x, y, seen = tf.Variable([1.0, 2.0]), tf.Variable(3.0), []

    def f():
        seen.append((*x.numpy().tolist(), float(y)))
        return 0.0

    tf.finite_difference(f, [x, y], step=0.5)
    assert set(seen) == {(1 + h, 2, 3) for h in (-0.5, 0.5)} | {
        (1, 2 + h, 3) for h in (-0.5, 0.5)
    } | {(1, 2, 3 + h) for h in (-0.5, 0.5)}
