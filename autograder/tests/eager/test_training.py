"""The training step, the loop around it, and minibatches."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import eager as tf
from eager.training import minibatches, train, training_loop

DATA = tf.make_data(3.0, 2.0, 200, 0.1, seed=4)


def test_a_step_moves_both_parameters_by_the_same_gradients():
    model = tf.Model()
    dW, db = tf.hand_gradient(model, *DATA)
    train(model, *DATA, learning_rate=0.1)
    assert float(model.W) == pytest.approx(5.0 - 0.1 * float(dW), rel=1e-6)
    assert float(model.b) == pytest.approx(0.0 - 0.1 * float(db), rel=1e-6)


def test_training_finds_the_line():
    model = tf.Model()
    training_loop(model, *DATA, epochs=80, learning_rate=0.1)
    # The noise of 0.1 on 200 points leaves the estimates within about 0.1 / sqrt(200).
    assert float(model.W) == pytest.approx(3.0, abs=5 * 0.1 / np.sqrt(200))
    assert float(model.b) == pytest.approx(2.0, abs=5 * 0.1 / np.sqrt(200))


def test_the_history_is_taken_before_each_step_as_plain_floats():
    model, alike = tf.Model(), tf.Model()
    history = training_loop(model, *DATA, epochs=3, learning_rate=0.1)
    for epoch in range(3):
        loss = tf.mean_squared_error(alike(DATA[0]), DATA[1])
        seen = [history[name][epoch] for name in ("W", "b", "loss")]
        assert seen == [float(alike.W), float(alike.b), float(loss)]
        assert all(type(number) is float for number in seen)
        train(alike, *DATA, learning_rate=0.1)
    assert float(model.W) == float(alike.W)


def test_no_epochs_change_nothing():
    model = tf.Model()
    history = training_loop(model, *DATA, epochs=0, learning_rate=0.1)
    assert [len(values) for values in history.values()] == [0, 0, 0]
    assert float(model.W) == 5.0


def test_a_model_that_forgets_a_parameter_is_refused_and_left_alone():
    class Forgetful(tf.Model):
        def __call__(self, x):
            return self.W * x

    model = Forgetful()
    with pytest.raises(ValueError, match="depend on W and b"):
        train(model, *DATA, learning_rate=0.1)
    assert float(model.W) == 5.0


@given(n=st.integers(0, 30), batch_size=st.integers(1, 40), seed=st.integers(0, 1000))
def test_minibatches_are_all_of_the_data_shuffled_together(n, batch_size, seed):
    inputs = np.arange(n, dtype=np.float32)
    outputs = np.stack([inputs * 10, inputs * 100], axis=1)
    batches = list(minibatches(inputs, outputs, batch_size, seed))
    sizes = [len(x) for x, _ in batches]
    assert sizes == [batch_size] * (n // batch_size) + [n % batch_size] * (n % batch_size > 0)
    for x, y in batches:
        np.testing.assert_array_equal(y.numpy(), np.stack([x.numpy() * 10, x.numpy() * 100], 1))
    assert sorted(v for x, _ in batches for v in x.numpy()) == inputs.tolist()


def test_the_seed_decides_the_order_and_the_data_stay_as_they_are():
    inputs = np.arange(50.0)
    first, again, other = (
        [x.numpy().tolist() for x, _ in minibatches(inputs, inputs, 8, seed)] for seed in (1, 1, 2)
    )
    assert first == again != other
    assert sum(first, []) != inputs.tolist() == list(range(50))


def test_bad_arguments_are_refused_at_once():
    with pytest.raises(ValueError, match="3 inputs, but 2 outputs"):
        minibatches(np.zeros(3), np.zeros(2), 2, 0)
    with pytest.raises(ValueError, match="batch_size"):
        minibatches(np.zeros(3), np.zeros(3), 0, 0)


def test_the_loop_takes_the_step_that_it_is_given():
    calls = []

    def step(*arguments):
        calls.append(arguments)

    model = tf.Model()
    history = training_loop(model, *DATA, epochs=3, learning_rate=0.5, step=step)
    assert calls == [(model, *DATA, 0.5)] * 3
    assert history["W"] == [5.0] * 3


@pytest.mark.parametrize("forgotten", ["W", "b"])
def test_neither_parameter_moves_where_one_of_them_is_forgotten(forgotten):
    class Forgetful(tf.Model):
        def __call__(self, x):
            return self.W * x if forgotten == "b" else self.b + 0.0 * x

    model = Forgetful()
    with pytest.raises(ValueError, match="None"):
        train(model, *DATA, learning_rate=0.1)
    assert (float(model.W), float(model.b)) == (5.0, 0.0)


def test_a_step_on_targets_of_another_shape_is_refused_and_moves_nothing():
    model = tf.Model()
    with pytest.raises(ValueError, match="shape"):
        train(model, DATA[0], tf.reshape(DATA[1], [-1, 1]), learning_rate=0.1)
    assert (float(model.W), float(model.b)) == (5.0, 0.0)


def test_minibatches_neither_use_nor_touch_numpys_global_random_state():
    before, orders = np.random.get_state()[1].tolist(), []
    for seed in (1, 2):
        state = np.random.get_state()
        np.random.seed(seed)
        orders.append([x.numpy().tolist() for x, _ in minibatches(*DATA, 7, seed=3)])
        np.random.set_state(state)
    assert orders[0] == orders[1]
    assert np.random.get_state()[1].tolist() == before


def test_minibatches_are_tensors_of_the_dtype_of_the_data():
    for x, y in minibatches([1, 2, 3], tf.Variable([[1.0], [2.0], [3.0]]), 2, seed=0):
        assert type(x) is type(y) is tf.Tensor
        assert (x.dtype, y.dtype, y.shape[1:]) == (tf.int32, tf.float32, (1,))
