"""IndexedSlices: rows, and where they belong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import eager as tf
from eager.errors import InvalidArgumentError

ROWS = 4
INDICES = st.lists(st.integers(0, ROWS - 1), max_size=6)


def test_it_keeps_what_it_was_given():
    values, indices, shape = tf.ones([2, 3]), tf.constant([0, 4]), tf.constant([5, 3])
    slices = tf.IndexedSlices(values, indices, shape)
    assert slices.values is values
    assert slices.indices is indices
    assert slices.dense_shape is shape
    assert slices.shape == (5, 3)
    assert slices.dtype == tf.float32


def test_the_whole_shape_may_be_unknown():
    slices = tf.IndexedSlices(tf.ones([2]), tf.constant([0, 4]))
    assert slices.dense_shape is None
    assert slices.shape is None
    with pytest.raises(ValueError, match="dense_shape"):
        tf.convert_to_tensor(slices)


@pytest.mark.parametrize("name", ["values", "indices", "dense_shape", "other"])
def test_it_has_no_attribute_to_assign_to(name):
    with pytest.raises(AttributeError):
        setattr(tf.IndexedSlices([1.0], [0]), name, None)


@given(indices=INDICES, data=st.data())
def test_as_a_tensor_its_rows_add_up_at_their_places(indices, data):
    shape = (len(indices), 2)
    values = data.draw(arrays(np.float64, shape, elements=st.integers(-9, 9).map(float)))
    index_array = np.array(indices, dtype=np.int64)
    got = tf.convert_to_tensor(tf.IndexedSlices(values, index_array, (ROWS, 2)))
    expected = np.zeros((ROWS, 2))
    for i, row in zip(indices, values, strict=True):
        expected[i] += row
    assert (got.shape, got.dtype) == ((ROWS, 2), tf.float64)
    np.testing.assert_array_equal(got.numpy(), expected)


@pytest.mark.parametrize("shape", [(3, 2), [3, 2], np.array([3, 2]), tf.constant([3, 2])], ids=type)
def test_the_whole_shape_may_be_any_sequence(shape):
    slices = tf.IndexedSlices(tf.ones([1, 2]), tf.constant([1]), shape)
    assert slices.shape == (3, 2)
    assert tf.convert_to_tensor(slices).numpy().tolist() == [[0, 0], [1, 1], [0, 0]]


@pytest.mark.parametrize("index", [-1, 3])
def test_a_row_that_belongs_nowhere_is_refused(index):
    with pytest.raises(InvalidArgumentError, match=str(index)):
        tf.convert_to_tensor(tf.IndexedSlices(tf.ones([1]), tf.constant([index]), [3]))


def test_its_negative_has_the_negative_rows():
    slices = -tf.IndexedSlices(tf.constant([1.0, -2.0]), tf.constant([0, 2]), [3])
    assert isinstance(slices, tf.IndexedSlices)
    assert slices.shape == (3,)
    assert tf.convert_to_tensor(slices).numpy().tolist() == [-1.0, 0.0, 2.0]


def test_ops_take_it_for_the_whole_array():
    slices = tf.IndexedSlices(tf.constant([1.0, 2.0]), tf.constant([2, 2]), [3])
    assert tf.reduce_sum(slices).numpy() == 3.0
    assert (tf.constant([1.0, 1.0, 1.0]) + slices).numpy().tolist() == [1.0, 1.0, 4.0]


def test_text_shows_rows_places_and_shape():
    text = repr(tf.IndexedSlices(tf.constant([1.5]), tf.constant([2]), [3]))
    assert all(part in text for part in ("IndexedSlices", "[1.5]", "[2]", "dense_shape=[3]"))
    assert "dense_shape" not in repr(tf.IndexedSlices([1.5], [2]))
