"""Losses: one number that says how far predictions are from what was desired.

The two shapes must match exactly.  Predictions of shape [n, 1] and targets of shape [n] would
broadcast to all n * n pairs, whose mean is a plausible, wrong number.
"""

from .errors import InvalidArgumentError
from .loss_classes import (  # noqa: F401
    BinaryCrossentropy,
    Huber,
    Loss,
    MeanAbsoluteError,
    MeanSquaredError,
)
from .ops import _pair, abs, reduce_mean, square, subtract


def mean_squared_error(predicted, desired):
    """The mean of (predicted - desired)**2, a scalar Tensor.

    Args:
        predicted, desired: Tensors of the same shape and dtype.

    Raises:
        InvalidArgumentError: the shapes differ, even where they would broadcast.
    """
    return reduce_mean(square(_difference(predicted, desired)))


def mean_absolute_error(predicted, desired):
    """The mean of |predicted - desired|, a scalar Tensor; raises as mean_squared_error does."""
    return reduce_mean(abs(_difference(predicted, desired)))


def _difference(predicted, desired):
    predicted, desired = _pair("subtract", predicted, desired)
    if predicted._array.shape != desired._array.shape:
        raise InvalidArgumentError(
            f"a loss compares values of one shape, got predictions of shape {predicted.shape} "
            f"and targets of shape {desired.shape}: use tf.reshape on one of them"
        )
    return subtract(predicted, desired)
