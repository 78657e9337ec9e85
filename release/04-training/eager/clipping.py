"""Making gradients shorter: by the length of one, or of all of them together."""

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
    """t, made shorter to the length `clip_norm` where it is longer.

    Args:
        t: a Tensor or IndexedSlices.
        axes: the axes along which lengths are measured; None for all of t together.
    """
    values = _values(t)
    squares = reduce_sum(multiply(values, values), axes, keepdims=True)
    # The root has no slope at 0, so where there is no length, that of 1 is taken, and not used.
    length = where(squares > 0, sqrt(where(squares > 0, squares, 1)), squares)
    limit = convert_to_tensor(
        clip_norm, values.dtype if isinstance(clip_norm, (int, float)) else None
    )
    longer = where(length > limit, length, limit)
    return _with_values(t, multiply(values, limit) / longer)


def global_norm(t_list, name=None):
    """The length of all Tensors in `t_list` (None is left out) as if they were one long vector.

    None, as a list without any Tensor has no length to speak of.
    """
    halves = [reduce_sum(square(_values(t))) for t in t_list if t is not None]
    return sqrt(add_n(halves)) if halves else None


def clip_by_global_norm(t_list, clip_norm, use_norm=None, name=None):
    """All of `t_list`, made shorter in one proportion if they are longer than `clip_norm` together.

    Args:
        t_list: a list of Tensors, IndexedSlices and None.
        use_norm: their length together, if it is known.

    Returns:
        (a list like `t_list`, the length before).  Where the length is not finite, all is nan.
    """
    norm = global_norm(t_list) if use_norm is None else convert_to_tensor(use_norm)
    if norm is None:
        return list(t_list), None
    scale = minimum(1.0 / norm, 1.0 / convert_to_tensor(clip_norm, norm.dtype)) * clip_norm
    scale = scale + (norm - norm)  # nan for a length that is not finite
    return [None if t is None else _with_values(t, _values(t) * scale) for t in t_list], norm
