"""Tensors made from a description rather than from values: zeros, ranges, one-hot rows.

A description is not a value: `zeros_like`, `ones_like`, `shape`, `size` and `rank` of a Variable
do not read it, so they do not make a tape watch it (TensorFlow's do).
"""

import operator

import numpy as np

from . import dtypes
from .errors import InvalidArgumentError
from .ops import _axes, _ints, broadcast_to, cast, concat, convert_to_tensor, reshape
from .tensor import constant, wrap


def _shape(shape):
    if shape is None:
        raise ValueError("a shape is needed, such as [2, 3]; [] is that of a scalar")
    shape = _ints(shape)
    if any(n < 0 for n in shape):
        raise InvalidArgumentError(f"the lengths of the shape {shape} must not be negative")
    return shape


def zeros(shape, dtype=dtypes.float32):
    """A Tensor of zeros; `shape` is a list of ints, [] for a scalar."""
    return wrap(np.zeros(_shape(shape), dtypes.numpy_dtype(dtype)))


def ones(shape, dtype=dtypes.float32):
    """A Tensor of ones; `shape` is a list of ints, [] for a scalar."""
    return wrap(np.ones(_shape(shape), dtypes.numpy_dtype(dtype)))


def zeros_like(x, dtype=None):
    """Zeros with the shape and (unless given) the dtype of x; a constant to every tape."""
    x = _value(x)
    return zeros(x._array.shape, dtype or x._array.dtype)


def ones_like(x, dtype=None):
    """Ones with the shape and (unless given) the dtype of x; a constant to every tape."""
    x = _value(x)
    return ones(x._array.shape, dtype or x._array.dtype)


def fill(dims, value, name=None):
    """A Tensor of shape `dims` with the one number `value` everywhere.

    Raises InvalidArgumentError where `dims` is not a list of lengths, or `value` is not a scalar (a
    list of one number will do).
    """
    value = convert_to_tensor(value)
    if np.ndim(dims) > 1:
        raise InvalidArgumentError(f"fill needs a list of lengths, got {dims}")
    if value._array.shape not in ((), (1,)):
        raise InvalidArgumentError(f"fill needs a scalar, got a value of shape {value.shape}")
    return broadcast_to(reshape(value, ()), _shape(dims))


def eye(num_rows, num_columns=None, batch_shape=None, dtype=dtypes.float32, name=None):
    """The identity matrix, of shape [*batch_shape, num_rows, num_columns or num_rows]."""
    rows, columns = _shape([num_rows, num_rows if num_columns is None else num_columns])
    matrix = wrap(np.eye(rows, columns, dtype=dtypes.numpy_dtype(dtype)))
    return broadcast_to(matrix, (*_shape(batch_shape), rows, columns)) if batch_shape else matrix


def range(start, limit=None, delta=1, dtype=None, name="range"):
    """start, start + delta, ... before `limit`; `range(n)` counts from 0.

    The dtype, unless given, is that of the floats among the numbers, if any.

    Raises InvalidArgumentError where the steps do not lead from `start` to `limit`.
    """
    start, limit = (0, start) if limit is None else (start, limit)
    numbers = [convert_to_tensor(n) for n in (start, limit, delta)]
    if any(n.ndim for n in numbers):
        raise InvalidArgumentError("range needs scalars")
    if dtype is None:
        given = [n.dtype for n in numbers]
        assert all(d in _COUNTED for d in given), f"range counts in {_COUNTED}, not in {given}"
        dtype = max(given, key=_COUNTED.index)
    start, limit, delta = (n.numpy() for n in numbers)
    if delta == 0:
        raise InvalidArgumentError("range needs a delta other than 0")
    if not (limit - start) * np.sign(delta) >= 0:
        raise InvalidArgumentError(f"steps of {delta} do not lead from {start} to {limit}")
    return wrap(np.arange(start, limit, delta, dtype=dtypes.numpy_dtype(dtype)))


# What `range` counts in; of several, the last one wins.
_COUNTED = (dtypes.int32, dtypes.int64, dtypes.float16, dtypes.float32, dtypes.float64)


def linspace(start, stop, num, name=None, axis=0):
    """`num` numbers from `start` to `stop`, both included, equally spaced along a new axis.

    Args:
        start, stop: Tensors of one dtype whose shapes broadcast; a tape can follow them.
        axis: where the new axis, of length `num`, goes.

    Returns:
        A Tensor of the dtype of `start`; for integers, float64 (float32 for 8 and 16 bits).

    Raises ValueError where `start` and `stop` are Tensors of different dtypes, TypeError where
    `num` is not an integer, and InvalidArgumentError where it is negative.
    """
    start, num = convert_to_tensor(start), operator.index(num)
    stop = convert_to_tensor(stop, start.dtype)
    if num < 0:
        raise InvalidArgumentError(f"linspace of {num} numbers")
    shape = (start + stop).shape
    (axis,) = _axes(axis, len(shape) + 1)
    longer = (*shape[:axis], 1, *shape[axis:])
    start, stop = (reshape(broadcast_to(end, shape), longer) for end in (start, stop))
    steps = max(num - 1, 1)
    step = (stop - start) / cast(steps, start.dtype)
    start, stop = cast(start, step.dtype), cast(stop, step.dtype)
    counts = cast(np.arange(1, steps), step.dtype)
    counts = reshape(counts, [-1 if i == axis else 1 for i, _ in enumerate(longer)])
    whole = concat([start, start + step * counts, stop], axis)
    return whole[(slice(None),) * axis + (slice(num),)]


def one_hot(indices, depth, on_value=None, off_value=None, axis=None, dtype=None):
    """Rows of `off_value` (0), each with `on_value` (1) at its index; out of range: none.

    Args:
        axis: where the new axis, of length `depth`, goes; by default last.

    Returns:
        A Tensor of the shape of `indices` with an axis of length `depth` added at `axis`.

    Raises:
        InvalidArgumentError: `indices` are not integers.
        TypeError: `depth` is not an integer.
    """
    indices = convert_to_tensor(indices)
    if indices.dtype not in (dtypes.int8, dtypes.uint8, dtypes.int32, dtypes.int64):
        raise InvalidArgumentError(f"one_hot needs integers, got dtype {indices.dtype.name}")
    if operator.index(depth) < 0:
        raise InvalidArgumentError(f"one_hot needs a depth of at least 0, got {depth}")
    given = {convert_to_tensor(v, dtype).dtype for v in (on_value, off_value) if v is not None}
    if len(given) > 1:
        raise TypeError(f"on_value and off_value must have one dtype, got {given}")
    dtype = given.pop() if given else dtype or dtypes.float32
    on = constant(1 if on_value is None else on_value, dtype).numpy()
    off = constant(0 if off_value is None else off_value, dtype).numpy()
    hot = indices.numpy()[..., None] == np.arange(operator.index(depth))
    (axis,) = _axes(-1 if axis is None else axis, hot.ndim)
    return wrap(np.moveaxis(np.where(hot, on, off), -1, axis))


def shape(x, out_type=None):
    """The shape of x as a Tensor of integers, int32 by default."""
    return constant(_value(x).shape, out_type or dtypes.int32)


def size(x, out_type=None):
    """The number of elements of x, as a Tensor of integers, int32 by default."""
    return constant(_value(x)._array.size, out_type or dtypes.int32)


def rank(x):
    """The number of axes of x, as a Tensor of int32."""
    return constant(_value(x)._array.ndim, dtypes.int32)


def _value(x):
    return x if hasattr(x, "_array") else convert_to_tensor(x)
