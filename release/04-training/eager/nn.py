"""The names of `tf.nn`: what neural networks are made of.

`leaky_relu` takes `alpha` in the dtype of its argument.  (TensorFlow rounds it to float32 first,
so for float64 its 0.2 is 0.20000000298.)  The gradient of `softmax_cross_entropy_with_logits` is
right whatever the labels are.  (TensorFlow's assumes that the labels of a row add up to 1.)
"""

from .creation import one_hot
from .derived import l2_normalize
from .errors import InvalidArgumentError
from .ops import (
    convert_to_tensor,
    gather,
    leaky_relu,
    log_softmax,
    multiply,
    negative,
    reduce_sum,
    relu,
    sigmoid,
    softmax,
    softplus,
    square,
    subtract,
    tanh,
)

__all__ = [
    "embedding_lookup",
    "l2_loss",
    "l2_normalize",
    "leaky_relu",
    "log_softmax",
    "relu",
    "sigmoid",
    "sigmoid_cross_entropy_with_logits",
    "softmax",
    "softmax_cross_entropy_with_logits",
    "softplus",
    "sparse_softmax_cross_entropy_with_logits",
    "tanh",
]


def embedding_lookup(params, ids):
    """The rows of the table `params` (a Tensor or Variable of shape [n, ...]) at `ids`.

    Returns a Tensor whose shape is that of `ids` followed by that of a row; see `tf.gather`.
    """
    return gather(params, ids)


def l2_loss(x):
    """Half the sum of the squares of x, a scalar."""
    return multiply(reduce_sum(square(x)), 0.5)


def softmax_cross_entropy_with_logits(labels, logits):
    """How badly softmax(logits) predicts `labels`, for each row.

    Args:
        labels: Tensor of shape [..., classes]: probabilities, such as one-hot rows.
        logits: Tensor of the same shape.

    Returns:
        A Tensor of shape [...].
    """
    logits = convert_to_tensor(logits)
    return negative(reduce_sum(multiply(log_softmax(logits), labels), axis=-1))


def sparse_softmax_cross_entropy_with_logits(labels, logits):
    """softmax_cross_entropy_with_logits with integer `labels` of shape [...], each a class.

    Raises InvalidArgumentError for a label that is not a class.
    """
    logits, labels = convert_to_tensor(logits), convert_to_tensor(labels)
    classes = logits.shape[-1]
    outside = (labels._array < 0) | (labels._array >= classes)
    if outside.any():
        raise InvalidArgumentError(f"labels must be in [0, {classes}), got {labels}")
    return softmax_cross_entropy_with_logits(one_hot(labels, classes, dtype=logits.dtype), logits)


def sigmoid_cross_entropy_with_logits(labels, logits):
    """How badly sigmoid(logits) predicts `labels` (each from 0 to 1), elementwise."""
    logits = convert_to_tensor(logits)
    return subtract(softplus(logits), multiply(logits, labels))
