"""Clipping: what is too long becomes shorter, and keeps its direction."""

import numpy as np
import pytest

import eager as tf

LONG, SHORT = [3.0, 4.0], [0.3, 0.4]


def test_only_what_is_too_long_is_clipped():
    np.testing.assert_allclose(tf.clip_by_norm(LONG, 1.0).numpy(), [0.6, 0.8])
    np.testing.assert_allclose(tf.clip_by_norm(SHORT, 1.0).numpy(), SHORT)
    rows = tf.clip_by_norm([LONG, SHORT], 1.0, axes=[1])
    np.testing.assert_allclose(rows.numpy(), [[0.6, 0.8], SHORT], rtol=1e-6)


def test_a_vector_of_length_0_has_a_gradient():
    x = tf.Variable([0.0, 0.0])
    with tf.GradientTape() as tape:
        y = tf.clip_by_norm(x, 1.0)
    assert tape.gradient(y, x).numpy().tolist() == [1.0, 1.0]


def test_all_together_are_clipped_in_one_proportion():
    (a, none, b), length = tf.clip_by_global_norm([[6.0, 0.0], None, [8.0]], 5.0)
    assert none is None and float(length) == 10.0
    assert (a.numpy().tolist(), b.numpy().tolist()) == ([3.0, 0.0], [4.0])
    (same,), _ = tf.clip_by_global_norm([SHORT], 1.0)
    np.testing.assert_allclose(same.numpy(), SHORT)
    assert float(tf.linalg.global_norm([[3.0], [4.0]])) == 5.0


def test_if_the_length_is_not_finite_everything_is_nan():
    (clipped,), length = tf.clip_by_global_norm([[np.inf, 1.0]], 1.0)
    assert np.isinf(length.numpy()) and np.isnan(clipped.numpy()).all()


@pytest.mark.parametrize(
    "clip", [tf.clip_by_norm, lambda g, n: tf.clip_by_global_norm([g], n)[0][0]]
)
def test_sparse_gradients_stay_sparse(clip):
    g = tf.IndexedSlices(tf.constant([[3.0], [4.0]]), tf.constant([0, 5]), [9, 1])
    clipped = clip(g, 1.0)
    assert isinstance(clipped, tf.IndexedSlices)
    np.testing.assert_allclose(clipped.values.numpy(), [[0.6], [0.8]])
    assert clipped.indices is g.indices


def test_a_negative_length_is_one_of_0():
    assert tf.clip_by_norm([3.0, 4.0], -1.0).numpy().tolist() == [0.0, 0.0]
