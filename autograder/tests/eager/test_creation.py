"""Tensors made from a description."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

import eager as tf
from eager.errors import InvalidArgumentError

few = settings(max_examples=settings.default.max_examples // 3)

SHAPES = array_shapes(min_dims=0, min_side=0)
DTYPES = st.sampled_from([tf.float16, tf.float32, tf.float64, tf.int32, tf.int64, tf.bool])
NUMPY = {tf.zeros: np.zeros, tf.ones: np.ones}
LIKE = {tf.zeros_like: np.zeros, tf.ones_like: np.ones}


@pytest.mark.parametrize("make", NUMPY)
@few
@given(shape=SHAPES, dtype=DTYPES)
def test_zeros_and_ones_fill_a_shape(make, shape, dtype):
    for given_shape in (shape, list(shape), np.array(shape, np.int32)):
        got = make(given_shape, dtype)
        assert (got.shape, got.dtype) == (shape, dtype)
        np.testing.assert_array_equal(got.numpy(), NUMPY[make](shape, dtype))
    assert make(shape).dtype == tf.float32


@pytest.mark.parametrize("make", LIKE)
@pytest.mark.parametrize("kind", [tf.constant, tf.Variable, np.array])
@few
@given(shape=SHAPES, dtype=DTYPES)
def test_zeros_and_ones_take_the_shape_and_dtype_of_another_value(make, kind, shape, dtype):
    other = kind(np.full(shape, 1, dtype))
    got = make(other)
    assert type(got) is tf.Tensor
    assert (got.shape, got.dtype) == (shape, dtype)
    np.testing.assert_array_equal(got.numpy(), LIKE[make](shape, dtype))
    assert make(other, tf.float64).dtype == tf.float64


def test_a_shape_may_be_an_integer_or_a_tensor():
    assert tf.zeros(3).shape == tf.zeros(tf.constant([3])).shape == (3,)
    assert tf.ones(tf.shape(tf.zeros([2, 5]))).shape == (2, 5)


@pytest.mark.parametrize("make", [tf.zeros, tf.ones, lambda shape: tf.fill(shape, 1.0)])
def test_a_shape_of_fractions_or_below_zero_is_refused(make):
    with pytest.raises(TypeError):
        make([1.5])
    with pytest.raises(InvalidArgumentError, match="negative"):
        make([2, -1])


def test_fill_repeats_a_scalar_in_its_own_dtype():
    got = tf.fill([2, 3], np.int64(7))
    assert (got.dtype, got.numpy().tolist()) == (tf.int64, [[7] * 3] * 2)
    assert tf.fill([], 1.5).shape == ()
    with pytest.raises(InvalidArgumentError, match="scalar"):
        tf.fill([2], [1.0, 2.0])


@few
@given(n=st.integers(0, 4), m=st.none() | st.integers(0, 4), dtype=DTYPES)
def test_eye_has_ones_on_its_diagonal(n, m, dtype):
    got = tf.eye(n, m, dtype=dtype)
    assert got.dtype == dtype
    np.testing.assert_array_equal(got.numpy(), np.eye(n, m, dtype=dtype))


@few
@given(start=st.integers(-9, 9), limit=st.integers(-9, 9), delta=st.integers(-4, 4).filter(bool))
def test_a_range_counts_as_pythons_does_and_never_away_from_its_limit(start, limit, delta):
    if (limit - start) * delta < 0:  # Python's is empty there
        with pytest.raises(InvalidArgumentError, match="do not lead"):
            tf.range(start, limit, delta)
        return
    if (limit - start) * delta < 0:
        with pytest.raises(InvalidArgumentError, match="lead"):
            tf.range(start, limit, delta)
        return
    expected = list(range(start, limit, delta))
    assert tf.range(start, limit, delta).numpy().tolist() == expected
    assert tf.range(float(start), limit, delta).numpy().tolist() == expected
    assert tf.range(start, limit, delta).dtype == tf.int32
    assert tf.range(float(start), limit, delta).dtype == tf.float32


def test_a_range_without_a_start_counts_from_zero():
    assert tf.range(4).numpy().tolist() == [0, 1, 2, 3]
    assert tf.range(3, dtype=tf.float64).dtype == tf.float64
    with pytest.raises(InvalidArgumentError, match="delta"):
        tf.range(0, 4, 0)


@few
@given(start=st.integers(-9, 9), stop=st.integers(-9, 9), num=st.integers(1, 6))
def test_linspace_includes_both_ends(start, stop, num):
    got = tf.linspace(float(start), float(stop), num)
    assert got.dtype == tf.float32
    np.testing.assert_allclose(got.numpy(), np.linspace(start, stop, num), rtol=1e-6, atol=1e-6)
    assert tf.linspace(start, stop, num).dtype == tf.float64


@few
@given(
    indices=st.lists(st.integers(-2, 5), min_size=1, max_size=4), axis=st.sampled_from([-1, 0, 1])
)
def test_a_one_hot_row_has_its_one_at_its_index_or_nowhere(indices, axis):
    got = tf.one_hot(indices, 4, axis=axis)
    assert got.dtype == tf.float32
    rows = got.numpy() if axis else got.numpy().T
    assert rows.tolist() == [[float(i == k) for k in range(4)] for i in indices]


def test_one_hot_takes_other_values_and_dtypes():
    got = tf.one_hot([[1, 5]], 2, on_value=7, off_value=-1)
    assert (got.dtype, got.numpy().tolist()) == (tf.int32, [[[-1, 7], [-1, -1]]])
    assert tf.one_hot([1], 2, on_value=True, off_value=False).dtype == tf.bool
    assert tf.one_hot([1], 2, dtype=tf.int64).dtype == tf.int64
    with pytest.raises(TypeError):
        tf.one_hot([1], 2.5)
    with pytest.raises(InvalidArgumentError, match="integers"):
        tf.one_hot([1.0], 2)


@few
@given(shape=SHAPES)
def test_shape_size_and_rank_are_int32_tensors(shape):
    x = tf.zeros(shape)
    assert tf.shape(x).numpy().tolist() == list(shape)
    assert int(tf.size(x)) == int(np.prod(shape))
    assert int(tf.rank(x)) == len(shape)
    assert tf.shape(x).dtype == tf.size(x).dtype == tf.rank(x).dtype == tf.int32
