"""The names of `tf.nn`: what neural networks are made of.

`leaky_relu` takes `alpha` in the dtype of its argument.  (TensorFlow rounds it to float32 first,
so for float64 its 0.2 is 0.20000000298.)  The cross entropies of classes come from
`classification`.
"""

import math
from typing import NamedTuple

from .arrays import gather, top_k
from .clipping import clip_by_norm
from .counting import in_top_k, zero_fraction
from .derived import l2_normalize, squeeze
from .elementwise import erf
from .errors import InvalidArgumentError
from .ops import (
    _unary,
    abs,
    add,
    concat,
    convert_to_tensor,
    exp,
    leaky_relu,
    log1p,
    log_softmax,
    multiply,
    negative,
    reduce_mean,
    reduce_sum,
    relu,
    sigmoid,
    softmax,
    softplus,
    square,
    squared_difference,
    stop_gradient,
    tanh,
    where,
)
from .random import uniform
from .scope import missing_from
from .signatures import attach
from .tensor import Tensor

__all__ = [
    "bias_add",
    "crelu",
    "dropout",
    "elu",
    "embedding_lookup",
    "gelu",
    "in_top_k",
    "l2_loss",
    "l2_normalize",
    "leaky_relu",
    "log_softmax",
    "moments",
    "relu",
    "relu6",
    "selu",
    "sigmoid",
    "sigmoid_cross_entropy_with_logits",
    "silu",
    "softmax",
    "softplus",
    "softsign",
    "swish",
    "tanh",
    "top_k",
    "weighted_cross_entropy_with_logits",
    "zero_fraction",
]

softsign = _unary("softsign", "x / (1 + |x|), between -1 and 1.")
relu6 = _unary("relu6", "x where it is between 0 and 6, else the nearer of the two.")
elu = _unary("elu", "x where it is positive, else exp(x) - 1.")
selu = _unary("selu", "elu, scaled so that mean 0 and variance 1 are kept through many layers.")


def silu(features, beta=1.0):
    """x * sigmoid(beta * x), also known as swish."""
    x = convert_to_tensor(features)
    return multiply(x, sigmoid(multiply(x, beta) if x.dtype.is_floating else x))


swish = silu


def gelu(features, approximate=False, name=None):
    """x times the probability that a standard normal number is smaller than x.

    Args:
        approximate: whether to use a formula with tanh, which is nearly the same.

    Raises ValueError where the features are not floats.
    """
    x = convert_to_tensor(features)
    if not x.dtype.is_floating:
        raise ValueError(f"gelu is for floats, got {x.dtype.name}")
    if approximate:
        return 0.5 * x * (1.0 + tanh((2 / math.pi) ** 0.5 * (x + 0.044715 * x * x * x)))
    return 0.5 * x * (1.0 + erf(x / 2**0.5))


def crelu(features, axis=-1, name=None):
    """relu of the features and of their negatives, side by side along `axis`."""
    x = convert_to_tensor(features)
    return relu(concat([x, negative(x)], axis))


def bias_add(value, bias, data_format=None, name=None):
    """`value` plus the vector `bias` along its last axis."""
    x, bias = convert_to_tensor(value), convert_to_tensor(bias)
    if bias.ndim != 1 or x.ndim < 2 or x.shape[-1] != bias.shape[0]:
        raise InvalidArgumentError(f"a bias of shape {bias.shape} for a value of {x.shape}")
    return add(x, bias)


def dropout(x, rate, noise_shape=None, seed=None, name=None):
    """x with a share `rate` of its elements, drawn at random, set to 0, and the rest scaled up.

    Raises ValueError where `rate` is not in [0, 1).
    """
    x = convert_to_tensor(x)
    if not 0 <= rate < 1:
        raise ValueError(f"the rate of a dropout is in [0, 1), got {rate}")
    if rate == 0:
        return x
    kept = uniform(noise_shape or x.shape, seed=seed, dtype=x.dtype) >= rate
    return where(kept, x / (1.0 - rate), 0.0)


class Moments(NamedTuple):
    """What `moments` gives."""

    mean: Tensor
    variance: Tensor


def moments(x, axes, shift=None, keepdims=False, name=None):
    """The mean of x and the mean squared distance from it, over `axes`."""
    x = convert_to_tensor(x)
    mean = reduce_mean(x, axes, keepdims=True)
    variance = reduce_mean(squared_difference(x, stop_gradient(mean)), axes, keepdims=keepdims)
    return Moments(mean if keepdims else squeeze(mean, axes), variance)


def embedding_lookup(params, ids, max_norm=None):
    """The rows of the table `params` (a Tensor or Variable of shape [n, ...]) at `ids`.

    Args:
        max_norm: if given, the length to which longer rows are cut.

    Returns a Tensor of the shape of `ids` followed by that of a row; see `tf.gather`.
    """
    rows = gather(params, ids)
    if max_norm is None:
        return rows
    return clip_by_norm(rows, max_norm, axes=list(range(convert_to_tensor(ids).ndim, rows.ndim)))


def l2_loss(t, name=None):
    """Half the sum of the squares of t, a scalar."""
    x = convert_to_tensor(t)
    if not x.dtype.is_floating:
        raise InvalidArgumentError(f"l2_loss is for floats, got {x.dtype.name}")
    return multiply(reduce_sum(square(x)), 0.5)


def sigmoid_cross_entropy_with_logits(labels=None, logits=None, name=None):
    """How badly sigmoid(logits) predicts `labels` (each from 0 to 1), elementwise.

    Raises ValueError where the labels have another shape, InvalidArgumentError where they have
    another dtype.
    """
    x, labels = convert_to_tensor(logits), convert_to_tensor(labels)
    _check_same_shape(x, labels)
    if x.dtype != labels.dtype or x.dtype.is_bool:
        raise InvalidArgumentError(f"labels {labels.dtype.name} for logits {x.dtype.name}")
    # -x * labels + log(1 + exp(x)), in a way that does not overflow
    positive = x >= 0
    size = where(positive, negative(x), x)
    return add(where(positive, x, 0) - multiply(x, labels), log1p(exp(size)))


def weighted_cross_entropy_with_logits(labels, logits, pos_weight, name=None):
    """sigmoid_cross_entropy_with_logits, where a label of 1 counts `pos_weight` times."""
    x, labels = convert_to_tensor(logits), convert_to_tensor(labels)
    _check_same_shape(x, labels)
    weight = 1 + (pos_weight - 1) * labels
    return (1 - labels) * x + weight * (log1p(exp(negative(abs(x)))) + relu(negative(x)))


def _check_same_shape(logits, labels):
    if logits.shape != labels.shape:
        raise ValueError(f"labels of shape {labels.shape} for logits of shape {logits.shape}")


attach(globals())
__getattr__ = missing_from("nn")
