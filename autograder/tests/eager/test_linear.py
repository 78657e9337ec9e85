"""The linear model and its data."""

import numpy as np

import eager as tf


def test_each_model_has_its_own_parameters():
    a, b = tf.Model(), tf.Model()
    a.W.assign(1.0)
    assert (float(b.W), float(b.b)) == (5.0, 0.0)
    assert a.W.trainable


def test_a_model_is_a_line():
    model = tf.Model()
    model.b.assign(1.0)
    assert model(3.0).numpy() == 16.0
    assert model(tf.constant([[0.0], [1.0]])).numpy().tolist() == [[1.0], [6.0]]


def test_data_without_noise_are_on_the_line():
    inputs, outputs = tf.make_data(3.0, 2.0, 50, 0.0, seed=1)
    assert inputs.dtype == outputs.dtype == tf.float32
    assert inputs.shape == outputs.shape == (50,)
    np.testing.assert_allclose(outputs.numpy(), 3.0 * inputs.numpy() + 2.0, rtol=1e-5, atol=1e-5)


def test_noise_is_a_standard_deviation_and_independent_of_the_inputs():
    inputs, outputs = tf.make_data(3.0, 2.0, 20_000, 0.5, seed=2)
    errors = outputs.numpy() - 3.0 * inputs.numpy() - 2.0
    # Within 5 standard errors: of a deviation, of a mean, and of a correlation.
    assert abs(errors.std() - 0.5) < 5 * 0.5 / np.sqrt(2 * 20_000)
    assert abs(errors.mean()) < 5 * 0.5 / np.sqrt(20_000)
    assert abs(np.corrcoef(errors, inputs.numpy())[0, 1]) < 5 / np.sqrt(20_000)


def test_the_seed_decides_the_data():
    first, again, other = (tf.make_data(3.0, 2.0, 10, 1.0, seed=s)[1].numpy() for s in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_the_inputs_are_standard_normal():
    inputs, _ = tf.make_data(3.0, 2.0, 20_000, 0.5, seed=3)
    assert abs(inputs.numpy().mean()) < 5 / np.sqrt(20_000)
    assert abs(inputs.numpy().std() - 1.0) < 5 / np.sqrt(2 * 20_000)


def test_a_seed_gives_the_same_inputs_whatever_the_line_and_the_noise():
    inputs, _ = tf.make_data(3.0, 2.0, 20, 0.0, seed=1)
    others, _ = tf.make_data(-1.0, 0.0, 20, 2.0, seed=1)
    np.testing.assert_array_equal(inputs.numpy(), others.numpy())


def test_numpys_global_random_state_is_neither_used_nor_touched():
    before = np.random.get_state()[1].tolist()
    draws = []
    for seed in (1, 2):
        state = np.random.get_state()
        np.random.seed(seed)
        draws.append(tf.make_data(3.0, 2.0, 20, 1.0, seed=7)[1].numpy().tolist())
        np.random.set_state(state)
    assert draws[0] == draws[1]
    assert np.random.get_state()[1].tolist() == before
