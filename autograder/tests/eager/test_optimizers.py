"""Optimizers do the arithmetic of Keras 3, for dense and sparse gradients."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import eager as tf
from eager.errors import InvalidArgumentError
from eager.optimizers import SGD, Adam

STEPS = arrays(np.float32, (4, 3), elements=st.floats(-2, 2, width=32))
START = [1.0, -2.0, 3.0]


def run(optimizer, steps):
    v = tf.Variable(START)
    for g in steps:
        optimizer.apply_gradients([(tf.constant(g), v)])
    return v.numpy()


@given(STEPS)
def test_plain_descent_goes_against_the_gradients(steps):
    expected = np.array(START) - 0.1 * steps.sum(axis=0)
    np.testing.assert_allclose(run(SGD(0.1), steps), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("nesterov", [False, True])
@given(steps=STEPS)
def test_momentum_remembers_its_velocity(nesterov, steps):
    v, velocity = np.array(START), np.zeros(3)
    for g in steps:
        velocity = 0.9 * velocity - 0.1 * g
        v = v + (0.9 * velocity - 0.1 * g if nesterov else velocity)
    got = run(SGD(0.1, momentum=0.9, nesterov=nesterov), steps)
    np.testing.assert_allclose(got, v, rtol=1e-5, atol=1e-5)


@given(STEPS)
def test_adam_is_the_mean_over_the_root_mean_square(steps):
    v, m, s = np.array(START), np.zeros(3), np.zeros(3)
    for t, g in enumerate(steps.astype(float), start=1):
        m = 0.8 * m + 0.2 * g
        s = 0.9 * s + 0.1 * g**2
        v = v - 0.05 * np.sqrt(1 - 0.9**t) / (1 - 0.8**t) * m / (np.sqrt(s) + 1e-3)
    got = run(Adam(0.05, beta_1=0.8, beta_2=0.9, epsilon=1e-3), steps)
    np.testing.assert_allclose(got, v, rtol=1e-4, atol=1e-4)


def test_the_first_step_of_adam_is_as_long_as_the_learning_rate():
    moved = run(Adam(0.1), [np.float32([0.5, -5.0, 100.0])]) - START
    np.testing.assert_allclose(moved, [-0.1, 0.1, -0.1], rtol=1e-3)


OPTIMIZERS = {
    "SGD": lambda: SGD(0.1),
    "momentum": lambda: SGD(0.1, momentum=0.9),
    "nesterov": lambda: SGD(0.1, momentum=0.9, nesterov=True),
    "Adam": lambda: Adam(0.1),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_sparse_gradient_does_what_its_dense_form_does(name):
    sparse, dense = tf.Variable(np.ones((4, 2))), tf.Variable(np.ones((4, 2)))
    first, second = OPTIMIZERS[name](), OPTIMIZERS[name]()
    for indices in ([0, 2, 0], [1, 1, 3]):
        rows = tf.constant(np.arange(6.0).reshape(3, 2))
        g = tf.IndexedSlices(rows, tf.constant(indices), [4, 2])
        first.apply_gradients([(g, sparse)])
        second.apply_gradients([(tf.convert_to_tensor(g), dense)])
    np.testing.assert_allclose(sparse.numpy(), dense.numpy())


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_each_variable_has_its_own_memory(name):
    together, apart = OPTIMIZERS[name](), [OPTIMIZERS[name]() for _ in range(2)]
    a, b, c, d = (tf.Variable(1.0) for _ in range(4))
    for g in (1.0, -3.0, 2.0):
        together.apply_gradients([(tf.constant(g), a), (tf.constant(-2.0 * g), b)])
        apart[0].apply_gradients([(tf.constant(g), c)])
        apart[1].apply_gradients([(tf.constant(-2.0 * g), d)])
    assert (float(a), float(b)) == (float(c), float(d))


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_trains_the_linear_model(name):
    inputs, outputs = tf.make_data(3.0, 2.0, 100, 0.0, seed=1)
    model, optimizer = tf.Model(), OPTIMIZERS[name]()
    for _ in range(300):
        with tf.GradientTape() as tape:
            loss = tf.mean_squared_error(model(inputs), outputs)
        variables = [model.W, model.b]
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
    assert float(model.W) == pytest.approx(3.0, abs=0.02)
    assert float(model.b) == pytest.approx(2.0, abs=0.02)
    assert optimizer.iterations == 300


def test_a_missing_gradient_is_skipped_with_a_warning_and_none_at_all_is_an_error():
    v, w = tf.Variable(1.0, name="v"), tf.Variable(1.0)
    with pytest.warns(UserWarning, match="v:0"):
        SGD(0.5).apply_gradients([(None, v), (tf.constant(1.0), w)])
    assert (float(v), float(w)) == (1.0, 0.5)
    for pairs in ([], [(None, v)]):
        with pytest.raises(ValueError, match="no gradients"):
            SGD(0.5).apply_gradients(pairs)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_gradient_of_another_shape_is_refused_and_nothing_is_updated(name):
    v, w = tf.Variable(1.0), tf.Variable([1.0, 2.0])
    with pytest.raises(InvalidArgumentError, match="shape"):
        OPTIMIZERS[name]().apply_gradients([(tf.constant(1.0), v), (tf.constant([1.0]), w)])
    assert float(v) == 1.0


def test_momentum_must_be_a_fraction():
    for momentum in (-0.1, 1.1):
        with pytest.raises(ValueError, match="momentum"):
            SGD(0.1, momentum=momentum)


def test_minimize_and_the_names_of_tensorflow_1():
    v = tf.Variable(4.0)
    tf.train.GradientDescentOptimizer(0.25).minimize(lambda: v * v, [v])
    assert float(v) == 2.0
    assert tf.train.MomentumOptimizer(0.1, 0.9).momentum == 0.9
    assert issubclass(tf.train.AdamOptimizer, Adam)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_refused_step_is_not_counted_and_not_remembered(name):
    refused, other = OPTIMIZERS[name](), OPTIMIZERS[name]()
    v, w = tf.Variable([1.0, 2.0]), tf.Variable([1.0, 2.0])
    with pytest.raises(InvalidArgumentError):
        refused.apply_gradients([(tf.constant([3.0, 3.0]), v), (tf.constant([1.0]), v)])
    assert refused.iterations == 0
    refused.apply_gradients([(tf.constant([1.0, -1.0]), v)])
    other.apply_gradients([(tf.constant([1.0, -1.0]), w)])
    np.testing.assert_array_equal(v.numpy(), w.numpy())


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_variable_keeps_its_dtype(name):
    v, optimizer = tf.Variable([1.0], dtype=tf.float64), OPTIMIZERS[name]()
    for _ in range(2):
        optimizer.apply_gradients([(tf.constant([0.5], tf.float64), v)])
    assert v.dtype == tf.float64
    assert v.numpy()[0] < 1.0


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_learning_rate_may_change_between_steps(name):
    optimizer, v = OPTIMIZERS[name](), tf.Variable(1.0)
    optimizer.apply_gradients([(tf.constant(1.0), v)])
    optimizer.learning_rate = 0.0
    before = float(v)
    optimizer.apply_gradients([(tf.constant(0.0), v)])
    moved = float(v) - before
    assert (moved != 0.0) == (name in ("momentum", "nesterov"))  # a ball rolls on


@pytest.mark.parametrize("name", ["momentum", "nesterov", "Adam"])
def test_the_memory_of_a_variable_that_died_is_not_that_of_a_new_one(name):
    optimizer, fresh = OPTIMIZERS[name](), OPTIMIZERS[name]()
    for _ in range(50):
        optimizer.apply_gradients([(tf.constant(10.0), tf.Variable(1.0))])
    optimizer.iterations = 0
    v, w = tf.Variable(1.0), tf.Variable(1.0)
    optimizer.apply_gradients([(tf.constant(-1.0), v)])
    fresh.apply_gradients([(tf.constant(-1.0), w)])
    assert float(v) == float(w)


def test_plain_descent_on_sparse_gradients_takes_no_memory_for_the_other_rows():
    table = tf.Variable(np.ones((20_000, 16), np.float32))
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.gather(table, [3, 3, 19_999]))
    optimizer, g = SGD(0.5), tape.gradient(loss, table)
    tracemalloc.start()
    optimizer.apply_gradients([(g, table)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < table.numpy().nbytes / 20
    assert table.numpy()[[0, 3, 19_999], 0].tolist() == [1.0, 0.0, 0.5]


OLD = {
    "descent": lambda: tf.train.GradientDescentOptimizer(0.1),
    "momentum": lambda: tf.train.MomentumOptimizer(0.1, 0.9),
    "Adam": lambda: tf.train.AdamOptimizer(0.1),
}


@pytest.mark.parametrize("name", OLD)
def test_minimize_takes_one_step_downhill(name):
    v, still = tf.Variable([4.0, -2.0]), tf.Variable(1.0)
    optimizer = OLD[name]()
    assert optimizer.minimize(lambda: tf.reduce_sum(v * v) * still, [v]) == 1
    assert tf.reduce_sum(v * v) < 20.0
    assert float(still) == 1.0


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_gradient_of_another_dtype_is_refused_and_nothing_is_updated(name):
    # Keras would cast it.
    v, w, optimizer = tf.Variable(1.0), tf.Variable(1.0), OPTIMIZERS[name]()
    with pytest.raises(ValueError, match="float64"):
        optimizer.apply_gradients([(tf.constant(1.0), v), (tf.constant(1.0, tf.float64), w)])
    assert (float(v), float(w), optimizer.iterations) == (1.0, 1.0, 0)
