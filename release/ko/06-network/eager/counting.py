"""Functions that count, look up and check elements; no gradient passes through most of them."""

from collections import namedtuple

import numpy as np

from . import dtypes
from .arrays import _dense, gather, unique
from .creation import shape, zeros_like
from .errors import InvalidArgumentError
from .ops import (
    _ints,
    add,
    cast,
    convert_to_tensor,
    equal,
    identity,
    maximum,
    minimum,
    multiply,
    reduce_mean,
    unsorted_segment_sum,
)
from .shapes import TensorShape
from .tensor import constant, wrap


def scalar_mul(scalar, x, name=None):
    """x times `scalar`; raises ValueError if that has axes."""
    x = convert_to_tensor(x)
    scalar = convert_to_tensor(scalar, x.dtype)
    if scalar.ndim:
        raise ValueError(f"scalar_mul needs a scalar, got a value of shape {scalar.shape}")
    return multiply(scalar, x)


def polyval(coeffs, x, name=None):
    """The polynomial coeffs[0] * x**n + … + coeffs[n], where `coeffs` is a list of n + 1 values.

    Raises ValueError if `coeffs` is not a list.
    """
    if not isinstance(coeffs, list):
        raise ValueError(f"coeffs must be a list, got {coeffs!r}")
    x = convert_to_tensor(x)
    total = zeros_like(x) if not coeffs else convert_to_tensor(coeffs[0])
    for coefficient in coeffs[1:]:
        total = add(coefficient, multiply(total, x))
    return total


def zero_fraction(value, name=None):
    """The fraction of elements that are 0, a float32; nan if there are no elements."""
    x = convert_to_tensor(value)
    return reduce_mean(cast(equal(x, zeros_like(x)), dtypes.float32))


def searchsorted(sorted_sequence, values, side="left", out_type=dtypes.int32, name=None):
    """Where each of `values` would go in `sorted_sequence`, row by row along the last axis.

    Args:
        side: "left" (before equal elements) or "right" (after them).

    Raises ValueError for another `side`, InvalidArgumentError if the shapes do not fit.
    """
    if side not in ("left", "right"):
        raise ValueError(f"side must be 'left' or 'right', got {side!r}")
    rows, x = convert_to_tensor(sorted_sequence)._array, convert_to_tensor(values)._array
    if rows.shape[:-1] != x.shape[:-1] or not rows.ndim:
        raise InvalidArgumentError(f"searchsorted of shapes {rows.shape} and {x.shape}")
    result = np.empty(x.shape, int)
    for at in np.ndindex(x.shape[:-1]):
        result[at] = np.searchsorted(rows[at], x[at], side)
    return constant(result, out_type)


def sequence_mask(lengths, maxlen=None, dtype=dtypes.bool, name=None):
    """Rows of length `maxlen`, each true in as many first places as its length says.

    By default `maxlen` is the greatest of `lengths`.
    """
    lengths = convert_to_tensor(lengths)._array
    maxlen = lengths.max(initial=0) if maxlen is None else int(maxlen)
    return cast(wrap(np.arange(maxlen) < lengths[..., None]), dtype)


def bincount(
    arr,
    weights=None,
    minlength=None,
    maxlength=None,
    dtype=dtypes.int32,
    name=None,
    axis=None,
    binary_output=False,
):
    """How often each of 0, 1, 2, … occurs in `arr`, or the sum of the weights where it does.

    Args:
        weights: of the shape of `arr`.
        minlength, maxlength: how long the result is at least and at most; numbers that are too
            large for it are not counted.

    Raises InvalidArgumentError for negative numbers, or if the shapes differ.  `axis` and
    `binary_output` are not part of eager.
    """
    if axis is not None or binary_output:
        raise InvalidArgumentError("axis and binary_output are not part of eager")
    numbers = np.asarray(convert_to_tensor(arr)._array).ravel()
    if (numbers < 0).any():
        raise InvalidArgumentError(f"bincount counts from 0, got {numbers.min()}")
    length = max(int(numbers.max(initial=-1)) + 1, int(minlength or 0))
    length = length if maxlength is None else min(length, int(maxlength))
    counted = numbers < length
    if weights is None:
        return constant(np.bincount(numbers[counted], minlength=length), dtype)
    rows = np.asarray(convert_to_tensor(weights)._array).ravel()
    if rows.shape != numbers.shape:
        raise InvalidArgumentError(f"bincount of {numbers.size} numbers with {rows.size} weights")
    ids = constant(numbers[counted], dtypes.int32)
    return unsorted_segment_sum(wrap(rows[counted]), ids, length)


def confusion_matrix(
    labels, predictions, num_classes=None, weights=None, dtype=dtypes.int32, name=None
):
    """How often each label (a row) was predicted as each class (a column).

    Raises InvalidArgumentError if a class is not in [0, num_classes), or if the shapes differ.
    """
    pairs = [np.asarray(convert_to_tensor(x)._array) for x in (labels, predictions)]
    if pairs[0].shape != pairs[1].shape:
        raise InvalidArgumentError(
            f"labels of shape {pairs[0].shape}, but predictions of shape {pairs[1].shape}"
        )
    greatest = max(int(x.max(initial=-1)) for x in pairs)
    count = greatest + 1 if num_classes is None else int(num_classes)
    if greatest >= count or min(int(x.min(initial=0)) for x in pairs) < 0:
        raise InvalidArgumentError(f"classes must be in [0, {count})")
    result = np.zeros((count, count), dtypes.numpy_dtype(dtype))
    np.add.at(result, tuple(pairs), 1 if weights is None else np.asarray(weights))
    return wrap(result)


def in_top_k(targets, predictions, k, name=None):
    """Whether the prediction of each row's target is among the k largest of the row.

    Args:
        targets: integers, of shape [rows].
        predictions: of shape [rows, classes].

    False for a target that is not in [0, classes).

    Raises InvalidArgumentError if the shapes do not fit.
    """
    x, ids = convert_to_tensor(predictions)._array, convert_to_tensor(targets)._array
    if x.ndim != 2 or ids.shape != x.shape[:1]:
        raise InvalidArgumentError(f"in_top_k of shapes {ids.shape} and {x.shape}")
    inside = (ids >= 0) & (ids < x.shape[1])
    own = np.take_along_axis(x, np.where(inside, ids, 0)[:, None], 1)
    larger = (x > own).sum(1)
    return wrap(inside & np.isfinite(own[:, 0]) & (larger < int(k)))


def invert_permutation(x, name=None):
    """The places of 0, 1, …, n - 1 in a vector that holds each of them once.

    Raises InvalidArgumentError for any other vector.
    """
    array = convert_to_tensor(x)._array
    if array.ndim != 1 or not np.array_equal(np.sort(array), np.arange(array.size)):
        raise InvalidArgumentError(
            f"needs each of 0 to {array.size - 1} once, got {array.tolist()}"
        )
    return wrap(np.argsort(array).astype(array.dtype))


def is_non_decreasing(x, name=None):
    """Whether no element is less than the one before, as a Tensor."""
    before, after = _neighbors(x)
    return wrap(np.all(before <= after))


def is_strictly_increasing(x, name=None):
    """Whether each element is greater than the one before, as a Tensor."""
    before, after = _neighbors(x)
    return wrap(np.all(before < after))


def _neighbors(x):
    """All elements but the last, and all but the first, to be compared pair by pair.

    Comparing is safe where a difference is not: those of unsigned integers wrap around.
    """
    array = np.ravel(convert_to_tensor(x)._array)
    return array[:-1], array[1:]


def unique_with_counts(x, out_idx=dtypes.int32, name=None):
    """As `unique`, and how often each element occurs: (y, idx, count)."""
    found = unique(x, out_idx)
    count = np.bincount(found.idx._array, minlength=found.y.shape[0])
    return UniqueWithCounts._make([*found, constant(count, out_idx)])


# What `unique_with_counts` gives.  (A NamedTuple may not hide the method `count` of tuples.)
UniqueWithCounts = namedtuple("UniqueWithCounts", "y idx count")


def dynamic_partition(data, partitions, num_partitions, name=None):
    """The rows of `data` in a list of `num_partitions` Tensors: row i is in that of partitions[i].

    Raises InvalidArgumentError unless there is one of `partitions` for each row, and all are in
    [0, num_partitions).
    """
    x, ids = _dense(convert_to_tensor(data)), convert_to_tensor(partitions)._array
    if ids.ndim != 1 or ids.shape != x.shape[:1]:
        raise InvalidArgumentError(
            f"partitions must be a vector, one for each row: got the shape {ids.shape} for a value "
            f"of shape {x.shape}"
        )
    if ids.size and not 0 <= ids.min() <= ids.max() < num_partitions:
        raise InvalidArgumentError(f"partitions must be in [0, {num_partitions})")
    return [gather(x, np.flatnonzero(ids == i)) for i in range(num_partitions)]


def saturate_cast(value, dtype, name=None):
    """`value` in another dtype; numbers beyond the limits of an integer dtype become its limits."""
    x, dtype = convert_to_tensor(value), dtypes.as_dtype(dtype)
    if not dtype.is_integer:
        return cast(x, dtype)
    if not x.dtype.is_floating:
        clipped = np.clip(x._array.astype(object), dtype.min, dtype.max)
        return wrap(np.asarray(clipped).astype(dtype.dtype)[()])
    high = x._array.dtype.type(dtype.max)
    if int(high) > dtype.max:  # the float is the next one up: 2147483648.0
        high = np.nextafter(high, high.dtype.type(0))
    return cast(minimum(maximum(x, high.dtype.type(dtype.min)), high), dtype)


def broadcast_static_shape(shape_x, shape_y):
    """The shape that values of both shapes broadcast to; raises ValueError if they do not."""
    return TensorShape(np.broadcast_shapes(tuple(shape_x), tuple(shape_y)))


def broadcast_dynamic_shape(shape_x, shape_y):
    """As `broadcast_static_shape`, with the shapes and the result as Tensors of integers."""
    try:
        return constant(list(np.broadcast_shapes(_ints(shape_x), _ints(shape_y))), dtypes.int32)
    except ValueError as error:
        raise InvalidArgumentError(str(error)) from error


def identity_n(input, name=None):
    """A list of Tensors of the same values."""
    return [identity(x) for x in input]


def shape_n(input, out_type=dtypes.int32, name=None):
    """The list of the shapes of several values, each a Tensor."""
    return [shape(x, out_type) for x in input]
