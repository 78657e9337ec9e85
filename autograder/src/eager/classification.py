"""What tells classes apart: cross entropies of softmax(logits), in `tf.nn` and `tf.losses`.

They live here, apart from `nn` and `losses`, since students build one of them.  The gradient of
`softmax_cross_entropy_with_logits` is right whatever the labels are.  (TensorFlow's assumes that
the labels of a row add up to 1.)
"""

from . import losses, nn
from .creation import one_hot
from .derived import clip_by_value
from .errors import InvalidArgumentError
from .loss_classes import _TINY, Loss, _check_shapes, _CrossEntropy
from .ops import (
    _one_axis,
    cast,
    convert_to_tensor,
    log,
    log_softmax,
    multiply,
    negative,
    reduce_mean,
    reduce_sum,
)


def softmax_cross_entropy_with_logits(labels, logits, axis=-1, name=None):
    """How badly softmax(logits) predicts `labels`, for each row.

    Args:
        labels: Tensor of shape [..., classes]: probabilities, such as one-hot rows.  They are cast
            to the dtype of the logits, and broadcast to their shape.
        logits: Tensor of floats of shape [..., classes].
        axis: where the classes are.

    Returns:
        A Tensor of shape [...].
    """
    x = convert_to_tensor(logits)
    axis = _one_axis(axis, x.ndim)
    precise = _precise(x)
    labels = cast(labels, precise.dtype)
    losses = negative(reduce_sum(multiply(log_softmax(precise, axis), labels), axis=axis))
    return cast(losses, x.dtype)


def _precise(logits):
    """The logits in the dtype to compute in: float16 is too coarse for sums of exponentials."""
    return cast(logits, "float32") if logits.dtype == "float16" else logits


def sparse_softmax_cross_entropy_with_logits(labels, logits, name=None):
    """softmax_cross_entropy_with_logits with integer `labels` of shape [...], each a class.

    Raises:
        ValueError: the labels have another shape than the logits without their last axis.
        InvalidArgumentError: a label is not a class, or the logits are not floats.
    """
    logits, labels = convert_to_tensor(logits), convert_to_tensor(labels)
    if not logits.ndim or labels.shape != logits.shape[:-1]:
        raise ValueError(f"labels of shape {labels.shape} for logits of shape {logits.shape}")
    classes = logits.shape[-1]
    if not logits.dtype.is_floating or not labels.dtype.is_integer:
        raise InvalidArgumentError(f"labels {labels.dtype.name} for logits {logits.dtype.name}")
    outside = (labels._array < 0) | (labels._array >= classes)
    if outside.any():
        raise InvalidArgumentError(f"labels must be in [0, {classes}), got {labels}")
    return softmax_cross_entropy_with_logits(one_hot(labels, classes, dtype=logits.dtype), logits)


def cross_entropy(labels, logits):
    """The mean of sparse_softmax_cross_entropy_with_logits over a batch, a scalar Tensor.

    Args:
        labels: ints of shape [n], each a class.
        logits: Tensor of floats of shape [n, classes].

    Raises as sparse_softmax_cross_entropy_with_logits does.
    """
    return reduce_mean(sparse_softmax_cross_entropy_with_logits(labels, logits))


class CategoricalCrossentropy(_CrossEntropy):
    """How badly probabilities of classes predict one-hot labels."""

    def call(self, y_true, y_pred):
        _check_shapes(y_true.shape, y_pred.shape)
        smoothing = self.label_smoothing
        y = y_true * (1.0 - smoothing) + smoothing / y_true.shape[self.axis]
        if self.from_logits:
            return softmax_cross_entropy_with_logits(y, y_pred, self.axis)
        return negative(reduce_sum(y * log(_probabilities(y_pred, self.axis)), axis=self.axis))


class SparseCategoricalCrossentropy(Loss):
    """CategoricalCrossentropy with integer labels, each a class."""

    def __init__(self, from_logits=False, **options):
        super().__init__(**options)
        self.from_logits = from_logits

    def call(self, y_true, y_pred):
        labels = cast(y_true, "int64")
        if labels.shape == (*y_pred.shape[:-1], 1):
            labels = labels[..., 0]
        _check_shapes(labels.shape, y_pred.shape[:-1])
        if self.from_logits:
            return sparse_softmax_cross_entropy_with_logits(labels, y_pred)
        y = one_hot(labels, y_pred.shape[-1], dtype=y_pred.dtype)
        return negative(reduce_sum(y * log(_probabilities(y_pred, -1)), axis=-1))


def _probabilities(y_pred, axis):
    """Predictions, scaled to add up to 1, and kept away from 0 and 1."""
    p = y_pred / reduce_sum(y_pred, axis, keepdims=True)
    return clip_by_value(p, _TINY, 1.0 - _TINY)


_IN_NN = ("softmax_cross_entropy_with_logits", "sparse_softmax_cross_entropy_with_logits")
_IN_LOSSES = ("CategoricalCrossentropy", "SparseCategoricalCrossentropy")
vars(nn).update({name: globals()[name] for name in _IN_NN})
vars(losses).update({name: globals()[name] for name in _IN_LOSSES})
nn.__all__ += _IN_NN
