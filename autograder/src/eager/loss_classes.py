"""Losses as objects, to be called with what is true and what was predicted, in this order.

The arithmetic is that of Keras 3.
"""

from .derived import clip_by_value, expand_dims, squeeze
from .nn import (
    sigmoid_cross_entropy_with_logits,
)
from .ops import (
    abs,
    cast,
    log,
    multiply,
    negative,
    reduce_mean,
    reduce_sum,
    square,
    subtract,
    where,
)

_TINY = 1e-7  # probabilities stay this far from 0 and 1


class Loss:
    """What all losses share: one number for each example, and how these become one.

    Args:
        reduction: "sum_over_batch_size" (their mean), "sum", "mean", or "none" (as they are).

    Raises ValueError for another reduction.
    """

    def __init__(self, reduction="sum_over_batch_size", name=None, dtype=None):
        if reduction not in ("sum_over_batch_size", "sum", "mean", "none", None):
            raise ValueError(f"unknown reduction: {reduction!r}")
        self.reduction, self.dtype = reduction, dtype or "float32"
        self.name = name or type(self).__name__

    def __call__(self, y_true, y_pred, sample_weight=None):
        """The loss of the predictions `y_pred`.

        Args:
            y_true, y_pred: Tensors of shape [examples, ...].
            sample_weight: how much each example counts, if not all count alike.

        [n] and [n, 1] mean the same examples: both are taken for [n, 1], and not broadcast.
        """
        y_true, y_pred = _of_one_rank(cast(y_true, self.dtype), cast(y_pred, self.dtype))
        losses = self.call(y_true, y_pred)
        if sample_weight is not None:
            losses = multiply(*_of_one_rank(losses, cast(sample_weight, self.dtype)))
        if self.reduction in ("none", None):
            return losses
        if self.reduction == "sum":
            return reduce_sum(losses)
        return reduce_mean(losses)

    def call(self, y_true, y_pred):
        """The loss of each example."""
        raise NotImplementedError


class MeanSquaredError(Loss):
    """The mean of the squared differences."""

    def call(self, y_true, y_pred):
        return reduce_mean(square(subtract(y_true, y_pred)), axis=-1)


class MeanAbsoluteError(Loss):
    """The mean of the absolute differences."""

    def call(self, y_true, y_pred):
        return reduce_mean(abs(subtract(y_true, y_pred)), axis=-1)


class Huber(Loss):
    """Half the squared difference where it is less than `delta`, and a straight line beyond."""

    def __init__(self, delta=1.0, **options):
        super().__init__(**options)
        self.delta = delta

    def call(self, y_true, y_pred):
        distance = abs(subtract(y_true, y_pred))
        curve, line = 0.5 * square(distance), self.delta * (distance - 0.5 * self.delta)
        return reduce_mean(where(distance <= self.delta, curve, line), axis=-1)


class _CrossEntropy(Loss):
    """What the cross entropies share.

    Args:
        from_logits: whether predictions are logits; else they are probabilities.
        label_smoothing: the share of each label that is spread evenly over all classes.
    """

    def __init__(self, from_logits=False, label_smoothing=0.0, axis=-1, **options):
        super().__init__(**options)
        self.from_logits, self.label_smoothing, self.axis = from_logits, label_smoothing, axis


class BinaryCrossentropy(_CrossEntropy):
    """How badly probabilities predict what is either 0 or 1."""

    def call(self, y_true, y_pred):
        _check_shapes(y_true.shape, y_pred.shape)
        y = y_true * (1.0 - self.label_smoothing) + 0.5 * self.label_smoothing
        if self.from_logits:
            return reduce_mean(sigmoid_cross_entropy_with_logits(y, y_pred), axis=self.axis)
        p = clip_by_value(y_pred, _TINY, 1.0 - _TINY)
        return reduce_mean(negative(y * log(p) + (1.0 - y) * log(1.0 - p)), axis=self.axis)


def _of_one_rank(a, b):
    """Both with as many axes, where one has an axis of length 1 more at its end."""
    if a.ndim == b.ndim + 1 and a.shape[-1] == 1:
        return (a, expand_dims(b, -1)) if b.ndim == 1 else (squeeze(a, -1), b)
    if b.ndim == a.ndim + 1 and b.shape[-1] == 1:
        return (expand_dims(a, -1), b) if a.ndim == 1 else (a, squeeze(b, -1))
    return a, b


def _check_shapes(labels, predictions):
    if labels != predictions:
        raise ValueError(f"labels of shape {labels} do not fit predictions of shape {predictions}")
