"""Functions that count, look up and check elements; no gradient passes through most of them."""

import numpy as np

from . import dtypes
from .arrays import gather, unique
from .creation import zeros_like
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
    reshape,
    unsorted_segment_sum,
)
from .shapes import TensorShape
from .tensor import constant, wrap


def scalar_mul(scalar, x, name=None):
    """x times the scalar; raises ValueError where `scalar` has axes."""
    x = convert_to_tensor(x)
    scalar = convert_to_tensor(scalar, x.dtype)
    if scalar.ndim:
        raise ValueError(f"scalar_mul needs a scalar, got a value of shape {scalar.shape}")
    return multiply(scalar, x)


def polyval(coeffs, x, name=None):
    """The polynomial coeffs[0] * x**n + … + coeffs[n], with `coeffs` a list of n + 1 values.

    Raises ValueError where `coeffs` is no list.
    """
    if not isinstance(coeffs, list):
        raise ValueError(f"coeffs must be a list, got {coeffs!r}")
    x = convert_to_tensor(x)
    total = zeros_like(x) if not coeffs else convert_to_tensor(coeffs[0])
    for coefficient in coeffs[1:]:
        total = add(coefficient, multiply(total, x))
    return total


def zero_fraction(value, name=None):
    """Which part of the elements is 0, a float32; nan where there are none."""
    x = convert_to_tensor(value)
    return reduce_mean(cast(equal(x, zeros_like(x)), dtypes.float32))


def searchsorted(sorted_sequence, values, side="left", out_type=dtypes.int32, name=None):
    """Where each of `values` would go in `sorted_sequence`, row by row of the last axis.

    Args:
        side: "left" (before equal elements) or "right" (after them).

    Raises ValueError for another `side`, InvalidArgumentError where the shapes do not fit.
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
    """Rows of length `maxlen` (the greatest of `lengths`), each true as far as its length says."""
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
    """How often each of 0, 1, 2, … is in `arr`, or the sum of its weights there.

    Args:
        minlength, maxlength: how long the result is at least and at most; what is beyond is not
            counted.

    Raises InvalidArgumentError for negative numbers.  `axis` and `binary_output` are not part of
    eager.
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
    ids = constant(numbers[counted], dtypes.int32)
    return unsorted_segment_sum(wrap(rows[counted]), ids, length)


def confusion_matrix(
    labels, predictions, num_classes=None, weights=None, dtype=dtypes.int32, name=None
):
    """How often each label (a row) was predicted as each class (a column).

    Raises InvalidArgumentError where a class is not in [0, num_classes), or the shapes differ.
    """
    pairs = [np.asarray(convert_to_tensor(x)._array) for x in (labels, predictions)]
    if pairs[0].shape != pairs[1].shape:
        raise InvalidArgumentError(f"labels {pairs[0].shape}, predictions {pairs[1].shape}")
    greatest = max(int(x.max(initial=-1)) for x in pairs)
    count = greatest + 1 if num_classes is None else int(num_classes)
    if greatest >= count or min(int(x.min(initial=0)) for x in pairs) < 0:
        raise InvalidArgumentError(f"classes must be in [0, {count})")
    result = np.zeros((count, count), dtypes.numpy_dtype(dtype))
    np.add.at(result, tuple(pairs), 1 if weights is None else np.asarray(weights))
    return wrap(result)


def in_top_k(targets, predictions, k, name=None):
    """Whether the prediction of each row's target is among the row's k largest.

    Args:
        targets: integers, of shape [rows].
        predictions: of shape [rows, classes].
    """
    x, ids = convert_to_tensor(predictions)._array, convert_to_tensor(targets)._array
    own = x[np.arange(len(x)), ids]
    larger = (x > own[:, None]).sum(-1)
    return wrap(np.isfinite(own) & (larger < int(k)))


def invert_permutation(x, name=None):
    """For a vector that holds each of 0 to n - 1 once: where it holds each.

    Raises InvalidArgumentError for any other vector.
    """
    array = convert_to_tensor(x)._array
    if array.ndim != 1 or not np.array_equal(np.sort(array), np.arange(array.size)):
        raise InvalidArgumentError(f"not each of 0 to {array.size - 1} once: {array.tolist()}")
    return wrap(np.argsort(array).astype(array.dtype))


def is_non_decreasing(x, name=None):
    """Whether no element is less than the one before, as a Tensor."""
    return constant(bool((np.diff(np.ravel(convert_to_tensor(x)._array)) >= 0).all()))


def is_strictly_increasing(x, name=None):
    """Whether each element is greater than the one before, as a Tensor."""
    return constant(bool((np.diff(np.ravel(convert_to_tensor(x)._array)) > 0).all()))


def unique_with_counts(x, out_idx=dtypes.int32, name=None):
    """As `unique`, and how often each element occurs: (y, idx, count)."""
    found = unique(x, out_idx)
    count = np.bincount(found.idx._array, minlength=found.y.shape[0])
    return found.y, found.idx, constant(count, out_idx)


def dynamic_partition(data, partitions, num_partitions, name=None):
    """The rows of `data`, sorted into a list of `num_partitions` values by their `partitions`.

    Raises InvalidArgumentError where a partition is not in [0, num_partitions).
    """
    x, where = convert_to_tensor(data), convert_to_tensor(partitions)._array
    if where.size and not 0 <= where.min() <= where.max() < num_partitions:
        raise InvalidArgumentError(f"partitions must be in [0, {num_partitions})")
    if where.ndim != 1:
        raise InvalidArgumentError(f"partitions must be a vector, got shape {where.shape}")
    x = reshape(x, x.shape)  # a dense gradient, as in TensorFlow
    return [gather(x, np.flatnonzero(where == i)) for i in range(num_partitions)]


def saturate_cast(value, dtype, name=None):
    """`value` in another dtype; what is too large or too small for it becomes its limit."""
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
    """The shape that values of both shapes broadcast to; raises ValueError where they do not."""
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
    return [constant(list(convert_to_tensor(x).shape), out_type) for x in input]
