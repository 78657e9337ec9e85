"""Functions that pick, place, order and count elements; each is made of other ops."""

import builtins
import math
from typing import NamedTuple

import numpy as np

from . import dtypes, ops
from .creation import zeros_like
from .errors import InvalidArgumentError
from .kernels import check_indices
from .ops import (
    _axes,
    _follow,
    _ints,
    _one_axis,
    apply,
    broadcast_to,
    cast,
    concat,
    convert_to_tensor,
    getitem,
    matmul,
    not_equal,
    place,
    reduce_sum,
    reshape,
    transpose,
    unsorted_segment_sum,
)
from .places import flat_places
from .tensor import Tensor, constant, wrap


def slice(input_, begin, size, name=None):
    """The part of `input_` that starts at `begin` and has the shape `size` (-1: up to the end).

    Raises InvalidArgumentError where the part does not lie within `input_`.
    """
    x, begin, size = convert_to_tensor(input_), _ints(begin), _ints(size)
    if not len(begin) == len(size) == x.ndim:
        raise InvalidArgumentError(f"slice needs {x.ndim} starts and sizes, got {begin} and {size}")
    ends = [n if m == -1 else b + m for b, m, n in zip(begin, size, x.shape, strict=True)]
    if not all(0 <= b <= e <= n for b, e, n in zip(begin, ends, x.shape, strict=True)):
        raise InvalidArgumentError(f"slice at {begin} of size {size} of a value of {x.shape}")
    return getitem(x, tuple(builtins.slice(b, e) for b, e in zip(begin, ends, strict=True)))


def pad(tensor, paddings, mode="CONSTANT", constant_values=0, name=None):
    """`tensor` with more elements before and after along each axis.

    Args:
        paddings: of shape [axes, 2]: how many come before and after, along each axis.
        mode: "CONSTANT" (`constant_values`), "REFLECT" (mirrored without the edge) or
            "SYMMETRIC" (mirrored with it).

    Raises ValueError for another mode, InvalidArgumentError where the paddings do not fit.
    """
    x = convert_to_tensor(tensor)
    paddings = np.asarray(convert_to_tensor(paddings))
    if paddings.shape != (x.ndim, 2) or (paddings < 0).any():
        raise InvalidArgumentError(f"pad needs {x.ndim} pairs of counts, got {paddings.tolist()}")
    mode = mode.upper()
    if mode == "CONSTANT":
        shape = [n + before + after for n, (before, after) in zip(x.shape, paddings, strict=True)]
        inside = tuple(
            builtins.slice(before, before + n)
            for n, (before, _) in zip(x.shape, paddings, strict=True)
        )
        padded = place(x, tuple(shape), inside)
        if not np.any(constant_values):
            return padded
        outside = np.ones(shape, bool)
        outside[inside] = False
        return padded + cast(outside, x.dtype) * _follow(constant_values, x._array.dtype)
    if mode not in ("REFLECT", "SYMMETRIC"):
        raise ValueError(f"unknown mode of padding: {mode!r}")
    x = _dense(x)
    for axis, pair in enumerate(paddings.tolist()):
        if max(pair) > x.shape[axis] - (mode == "REFLECT"):
            raise InvalidArgumentError(f"{mode} of {pair} is too much for a length {x.shape[axis]}")
        places = np.pad(np.arange(x.shape[axis]), pair, mode=mode.lower())
        x = gather(x, places, axis=axis)
    return x


def repeat(input, repeats, axis=None, name=None):
    """Each element along `axis` several times in a row (None: of `input` laid out flat).

    Args:
        repeats: how often, an int or one for each element.
    """
    x = _dense(convert_to_tensor(input))
    if axis is None:
        x, axis = reshape(x, [-1]), 0
    axis = _one_axis(axis, x.ndim)
    counts = np.broadcast_to(np.asarray(convert_to_tensor(repeats)), (x.shape[axis],))
    return gather(x, np.repeat(np.arange(x.shape[axis]), counts), axis=axis)


def roll(input, shift, axis, name=None):
    """The elements moved `shift` places along `axis` (or several); the last become the first."""
    x = _dense(convert_to_tensor(input))
    shifts, axes = np.atleast_1d(np.asarray(shift)), np.atleast_1d(np.asarray(axis))
    for by, along in zip(_ints(shifts), axes.tolist(), strict=True):
        along = _one_axis(along, x.ndim)
        x = gather(x, np.roll(np.arange(x.shape[along]), by), axis=along)
    return x


def _dense(x):
    """x, with a dense gradient even if it is only looked up in."""
    return reshape(x, x._array.shape)


def meshgrid(*args, indexing="xy", name=None):
    """For each of the vectors, a grid that holds its numbers along its own axis.

    Args:
        indexing: "xy" (the first vector runs along the second axis) or "ij" (in order).

    Raises ValueError for another `indexing`.
    """
    if indexing not in ("xy", "ij"):
        raise ValueError(f"indexing must be 'xy' or 'ij', got {indexing!r}")
    vectors = [reshape(x, [-1]) for x in args]
    order = list(range(len(vectors)))
    if indexing == "xy" and len(vectors) > 1:
        order[:2] = 1, 0
    shape = [vectors[i].shape[0] for i in order]
    return [
        broadcast_to(reshape(x, [-1 if i == j else 1 for j in order]), shape)
        for i, x in enumerate(vectors)
    ]


def argsort(values, axis=-1, direction="ASCENDING", stable=False, name=None):
    """The int32 places of the elements along `axis`, sorted by the elements; ties keep their order.

    Raises ValueError where `direction` is neither "ASCENDING" nor "DESCENDING".
    """
    x = convert_to_tensor(values)
    if direction not in ("ASCENDING", "DESCENDING"):
        raise ValueError(f"direction must be ASCENDING or DESCENDING, got {direction!r}")
    axis = _one_axis(axis, x.ndim)
    array = x._array
    if x.dtype.is_bool:
        raise InvalidArgumentError("bools have no order: use tf.cast")
    if x.dtype.is_floating:
        array = np.where(np.isnan(array), -np.inf, array)  # nan comes before all others
    if direction == "ASCENDING":
        return constant(np.argsort(array, axis, kind="stable"), dtypes.int32)
    # From the end, so that ties are in order again once everything is turned around.
    backwards = np.argsort(np.flip(array, axis), axis, kind="stable")
    return constant(array.shape[axis] - 1 - np.flip(backwards, axis), dtypes.int32)


def sort(values, axis=-1, direction="ASCENDING", name=None):
    """The elements in the order of their size along `axis`; raises as `argsort` does."""
    x = convert_to_tensor(values)
    axis = _one_axis(axis, x.ndim)
    return _along(x, np.asarray(argsort(x, axis, direction)), axis)


def top_k(input, k=1, sorted=True, index_type=dtypes.int32, name=None):
    """The k largest elements along the last axis and their places, (values, indices)."""
    x = convert_to_tensor(input)
    if not x.ndim or not 0 <= k <= x.shape[-1]:
        raise InvalidArgumentError(f"top_k of {k} of a value of shape {x.shape}")
    places = np.asarray(argsort(x, -1, "DESCENDING"))[..., :k]
    return TopK(_along(x, places, x.ndim - 1), constant(places, index_type))


class TopK(NamedTuple):
    """What `top_k` gives."""

    values: Tensor
    indices: Tensor


def _along(x, places, axis):
    """The elements of x at `places` (an array of x's shape but for `axis`) along `axis`."""
    grid = list(np.indices(places.shape, sparse=True))
    grid[axis] = places
    flat = np.ravel_multi_index(np.broadcast_arrays(*grid), x.shape)
    return gather(reshape(x, [-1]), flat)


def unique(x, out_idx=dtypes.int32, name=None):
    """The distinct elements of the vector x, in the order in which they first occur.

    Returns (y, idx): these elements, and for each element of x its place in y.
    """
    array = convert_to_tensor(x)._array
    if array.ndim != 1:
        raise InvalidArgumentError(f"unique needs a vector, got a value of shape {array.shape}")
    _, first, inverse = np.unique(array, return_index=True, return_inverse=True)
    order = np.argsort(first)
    return Unique(wrap(array[first[order]]), constant(np.argsort(order)[inverse], out_idx))


class Unique(NamedTuple):
    """What `unique` gives."""

    y: Tensor
    idx: Tensor


def count_nonzero(input, axis=None, keepdims=None, dtype=dtypes.int64, name=None):
    """How many elements are not 0, over `axis`."""
    x = convert_to_tensor(input)
    return reduce_sum(cast(not_equal(x, zeros_like(x)), dtype), axis, keepdims)


def gather(params, indices, axis=None, batch_dims=0):
    """The slices of `params` at `indices` along `axis`, as `ops.gather`, and in batches.

    Args:
        axis: the axis to look up along; by default the first after the batches.
        batch_dims: how many axes `params` and `indices` share at the start, a batch each.
    """
    if not batch_dims:
        return ops.gather(params, indices, 0 if axis is None else axis)
    x, places = convert_to_tensor(params), convert_to_tensor(indices)._array
    shape, count = x._array.shape, batch_dims % (places.ndim or 1)
    axis = count if axis is None else _one_axis(axis, x.ndim)
    if shape[:count] != places.shape[:count] or not count <= axis < x.ndim:
        raise InvalidArgumentError(
            f"gather of {places.shape} from {shape} along axis {axis}, in {batch_dims} batches"
        )
    check_indices(places, shape[axis])
    # Look up in one row of all elements, at places that are worked out batch by batch.
    flat = np.arange(math.prod(shape)).reshape(math.prod(shape[:count]), *shape[count:])
    places = places.reshape(len(flat), *places.shape[count:])
    found = [np.take(rows, here, axis - count) for rows, here in zip(flat, places, strict=True)]
    inner = np.shape(found[0]) if found else ()
    return ops.gather(reshape(x, [-1]), np.array(found, int).reshape(shape[:count] + inner))


def gather_nd(params, indices, batch_dims=0, name=None):
    """The elements (or slices) of `params` at `indices`, whose last axis holds places in it.

    Args:
        indices: integers of shape [..., k], each k of them a place in the first k axes.
        batch_dims: how many axes `params` and `indices` share at the start, a batch each.

    Returns:
        A Tensor of shape [..., *params.shape[k:]].

    Raises InvalidArgumentError for a place that `params` does not have.
    """
    x, places = convert_to_tensor(params), convert_to_tensor(indices)._array
    shape = x._array.shape
    if places.ndim == 2 and places.shape[-1] == 1 and not batch_dims:
        return gather(x, places[:, 0])
    if batch_dims:
        batch = np.indices(places.shape[:-1], dtype=places.dtype)[:batch_dims]
        places = np.concatenate([np.moveaxis(batch, 0, -1), places], -1)
    flat, depth = flat_places(places, shape)
    return gather(reshape(x, (math.prod(shape[:depth]), *shape[depth:])), flat)


def scatter_nd(indices, updates, shape, name=None):
    """Zeros of `shape`, with `updates` added at `indices`; the reverse of `gather_nd`."""
    places, updates, shape = (
        convert_to_tensor(indices)._array,
        convert_to_tensor(updates),
        _ints(shape),
    )
    flat, depth = _places_of_updates(places, updates, shape)
    rows = unsorted_segment_sum(updates, flat, math.prod(shape[:depth]))
    return reshape(rows, shape)


def _places_of_updates(places, updates, shape):
    """As `flat_places`; raises InvalidArgumentError unless the updates fit there."""
    flat, depth = flat_places(places, shape)
    if updates.shape != (*flat.shape, *shape[depth:]):
        raise InvalidArgumentError(
            f"updates of shape {updates.shape} at {flat.shape} places of a value of shape {shape}"
        )
    return flat, depth


def tensor_scatter_nd_add(tensor, indices, updates, name=None):
    """`tensor` with `updates` added at `indices`, which are places as in `gather_nd`."""
    x = convert_to_tensor(tensor)
    return x + scatter_nd(indices, updates, x.shape)


def tensor_scatter_nd_sub(tensor, indices, updates, name=None):
    """`tensor` with `updates` subtracted at `indices`, which are places as in `gather_nd`."""
    x = convert_to_tensor(tensor)
    return x - scatter_nd(indices, updates, x.shape)


def tensor_scatter_nd_update(tensor, indices, updates, name=None):
    """`tensor` with `updates` in the places `indices`; of a place given twice, the last holds."""
    x, updates = convert_to_tensor(tensor), convert_to_tensor(updates)
    places = convert_to_tensor(indices)._array
    flat, depth = _places_of_updates(places, updates, x._array.shape)
    last = np.full(math.prod(x.shape[:depth]), -1)
    last[flat.ravel()] = np.arange(flat.size)
    rows = reshape(updates, (flat.size, *x.shape[depth:]))
    kept = reshape(x, (last.size, *x.shape[depth:]))
    both = concat([kept, rows], 0)
    order = np.where(last < 0, np.arange(last.size), last.size + last)
    return reshape(gather(both, order), x.shape)


def tensor_scatter_nd_max(tensor, indices, updates, name=None):
    """`tensor`, or the `updates` in the places `indices` where they are larger."""
    return _scattered("segment_max", tensor, indices, updates)


def tensor_scatter_nd_min(tensor, indices, updates, name=None):
    """`tensor`, or the `updates` in the places `indices` where they are smaller."""
    return _scattered("segment_min", tensor, indices, updates)


def _scattered(op, tensor, indices, updates):
    """Apply an op on segments: one segment a place, of the element and the updates there."""
    x, updates = convert_to_tensor(tensor), convert_to_tensor(updates)
    places = convert_to_tensor(indices)._array
    flat, depth = _places_of_updates(places, updates, x._array.shape)
    count = math.prod(x.shape[:depth])
    rows = [reshape(y, (-1, *x.shape[depth:])) for y in (x, updates)]
    ids = constant(np.concatenate([np.arange(count), flat.ravel()]))
    return reshape(apply(op, concat(rows, 0), ids, count=count), x.shape)


def tensordot(a, b, axes, name=None):
    """The sum of products over pairs of axes of a and b.

    Args:
        axes: how many: the last ones of a with the first ones of b; or two lists of axes.
    """
    a, b = convert_to_tensor(a), convert_to_tensor(b)
    if isinstance(axes, int):
        if axes > min(a.ndim, b.ndim):
            raise ValueError(f"tensordot over {axes} axes of shapes {a.shape} and {b.shape}")
        axes = list(range(a.ndim - axes, a.ndim)), list(range(axes))
    of_a, of_b = (_axes(one, x.ndim) for one, x in zip(axes, (a, b), strict=True))
    rest_a, rest_b = ([i for i in range(x.ndim) if i not in of] for x, of in ((a, of_a), (b, of_b)))
    rows = reshape(transpose(a, (*rest_a, *of_a)), (-1, math.prod(a.shape[i] for i in of_a)))
    columns = reshape(transpose(b, (*of_b, *rest_b)), (math.prod(b.shape[i] for i in of_b), -1))
    shape = [a.shape[i] for i in rest_a] + [b.shape[i] for i in rest_b]
    return reshape(matmul(rows, columns), shape)
