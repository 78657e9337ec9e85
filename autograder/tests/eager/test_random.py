"""Random Tensors: their distribution, and what decides them."""

import numpy as np
import pytest

import eager as tf


def test_normal_numbers_have_their_mean_and_deviation():
    x = tf.random.normal([20_000], mean=3.0, stddev=2.0, seed=1).numpy()
    assert x.dtype == np.float32
    assert abs(x.mean() - 3.0) < 5 * 2.0 / np.sqrt(20_000)
    assert abs(x.std() - 2.0) < 5 * 2.0 / np.sqrt(2 * 20_000)


def test_uniform_numbers_keep_within_their_bounds():
    x = tf.random.uniform([20_000], -1.0, 3.0, seed=1).numpy()
    assert -1.0 <= x.min() < -0.99 and 2.99 < x.max() < 3.0
    n = tf.random.uniform([1000], 2, 5, dtype=tf.int32, seed=1)
    assert set(n.numpy()) == {2, 3, 4}
    assert n.dtype == tf.int32


def test_the_seed_decides_and_without_one_the_sequence_goes_on():
    tf.random.set_seed(7)
    first, second = (tf.random.normal([3]).numpy() for _ in range(2))
    tf.random.set_seed(7)
    np.testing.assert_array_equal(tf.random.normal([3]).numpy(), first)
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(*(tf.random.uniform([3], seed=5).numpy() for _ in range(2)))


def test_shuffled_rows_are_the_same_rows():
    x = np.arange(20).reshape(10, 2)
    shuffled = tf.random.shuffle(x, seed=3).numpy()
    assert not np.array_equal(shuffled, x)
    np.testing.assert_array_equal(shuffled[np.argsort(shuffled[:, 0])], x)


def test_bad_dtypes_are_refused():
    with pytest.raises(TypeError, match="floats"):
        tf.random.normal([2], dtype=tf.int32)
    with pytest.raises(ValueError, match="maxval"):
        tf.random.uniform([2], dtype=tf.int32)


@pytest.mark.parametrize("draw", [tf.random.normal, tf.random.uniform])
def test_shapes_and_dtypes_are_those_asked_for(draw):
    for shape in ([2, 3], (2, 3), np.array([2, 3]), tf.constant([2, 3])):
        assert draw(shape).shape == (2, 3)
    assert draw([]).shape == ()
    assert draw([0, 2]).shape == (0, 2)
    for dtype in (tf.float16, tf.float32, tf.float64):
        assert draw([2], dtype=dtype).dtype == dtype


@pytest.mark.parametrize("draw", [tf.random.normal, tf.random.uniform])
def test_a_seed_argument_leaves_the_sequence_where_it_is(draw):
    tf.random.set_seed(7)
    expected = draw([3]).numpy()
    tf.random.set_seed(7)
    draw([3], seed=1)
    np.testing.assert_array_equal(draw([3]).numpy(), expected)


def test_numpys_global_random_state_is_neither_used_nor_touched():
    before, draws = np.random.get_state()[1].tolist(), []
    for seed in (1, 2):
        state = np.random.get_state()
        np.random.seed(seed)
        tf.random.set_seed(5)
        draws.append(tf.random.normal([3]).numpy().tolist())
        np.random.set_state(state)
    assert draws[0] == draws[1]
    assert np.random.get_state()[1].tolist() == before


def test_shuffling_leaves_its_source_as_it_was():
    x = tf.Variable([1, 2, 3, 4, 5])
    assert sorted(tf.random.shuffle(x, seed=1).numpy().tolist()) == [1, 2, 3, 4, 5]
    assert x.numpy().tolist() == [1, 2, 3, 4, 5]
