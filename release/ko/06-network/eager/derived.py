"""Functions built from other ops alone, so that none needs its own gradient rule.

The second derivatives of `reduce_prod` are those of calculus.  (TensorFlow's are wrong where a
factor is 0, and 0 rather than None for a product of one factor.)
"""

import math

import numpy as np

from .errors import InvalidArgumentError
from .ops import (
    _axes,
    _ints,
    abs,
    add,
    broadcast_to,
    cast,
    concat,
    convert_to_tensor,
    exp,
    getitem,
    log,
    maximum,
    minimum,
    multiply,
    pow,
    reduce_max,
    reduce_mean,
    reduce_sum,
    reshape,
    rsqrt,
    sqrt,
    square,
    stop_gradient,
    subtract,
    transpose,
    where,
)


def expand_dims(x, axis):
    """x with a new axis of length 1 at `axis`."""
    x = convert_to_tensor(x)
    (axis,) = _axes(axis, x.ndim + 1)
    return reshape(x, (*x.shape[:axis], 1, *x.shape[axis:]))


def squeeze(x, axis=None):
    """x without its axes of length 1, or without those in `axis`, which must have length 1."""
    x = convert_to_tensor(x)
    ones = tuple(i for i, n in enumerate(x.shape) if n == 1)
    axes = _axes(axis, x.ndim) or ones  # [] stands for all, too
    if not set(axes) <= set(ones):
        raise InvalidArgumentError(f"cannot squeeze {axis}: the shape is {x.shape}")
    return reshape(x, tuple(n for i, n in enumerate(x.shape) if i not in axes))


def unstack(value, num=None, axis=0, name="unstack"):
    """The list of the slices of `value` along `axis`, which they lack.

    Args:
        num: how many there are; found out by itself.

    Raises ValueError where `value` has no such axis, or not `num` slices.
    """
    x = convert_to_tensor(value)
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"cannot unstack a value of shape {x.shape} along axis {axis}")
    axis = axis % x.ndim
    if num is not None and num != x.shape[axis]:
        raise ValueError(f"{num} slices of a value of shape {x.shape} along axis {axis}")
    before = (slice(None),) * axis
    return [getitem(x, (*before, i)) for i in range(x.shape[axis])]


def split(value, num_or_size_splits, axis=0, num=None, name="split"):
    """`value` cut along `axis` into that many equal pieces, or into pieces of the lengths listed.

    One of the lengths may be -1: whatever is left.

    Raises InvalidArgumentError where the pieces do not add up, ValueError where their number is a
    Tensor.
    """
    x, sizes = convert_to_tensor(value), num_or_size_splits
    (axis,) = _axes(axis, x.ndim)
    length = x.shape[axis]
    if isinstance(sizes, int):
        if sizes < 1 or length % sizes:
            raise InvalidArgumentError(f"cannot split {length} into {sizes} equal pieces")
        sizes = [length // sizes] * sizes
    elif not np.ndim(sizes):
        raise ValueError("the number of pieces must be a plain int")
    sizes = list(_ints(sizes))
    if sizes.count(-1) == 1:
        sizes[sizes.index(-1)] = length - sum(sizes) - 1
    if min(sizes, default=0) < 0 or sum(sizes) != length:
        raise InvalidArgumentError(f"pieces of lengths {sizes} do not add up to {length}")
    ends = np.cumsum(sizes).tolist()
    before = (slice(None),) * axis
    pairs = zip([0, *ends], ends, strict=False)
    return [getitem(x, (*before, slice(start, end))) for start, end in pairs]


def tile(input, multiples, name=None):
    """`input` repeated multiples[i] times along each axis i."""
    x = convert_to_tensor(input)
    if np.ndim(multiples) != 1 or len(multiples) != x.ndim:
        raise InvalidArgumentError(f"tile needs {x.ndim} multiples, got {multiples}")
    multiples = _ints(multiples)
    apart = [n for length in x.shape for n in (1, length)]
    repeated = [n for pair in zip(multiples, x.shape, strict=True) for n in pair]
    whole = [m * n for m, n in zip(multiples, x.shape, strict=True)]
    return reshape(broadcast_to(reshape(x, apart), repeated), whole)


def reverse(x, axis):
    """x with the order reversed along each of the axes in `axis`."""
    x = convert_to_tensor(x)
    axes = _axes(axis, x.ndim or 1) or ()  # a scalar is the same from both ends
    return getitem(x, tuple(slice(None, None, -1 if i in axes else 1) for i in range(x.ndim)))


def add_n(values):
    """The sum of a list of Tensors, all of the same shape and dtype."""
    if not values:
        raise ValueError("add_n of an empty list")
    total, *rest = map(convert_to_tensor, values)
    for tensor in rest:
        if tensor.shape != total.shape:
            raise InvalidArgumentError(f"add_n of shapes {total.shape} and {tensor.shape}")
        total = add(total, tensor)
    return total


def reduce_prod(x, axis=None, keepdims=False):
    """The product over `axis`, multiplied in pairs, so that its gradient is right at zeros too."""
    x = convert_to_tensor(x)
    if x.dtype.is_bool:
        raise InvalidArgumentError("reduce_prod is not defined for bool: use tf.cast")
    axes = _axes(axis, x.ndim)
    axes = tuple(range(x.ndim)) if axes is None else axes
    kept = tuple(i for i in range(x.ndim) if i not in axes)
    kept_shape = tuple(x.shape[i] for i in kept)
    factors = reshape(transpose(x, axes + kept), (math.prod(x.shape[i] for i in axes), *kept_shape))
    while factors.shape[0] > 1:
        half = factors.shape[0] // 2
        product = multiply(factors[:half], factors[half : 2 * half])
        factors = concat([product, factors[2 * half :]], 0) if factors.shape[0] % 2 else product
    if not factors.shape[0]:
        factors = reduce_sum(factors, axis=0, keepdims=True) + 1  # the product of nothing
    shape = tuple(1 if i in axes else n for i, n in enumerate(x.shape))
    return reshape(factors, shape if keepdims else kept_shape)


def reduce_logsumexp(x, axis=None, keepdims=False):
    """log(reduce_sum(exp(x))) over `axis`, without overflow."""
    x = convert_to_tensor(x)
    top = stop_gradient(reduce_max(x, axis, keepdims=True))
    top = where(np.isfinite(top.numpy()), top, 0)
    result = add(log(reduce_sum(exp(subtract(x, top)), axis, keepdims=True)), top)
    return result if keepdims else reshape(result, reduce_max(x, axis).shape)


def reduce_variance(x, axis=None, keepdims=False):
    """The mean squared distance from the mean, over `axis`; for floats only."""
    x = convert_to_tensor(x)
    mean = reduce_mean(x, axis, keepdims=True)
    if x.dtype.is_integer:
        raise TypeError(f"reduce_variance is for floats, got {x.dtype.name}: use tf.cast")
    return reduce_mean(square(subtract(x, mean)), axis, keepdims)


def reduce_std(x, axis=None, keepdims=False):
    """The standard deviation: the square root of the variance."""
    return sqrt(reduce_variance(x, axis, keepdims))


def clip_by_value(t, clip_value_min, clip_value_max):
    """t, with what is below `clip_value_min` or above `clip_value_max` replaced by that bound.

    Raises ValueError where the bounds would broadcast t to a larger shape.
    """
    t = convert_to_tensor(t)
    clipped = maximum(minimum(t, clip_value_max), clip_value_min)
    t.shape.assert_is_compatible_with(clipped.shape)
    return clipped


def reduce_euclidean_norm(x, axis=None, keepdims=False):
    """The square root of the sum of squares, over `axis`."""
    x = convert_to_tensor(x)
    total = reduce_sum(square(x), axis, keepdims)
    return cast(sqrt(total if x.dtype.is_floating else cast(total, "float64")), x.dtype)


def norm(tensor, ord="euclidean", axis=None, keepdims=None, name=None):
    """The length of vectors: the Euclidean one, the square root of the sum of squares.

    Args:
        ord: "euclidean" (or 2), 1, np.inf or any other positive number p, for the p-norm; "fro"
            with two axes.
        axis: an int, two of them for matrices ("fro", "euclidean", 1, np.inf), None for everything.

    Raises ValueError for another `ord`, or an axis that is named twice.
    """
    x, keepdims = convert_to_tensor(tensor), bool(keepdims)
    axis = list(axis) if isinstance(axis, tuple) else axis
    if x.dtype.is_bool:
        raise TypeError("norm is not defined for bool: use tf.cast")
    of_matrices = isinstance(axis, list) and len(axis) == 2
    if isinstance(axis, list) and (len(axis) > 2 or len(set(axis)) != len(axis)):
        raise ValueError(f"norm takes one axis or two different ones, got {axis}")
    if ord == "euclidean" or (ord == "fro" and of_matrices) or (ord == 2 and not of_matrices):
        return sqrt(reduce_sum(multiply(x, x), axis, keepdims))
    if isinstance(ord, str) or ord <= 0 or (of_matrices and ord not in (1, np.inf)):
        raise ValueError(f"norm does not know the ord {ord!r} for the axis {axis}")
    if of_matrices:  # the largest sum of the elements of one column, or of one row
        rows, columns = axis
        sums = reduce_sum(abs(x), rows if ord == 1 else columns, keepdims=True)
        return reduce_max(sums, axis, keepdims)
    if ord == np.inf:
        return reduce_max(abs(x), axis, keepdims)
    if ord == 1:
        return reduce_sum(abs(x), axis, keepdims)
    return pow(reduce_sum(pow(abs(x), ord), axis, keepdims), 1.0 / ord)


def l2_normalize(x, axis=None, epsilon=1e-12):
    """x scaled to length 1 along `axis`, where its squared length is above `epsilon`."""
    x = convert_to_tensor(x)
    return multiply(x, rsqrt(maximum(reduce_sum(square(x), axis, keepdims=True), epsilon)))
