"""Shortening gradients that are too long, each by itself or all together."""

from .derived import add_n
from .indexed_slices import IndexedSlices
from .ops import convert_to_tensor, minimum, multiply, reduce_sum, sqrt, square, where


def _with_values(t, values):
    """`values` as IndexedSlices, if t is of that kind."""
    return (
        IndexedSlices(values, t.indices, t.dense_shape) if isinstance(t, IndexedSlices) else values
    )


def _values(t):
    return convert_to_tensor(t.values if isinstance(t, IndexedSlices) else t)


def clip_by_norm(t, clip_norm, axes=None, name=None):
    """t, shortened to the length `clip_norm` if it is longer.

    Args:
        t: a Tensor or IndexedSlices.
        axes: the axes along which lengths are measured; None for all of t together.
    """
    values = _values(t)
    squares = reduce_sum(multiply(values, values), axes, keepdims=True)
    # The root has no slope at 0, so there the root of 1 is taken, and not used.
    length = where(squares > 0, sqrt(where(squares > 0, squares, 1)), squares)
    limit = convert_to_tensor(
        clip_norm, values.dtype if isinstance(clip_norm, (int, float)) else None
    )
    limit = where(limit > 0, limit, 0)
    longer = where(length > limit, length, limit)
    return _with_values(t, multiply(values, limit) / longer)


def global_norm(t_list, name=None):
    """The length of all Tensors in `t_list` as if they were one long vector; None is skipped.

    Returns None if the list has no Tensor.
    """
    squares = [reduce_sum(square(_values(t))) for t in t_list if t is not None]
    return sqrt(add_n(squares)) if squares else None


def clip_by_global_norm(t_list, clip_norm, use_norm=None, name=None):
    """All of `t_list`, shortened in one proportion if together they are longer than `clip_norm`.

    Args:
        t_list: a list of Tensors, IndexedSlices and None.
        use_norm: their `global_norm`, if it is already known.

    Returns:
        (a list like `t_list`, their length before).  If that is not finite, all elements are nan.
    """
    norm = global_norm(t_list) if use_norm is None else convert_to_tensor(use_norm)
    if norm is None:
        return list(t_list), None
    scale = minimum(1.0 / norm, 1.0 / convert_to_tensor(clip_norm, norm.dtype)) * clip_norm
    scale = scale + (norm - norm)  # nan for a length that is not finite
    return [None if t is None else _with_values(t, _values(t) * scale) for t in t_list], norm
