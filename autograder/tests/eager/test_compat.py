"""The names of TensorFlow 1 do what today's names do."""

import pytest

import eager as tf


def test_execution_is_eager_before_and_after_it_is_asked_for():
    assert tf.executing_eagerly() is True
    assert tf.enable_eager_execution() is None
    assert tf.executing_eagerly() is True


@pytest.mark.parametrize("name", ["assign", "assign_add", "assign_sub"])
def test_a_function_assigns_as_the_method_does(name):
    v, w = tf.Variable([1.0, 2.0]), tf.Variable([1.0, 2.0])
    assert getattr(tf, name)(v, [0.5, 4.0]) is v
    getattr(w, name)([0.5, 4.0])
    assert v.numpy().tolist() == w.numpy().tolist()


@pytest.mark.parametrize("name", ["scatter_update", "scatter_add", "scatter_sub"])
def test_a_function_scatters_as_the_method_does(name):
    v, w = tf.Variable([1.0, 2.0, 3.0]), tf.Variable([1.0, 2.0, 3.0])
    assert getattr(tf, name)(v, [2, 0, 2], [10.0, 20.0, 30.0]) is v
    getattr(w, name)(tf.IndexedSlices([10.0, 20.0, 30.0], [2, 0, 2]))
    assert v.numpy().tolist() == w.numpy().tolist()


@pytest.mark.parametrize("name", ["scatter_update", "scatter_add", "scatter_sub"])
def test_a_scatter_that_is_refused_changes_nothing(name):
    v = tf.Variable([1.0, 2.0])
    with pytest.raises(tf.errors.InvalidArgumentError):
        getattr(tf, name)(v, [0, 2], [10.0, 20.0])
    assert v.numpy().tolist() == [1.0, 2.0]


def test_random_numbers_have_their_old_names():
    assert tf.random_normal is tf.random.normal
    assert tf.random_uniform is tf.random.uniform
    tf.set_random_seed(3)
    first = tf.random_normal([4])
    tf.set_random_seed(3)
    assert tf.random_normal([4]).numpy().tolist() == first.numpy().tolist()
