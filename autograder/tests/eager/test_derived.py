"""Functions made of other ops give what NumPy's do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import eager as tf
from eager.errors import InvalidArgumentError

few = settings(max_examples=30)

NUMBERS = st.floats(-8, 8, width=16)
ARRAYS = array_shapes(max_dims=3, max_side=4).flatmap(
    lambda shape: arrays(np.float64, shape, elements=NUMBERS)
)


def logsumexp(x, axis, keepdims):
    return np.log(np.sum(np.exp(x), axis=axis, keepdims=keepdims))


def norm(x, axis, keepdims):
    return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))


REDUCTIONS = {
    "reduce_prod": (tf.reduce_prod, np.prod),
    "reduce_logsumexp": (tf.reduce_logsumexp, logsumexp),
    "reduce_variance": (tf.math.reduce_variance, np.var),
    "reduce_std": (tf.math.reduce_std, np.std),
    "norm": (tf.norm, norm),
}


@pytest.mark.parametrize("name", REDUCTIONS)
@few
@given(x=ARRAYS, data=st.data(), keepdims=st.booleans())
def test_a_reduction_is_numpys(name, x, data, keepdims):
    ours, numpys = REDUCTIONS[name]
    axes = st.sets(st.integers(0, x.ndim - 1)).map(tuple)
    if name == "norm":  # of vectors or of matrices
        axes = axes.filter(lambda axis: len(axis) in (1, 2))
    axis = data.draw(st.none() | st.integers(-x.ndim, x.ndim - 1) | axes)
    got = ours(x, axis=axis, keepdims=keepdims)
    expected = numpys(x, axis=axis, keepdims=keepdims)
    assert got.shape == np.shape(expected)
    np.testing.assert_allclose(got.numpy(), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("f", [tf.math.reduce_variance, tf.math.reduce_std])
def test_integers_have_no_spread(f):
    with pytest.raises(TypeError, match="float"):
        f(tf.constant([1, 2]))


@few
@given(x=ARRAYS, data=st.data())
def test_expand_dims_and_squeeze_undo_each_other(x, data):
    axis = data.draw(st.integers(-x.ndim - 1, x.ndim))
    wide = tf.expand_dims(x, axis)
    np.testing.assert_array_equal(wide.numpy(), np.expand_dims(x, axis))
    np.testing.assert_array_equal(tf.squeeze(wide, axis).numpy(), x)
    np.testing.assert_array_equal(tf.squeeze(wide).numpy(), np.squeeze(x))


def test_an_axis_that_is_longer_than_one_is_not_squeezed():
    with pytest.raises(InvalidArgumentError, match="squeeze"):
        tf.squeeze(tf.ones([1, 2]), axis=1)


@few
@given(x=ARRAYS, data=st.data())
def test_pieces_and_slices_are_joined_to_the_whole_again(x, data):
    axis = data.draw(st.integers(-x.ndim, x.ndim - 1))
    cut = data.draw(st.integers(0, x.shape[axis]))
    parts = tf.split(x, [cut, x.shape[axis] - cut], axis=axis)
    assert parts[0].shape[axis] == cut
    np.testing.assert_array_equal(tf.concat(parts, axis).numpy(), x)
    np.testing.assert_array_equal(tf.stack(tf.unstack(x, axis=axis), axis).numpy(), x)
    assert len(tf.split(x, x.shape[axis], axis)) == x.shape[axis]


@pytest.mark.parametrize("sizes", [0, 4, -1, [2, 3], [6, 1]])
def test_pieces_that_do_not_fit_are_refused(sizes):
    with pytest.raises(InvalidArgumentError):
        tf.split(tf.range(6), sizes)


@few
@given(x=ARRAYS, data=st.data())
def test_tile_and_reverse_are_numpys(x, data):
    multiples = data.draw(st.lists(st.integers(0, 3), min_size=x.ndim, max_size=x.ndim))
    np.testing.assert_array_equal(tf.tile(x, multiples).numpy(), np.tile(x, multiples))
    axes = sorted(data.draw(st.sets(st.integers(0, x.ndim - 1))))
    np.testing.assert_array_equal(tf.reverse(x, axes).numpy(), np.flip(x, axes))


@few
@given(xs=st.lists(arrays(np.float64, (2, 3), elements=NUMBERS), min_size=1, max_size=4))
def test_add_n_adds_up_everything(xs):
    np.testing.assert_allclose(tf.add_n(xs).numpy(), sum(xs), atol=1e-12)


def test_add_n_neither_broadcasts_nor_mixes_dtypes():
    with pytest.raises(ValueError, match="empty"):
        tf.add_n([])
    with pytest.raises(InvalidArgumentError, match="shapes"):
        tf.add_n([tf.ones([2]), tf.ones([1])])
    with pytest.raises(InvalidArgumentError, match="dtypes"):
        tf.add_n([tf.ones([2]), tf.ones([2], tf.float64)])
    with pytest.raises(InvalidArgumentError, match="dtypes"):
        tf.add_n([tf.ones([2]), [1, 2]])


@few
@given(x=arrays(np.float64, (3, 1), elements=NUMBERS), y=arrays(np.float64, 2, elements=NUMBERS))
def test_elementwise_functions_broadcast(x, y):
    np.testing.assert_allclose(tf.math.squared_difference(x, y).numpy(), (x - y) ** 2)
    expected = np.divide(x, y, where=y != 0, out=np.zeros((3, 2)))
    np.testing.assert_allclose(tf.math.divide_no_nan(x, y).numpy(), expected)


@few
@given(x=arrays(np.float64, (3, 4), elements=st.floats(0.5, 8)), axis=st.sampled_from([None, 0, 1]))
def test_a_normalized_slice_has_length_one(x, axis):
    lengths = norm(tf.math.l2_normalize(x, axis=axis).numpy(), axis, False)
    np.testing.assert_allclose(lengths, 1.0, rtol=1e-9)


def test_nothing_normalizes_to_nothing():
    assert tf.math.l2_normalize([0.0, 0.0]).numpy().tolist() == [0.0, 0.0]


@few
@given(x=ARRAYS)
def test_log_sum_exp_does_not_overflow(x):
    shifted = tf.reduce_logsumexp(x + 1e4).numpy()
    np.testing.assert_allclose(shifted - 1e4, logsumexp(x, None, False), rtol=1e-9, atol=1e-9)
