"""Segments, which are rows that share an id: their sums, means, extremes and products.

An id out of range is an error.  (In the unsorted functions, TensorFlow drops rows of negative ids.)
"""

import operator

import numpy as np

from .errors import InvalidArgumentError
from .ops import (
    apply,
    cast,
    convert_to_tensor,
    divide,
    maximum,
    reshape,
    sqrt,
    unsorted_segment_sum,
    where,
)

_SHARED = """

    Args:
        data: of shape [rows, ...].
        segment_ids: int32 or int64, of shape [rows]: the segment of each row{ids}.{more}

    Returns:
        A Tensor of shape [segments, ...], of the dtype of `data`; {empty} for a segment without
        rows.

    Raises InvalidArgumentError if an id is out of range{wrong}, or if a shape does not fit.
    """


def _unsorted(name, doc, combine, empty):
    def function(data, segment_ids, num_segments, name=None):
        data, ids = convert_to_tensor(data), convert_to_tensor(segment_ids)
        return combine(data, ids, operator.index(num_segments))

    function.__name__ = f"unsorted_segment_{name}"
    more = "\n        num_segments: how many segments there are."
    function.__doc__ = doc + _SHARED.format(ids="", more=more, empty=empty, wrong="")
    return function


def _sorted(name, doc, combine, empty):
    def function(data, segment_ids, name=None):
        data, ids = convert_to_tensor(data), convert_to_tensor(segment_ids)
        places = ids._array
        if places.ndim != 1 or places.shape != data.shape[:1] or (places[1:] < places[:-1]).any():
            raise InvalidArgumentError(
                f"segment_ids must be in order, one for each row, got {places.tolist()} for a "
                f"value of shape {data.shape}: for others use tf.math.{unsorted}"
            )
        return combine(data, ids, int(places[-1]) + 1 if places.size else 0)

    unsorted = f"unsorted_segment_{name}"
    function.__name__ = f"segment_{name}"
    function.__doc__ = doc + _SHARED.format(
        ids=", from 0 up and in order", more="", empty=empty, wrong=" or they are out of order"
    )
    return function


def _counts(rows, ids, count):
    """How many rows each segment has, in the dtype of `rows`, and in a shape to broadcast to it."""
    ones = convert_to_tensor(np.ones(ids.shape, np.int32))
    counts = unsorted_segment_sum(ones, ids, count)
    return cast(reshape(counts, [count] + [1] * (rows.ndim - 1)), rows.dtype)


def _mean(data, ids, count):
    total = unsorted_segment_sum(data, ids, count)
    return divide(total, maximum(_counts(total, ids, count), 1))


def _mean_of_the_same_dtype(data, ids, count):
    return cast(_mean(data, ids, count), data.dtype)


def _sqrt_n(data, ids, count):
    total = unsorted_segment_sum(data, ids, count)
    return divide(total, sqrt(maximum(_counts(total, ids, count), 1)))


def _kernel(op):
    return lambda data, ids, count: apply(op, data, ids, count=count)


_max, _min, _prod = map(_kernel, ("segment_max", "segment_min", "segment_prod"))


def _zero_if_empty(combine):
    def combine_or_zero(data, ids, count):
        result = combine(data, ids, count)
        return where(_counts(result, ids, count) > 0, result, 0)

    return combine_or_zero


unsorted_segment_mean = _unsorted(
    "mean", "Means of the rows of each id (of integers: as floats).", _mean, "0"
)
unsorted_segment_sqrt_n = _unsorted(
    "sqrt_n", "Sums of the rows of each id, over the square root of their number.", _sqrt_n, "0"
)
unsorted_segment_max = _unsorted(
    "max", "The largest of the rows of each id.", _max, "the least number of the dtype"
)
unsorted_segment_min = _unsorted(
    "min", "The smallest of the rows of each id.", _min, "the greatest number of the dtype"
)
unsorted_segment_prod = _unsorted("prod", "Products of the rows of each id.", _prod, "1")

segment_sum = _sorted("sum", "Sums of the rows of each id.", unsorted_segment_sum, "0")
segment_mean = _sorted(
    "mean",
    "Means of the rows of each id (of integers: without a fraction).",
    _mean_of_the_same_dtype,
    "0",
)
segment_max = _sorted("max", "The largest of the rows of each id.", _zero_if_empty(_max), "0")
segment_min = _sorted("min", "The smallest of the rows of each id.", _zero_if_empty(_min), "0")
segment_prod = _sorted("prod", "Products of the rows of each id.", _prod, "1")
