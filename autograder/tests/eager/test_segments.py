"""Sums, means, extremes and products of the rows that share an id."""

import numpy as np
import pytest

import eager as tf
from eager.errors import InvalidArgumentError

ROWS, IDS = [[3.0, -1.0], [2.0, 4.0], [5.0, 0.5]], [1, 0, 1]
LEAST, GREATEST = np.finfo(np.float32).min, np.finfo(np.float32).max

UNSORTED = {
    "mean": ([2.0, 4.0], [4.0, -0.25], 0.0),
    "sqrt_n": ([2.0, 4.0], [8.0 / 2**0.5, -0.5 / 2**0.5], 0.0),
    "max": ([2.0, 4.0], [5.0, 0.5], LEAST),
    "min": ([2.0, 4.0], [3.0, -1.0], GREATEST),
    "prod": ([2.0, 4.0], [15.0, -0.5], 1.0),
}


@pytest.mark.parametrize("name", UNSORTED)
def test_rows_of_one_id_in_any_order(name):
    first, second, empty = UNSORTED[name]
    got = getattr(tf.math, f"unsorted_segment_{name}")(ROWS, IDS, 3)
    assert got.dtype == tf.float32
    np.testing.assert_allclose(got.numpy(), np.float32([first, second, [empty] * 2]), rtol=1e-6)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("sum", [5, 0, 4]),
        ("mean", [2, 0, 4]),
        ("max", [3, 0, 4]),
        ("min", [2, 0, 4]),
        ("prod", [6, 1, 4]),
    ],
)
def test_rows_of_one_id_in_order(name, wanted):
    got = getattr(tf.math, f"segment_{name}")([3, 2, 4], [0, 0, 2])
    assert (got.dtype, got.numpy().tolist()) == (tf.int32, wanted)


@pytest.mark.parametrize("ids", [[1, 0, 2], [0, 0], [[0], [0], [1]]])
def test_ids_out_of_order_or_too_few_are_refused(ids):
    with pytest.raises(InvalidArgumentError, match="tf.math.unsorted_segment_max"):
        tf.math.segment_max([1.0, 2.0, 3.0], ids)


def test_a_scalar_has_no_rows():
    with pytest.raises(InvalidArgumentError, match="one for each row"):
        tf.math.segment_sum(1.0, [0])


@pytest.mark.parametrize("name", UNSORTED)
@pytest.mark.parametrize("ids", [[0, 3], [-1, 0], [0]])
def test_ids_out_of_range_or_too_few_are_refused(name, ids):
    with pytest.raises(InvalidArgumentError):
        getattr(tf.math, f"unsorted_segment_{name}")([1.0, 2.0], ids, 2)


def test_rows_that_tie_share_the_gradient():
    x = tf.Variable([2.0, 2.0, 1.0])
    with tf.GradientTape() as tape:
        y = tf.math.segment_max(x, [0, 0, 0])
    assert tape.gradient(y, x).numpy().tolist() == [0.5, 0.5, 0.0]


@pytest.mark.parametrize(
    ("x", "wanted"), [([2.0, 0.0, 3.0], [0.0, 6.0, 0.0]), ([0.0, 0.0, 3.0], [0.0, 0.0, 0.0])]
)
def test_the_gradient_of_a_product_is_right_at_zeros(x, wanted):
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        y = tf.math.segment_prod(x, [0, 0, 0])
    assert tape.gradient(y, x).numpy().tolist() == wanted
