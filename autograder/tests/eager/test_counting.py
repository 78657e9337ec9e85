"""Counting, looking up and checking elements."""

import numpy as np
import pytest

import eager as tf
from eager.errors import InvalidArgumentError


def test_a_polynomial_is_added_up_from_its_highest_power():
    assert tf.math.polyval([2.0, 1.0, 3.0], [0.0, 2.0]).numpy().tolist() == [3.0, 13.0]
    assert tf.math.polyval([], 2.0) == 0.0
    with pytest.raises(ValueError, match="must be a list"):
        tf.math.polyval((1.0, 2.0), 3.0)


def test_a_scalar_multiplies_a_tensor():
    assert tf.scalar_mul(2.0, [1.0, 2.0]).numpy().tolist() == [2.0, 4.0]
    with pytest.raises(ValueError, match="needs a scalar"):
        tf.scalar_mul([2.0], [1.0])


def test_numbers_are_counted():
    assert tf.math.bincount([1, 1, 3]).numpy().tolist() == [0, 2, 0, 1]
    assert tf.math.bincount([1, 1, 3], minlength=6).numpy().tolist() == [0, 2, 0, 1, 0, 0]
    assert tf.math.bincount([1, 1, 3], maxlength=2).numpy().tolist() == [0, 2]
    assert tf.math.bincount([1, 1, 3], [0.5, 1.0, 2.0]).numpy().tolist() == [0.0, 1.5, 0.0, 2.0]
    with pytest.raises(InvalidArgumentError, match="got -1"):
        tf.math.bincount([1, -1])
    with pytest.raises(InvalidArgumentError, match="3 numbers with 2 weights"):
        tf.math.bincount([1, 1, 3], [0.5, 1.0])
    with pytest.raises(InvalidArgumentError, match="not part of eager"):
        tf.math.bincount([1], axis=0)
    assert tf.nn.zero_fraction([0.0, 1.0, 0.0, 2.0]) == 0.5


def test_a_confusion_matrix_has_a_row_for_each_label():
    got = tf.math.confusion_matrix([0, 1, 1], [1, 1, 0], num_classes=3)
    assert got.numpy().tolist() == [[0, 1, 0], [1, 1, 0], [0, 0, 0]]
    weighted = tf.math.confusion_matrix([0, 1], [1, 1], weights=[2, 3])
    assert weighted.numpy().tolist() == [[0, 2], [0, 3]]
    with pytest.raises(InvalidArgumentError, match=r"in \[0, 3\)"):
        tf.math.confusion_matrix([0, 5], [1, 1], num_classes=3)
    with pytest.raises(InvalidArgumentError, match="predictions"):
        tf.math.confusion_matrix([0], [1, 1])


def test_a_prediction_is_right_if_it_is_among_the_largest():
    scores = [[0.1, 0.7, 0.2], [0.1, 0.7, 0.2]]
    assert tf.math.in_top_k([1, 2], scores, 1).numpy().tolist() == [True, False]
    assert tf.math.in_top_k([0, 2], scores, 2).numpy().tolist() == [False, True]


def test_a_target_that_is_no_class_is_not_among_the_largest():
    assert tf.math.in_top_k([-1, 2], [[0.1, 0.9], [0.1, 0.9]], 2).numpy().tolist() == [False, False]
    with pytest.raises(InvalidArgumentError, match="in_top_k of shapes"):
        tf.math.in_top_k([0], [[0.1, 0.9], [0.1, 0.9]], 2)


def test_places_in_a_sorted_sequence():
    assert tf.searchsorted([1, 3, 5], [3, 4, 9]).numpy().tolist() == [1, 2, 3]
    assert tf.searchsorted([1, 3, 5], [3], side="right").numpy().tolist() == [2]
    rows = tf.searchsorted([[1, 3], [0, 1]], [[2], [2]], out_type=tf.int64)
    assert (rows.dtype, rows.numpy().tolist()) == (tf.int64, [[1], [2]])
    with pytest.raises(ValueError, match="side must be"):
        tf.searchsorted([1], [1], side="middle")
    with pytest.raises(InvalidArgumentError, match="searchsorted of shapes"):
        tf.searchsorted([[1, 3]], [3])


def test_a_mask_is_true_as_far_as_a_length_says():
    assert tf.sequence_mask([1, 0, 2]).numpy().tolist() == [
        [True, False],
        [False, False],
        [True, True],
    ]
    assert tf.sequence_mask(1, 3, tf.int32).numpy().tolist() == [1, 0, 0]


def test_permutations_and_orders():
    assert tf.math.invert_permutation([2, 0, 1]).numpy().tolist() == [1, 2, 0]
    with pytest.raises(InvalidArgumentError, match="needs each of 0 to 2 once"):
        tf.math.invert_permutation([2, 0, 0])
    assert tf.math.is_non_decreasing([1, 1, 2])
    assert not tf.math.is_strictly_increasing([1, 1, 2])
    assert not tf.math.is_non_decreasing(tf.constant([3, 1], tf.uint8))


def test_rows_are_sorted_into_partitions():
    first, second = tf.dynamic_partition([[1], [2], [3]], [1, 0, 1], 2)
    assert (first.numpy().tolist(), second.numpy().tolist()) == ([[2]], [[1], [3]])
    with pytest.raises(InvalidArgumentError, match=r"in \[0, 2\)"):
        tf.dynamic_partition([1, 2], [0, 2], 2)


@pytest.mark.parametrize("partitions", [[0, 1], [[0, 1, 0]], 0])
def test_every_row_needs_a_partition(partitions):
    with pytest.raises(InvalidArgumentError, match="one for each row"):
        tf.dynamic_partition([1, 2, 3], partitions, 2)


def test_distinct_elements_are_counted():
    found = tf.unique_with_counts([7, 3, 7])
    assert [t.numpy().tolist() for t in found] == [[7, 3], [0, 1, 0], [2, 1]]
    assert found.count.numpy().tolist() == [2, 1]


@pytest.mark.parametrize(
    ("value", "dtype", "wanted"),
    [
        ([300.0, -1.0, 3.7], tf.uint8, [255, 0, 3]),
        ([300, -1], tf.uint8, [255, 0]),
        ([1e10, -1e10], tf.int32, [2**31 - 128, -(2**31)]),  # the next float would be too large
        ([1, 2], tf.float32, [1.0, 2.0]),
    ],
)
def test_a_saturated_cast_stays_within_the_dtype(value, dtype, wanted):
    got = tf.saturate_cast(value, dtype)
    assert (got.dtype, got.numpy().tolist()) == (dtype, wanted)


def test_shapes_broadcast():
    assert tf.broadcast_static_shape((2, 1), (3,)) == (2, 3)
    assert tf.broadcast_dynamic_shape([2, 1], [3]).numpy().tolist() == [2, 3]
    with pytest.raises(ValueError):
        tf.broadcast_static_shape((2,), (3,))
    with pytest.raises(InvalidArgumentError):
        tf.broadcast_dynamic_shape([2], [3])


def test_several_values_at_once():
    assert [x.numpy().tolist() for x in tf.identity_n([1, 2.5])] == [1, 2.5]
    assert [x.numpy().tolist() for x in tf.shape_n([[1, 2], np.ones((3, 1))])] == [[2], [3, 1]]
