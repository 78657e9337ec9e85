"""`tf.nn`: activations, look-ups and cross entropies."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import eager as tf
from eager.errors import InvalidArgumentError

few = settings(max_examples=30)

LOGITS = arrays(np.float64, (3, 4), elements=st.floats(-30, 30))
LABELS = st.lists(st.integers(0, 3), min_size=3, max_size=3)


@few
@given(x=arrays(np.float64, 5, elements=st.floats(-50, 50)))
def test_activations_are_those_of_their_formulas(x):
    np.testing.assert_allclose(tf.nn.relu(x).numpy(), np.maximum(x, 0))
    np.testing.assert_allclose(tf.nn.leaky_relu(x).numpy(), np.where(x > 0, x, 0.2 * x))
    np.testing.assert_allclose(tf.nn.sigmoid(x).numpy(), 1 / (1 + np.exp(-x)))
    np.testing.assert_allclose(tf.nn.softplus(x).numpy(), np.logaddexp(x, 0))
    np.testing.assert_allclose(tf.nn.tanh(x).numpy(), np.tanh(x))
    np.testing.assert_allclose(tf.nn.l2_loss(x).numpy(), np.sum(x * x) / 2)


def test_activations_of_large_numbers_are_finite():
    x = tf.constant([-1e4, 1e4])
    assert tf.nn.sigmoid(x).numpy().tolist() == [0.0, 1.0]
    assert tf.nn.softplus(x).numpy().tolist() == [0.0, 1e4]


@few
@given(z=LOGITS, labels=LABELS)
def test_a_sparse_cross_entropy_is_that_of_one_hot_labels(z, labels):
    got = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=z)
    hot = tf.one_hot(labels, 4, dtype=tf.float64)
    dense = tf.nn.softmax_cross_entropy_with_logits(labels=hot, logits=z)
    exact = np.log(np.exp(z).sum(axis=1)) - z[np.arange(3), labels]
    assert got.shape == (3,)
    np.testing.assert_allclose(got.numpy(), exact, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(dense.numpy(), exact, rtol=1e-9, atol=1e-9)


@few
@given(z=arrays(np.float64, 4, elements=st.floats(-30, 30)))
def test_a_sigmoid_cross_entropy_is_that_of_its_definition(z):
    labels = np.array([0.0, 1.0, 0.25, 0.5])
    p = 1 / (1 + np.exp(-z))
    got = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=z)
    exact = -labels * np.log(p) - (1 - labels) * np.log(1 / (1 + np.exp(z)))
    np.testing.assert_allclose(got.numpy(), exact, rtol=1e-9, atol=1e-9)


@few
@given(z=LOGITS, labels=LABELS)
def test_the_gradient_of_a_cross_entropy_is_how_far_the_probabilities_are_off(z, labels):
    logits = tf.Variable(z)
    with tf.GradientTape() as tape:
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    expected = tf.nn.softmax(z).numpy() - np.eye(4)[labels]
    np.testing.assert_allclose(tape.gradient(loss, logits).numpy(), expected, atol=1e-9)


@pytest.mark.parametrize("label", [-1, 4])
def test_a_label_that_is_not_a_class_is_refused(label):
    # TensorFlow gives nan.
    with pytest.raises(InvalidArgumentError, match="labels"):
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[label], logits=tf.zeros([1, 4]))


def test_a_look_up_gives_the_rows_in_the_shape_of_the_ids():
    table = tf.Variable([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]])
    got = tf.nn.embedding_lookup(table, [[2, 0], [1, 1]])
    assert got.numpy().tolist() == [[[4, 5], [0, 1]], [[2, 3], [2, 3]]]
    with pytest.raises(InvalidArgumentError, match="3"):
        tf.nn.embedding_lookup(table, [3])


def test_a_sparse_step_takes_no_memory_for_the_rows_that_it_does_not_touch():
    table = tf.Variable(np.ones((20_000, 16), np.float32))
    ids = np.array([5, 19_999, 5])
    tracemalloc.start()
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.square(tf.nn.embedding_lookup(table, ids)))
    g = tape.gradient(loss, table)
    table.scatter_sub(tf.IndexedSlices(g.values * 0.1, g.indices))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < table.numpy().nbytes / 20
    np.testing.assert_allclose(table.numpy()[[0, 5, 19_999], 0], [1.0, 0.6, 0.8], rtol=1e-6)
