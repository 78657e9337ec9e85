"""Initializers: functions of a shape that give the values a Variable starts with.

    w = tf.Variable(tf.initializers.GlorotUniform()([3, 2]))

The numbers are not TensorFlow's; their distributions are.
"""

import math

from . import creation, dtypes
from .creation import eye, fill
from .ops import cast
from .random import normal, truncated_normal, uniform


class Initializer:
    """What all have in common: called with a shape and a dtype, it gives a Tensor."""

    def __call__(self, shape, dtype=None):
        return self._make(tuple(shape), dtype or dtypes.float32)

    def _make(self, shape, dtype):
        raise NotImplementedError


class Zeros(Initializer):
    """Zeros."""

    def _make(self, shape, dtype):
        return creation.zeros(shape, dtype)


class Ones(Initializer):
    """Ones."""

    def _make(self, shape, dtype):
        return creation.ones(shape, dtype)


class Constant(Initializer):
    """The number `value` everywhere."""

    def __init__(self, value=0.0):
        self.value = value

    def _make(self, shape, dtype):
        return fill(shape, cast(self.value, dtype))


class Identity(Initializer):
    """`gain` times the identity matrix."""

    def __init__(self, gain=1.0):
        self.gain = gain

    def _make(self, shape, dtype):
        rows, columns = shape
        return eye(rows, columns, dtype=dtype) * self.gain


class RandomNormal(Initializer):
    """Numbers from a normal distribution."""

    def __init__(self, mean=0.0, stddev=0.05, seed=None):
        self.mean, self.stddev, self.seed = mean, stddev, seed

    def _make(self, shape, dtype):
        return normal(shape, self.mean, self.stddev, dtype, self.seed)


class TruncatedNormal(RandomNormal):
    """Numbers from a normal distribution, none further than two deviations from the mean."""

    def _make(self, shape, dtype):
        return truncated_normal(shape, self.mean, self.stddev, dtype, self.seed)


class RandomUniform(Initializer):
    """Numbers that are equally likely anywhere between two bounds."""

    def __init__(self, minval=-0.05, maxval=0.05, seed=None):
        self.minval, self.maxval, self.seed = minval, maxval, seed

    def _make(self, shape, dtype):
        return uniform(shape, self.minval, self.maxval, dtype, self.seed)


class VarianceScaling(Initializer):
    """Numbers whose variance is `scale` over the number of inputs (or outputs) of a layer.

    A layer whose weights start this way passes on values of about the size of those it gets.

    Args:
        mode: "fan_in", "fan_out" or "fan_avg": what the variance is divided by.
        distribution: "truncated_normal", "untruncated_normal" or "uniform".

    Raises ValueError for another mode or distribution, or a scale that is not positive.
    """

    def __init__(self, scale=1.0, mode="fan_in", distribution="truncated_normal", seed=None):
        if scale <= 0:
            raise ValueError(f"scale must be positive, got {scale}")
        if mode not in ("fan_in", "fan_out", "fan_avg"):
            raise ValueError(f"mode must be fan_in, fan_out or fan_avg, got {mode!r}")
        if distribution not in ("truncated_normal", "untruncated_normal", "uniform"):
            raise ValueError(f"unknown distribution: {distribution!r}")
        self.scale, self.mode, self.distribution, self.seed = scale, mode, distribution, seed

    def _make(self, shape, dtype):
        fan_in, fan_out = _fans(shape)
        fans = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}
        variance = self.scale / max(1.0, fans[self.mode])
        if self.distribution == "uniform":
            bound = math.sqrt(3 * variance)
            return uniform(shape, -bound, bound, dtype, self.seed)
        if self.distribution == "untruncated_normal":
            return normal(shape, 0.0, math.sqrt(variance), dtype, self.seed)
        # Without what lies beyond two deviations, the deviation of the rest is 0.88 of one.
        return truncated_normal(
            shape, 0.0, math.sqrt(variance) / 0.87962566103423978, dtype, self.seed
        )


def _fans(shape):
    """How many numbers a layer with weights of `shape` takes, and how many it gives."""
    if len(shape) < 2:
        return (shape[0], shape[0]) if shape else (1, 1)
    field = math.prod(shape[:-2])
    return shape[-2] * field, shape[-1] * field


def _scaled(name, doc, scale, mode, distribution):
    """A kind of VarianceScaling with these settings."""

    def __init__(self, seed=None):
        VarianceScaling.__init__(self, scale, mode, distribution, seed)

    return type(name, (VarianceScaling,), {"__init__": __init__, "__doc__": doc})


_BOTH, _INTO = "for layers with tanh or sigmoid", "for layers with relu"
GlorotUniform = _scaled("GlorotUniform", f"Glorot's, {_BOTH}.", 1.0, "fan_avg", "uniform")
GlorotNormal = _scaled("GlorotNormal", f"Glorot's, {_BOTH}.", 1.0, "fan_avg", "truncated_normal")
HeUniform = _scaled("HeUniform", f"He's, {_INTO}.", 2.0, "fan_in", "uniform")
HeNormal = _scaled("HeNormal", f"He's, {_INTO}.", 2.0, "fan_in", "truncated_normal")
LecunUniform = _scaled("LecunUniform", "LeCun's, for selu.", 1.0, "fan_in", "uniform")
LecunNormal = _scaled("LecunNormal", "LeCun's, for selu.", 1.0, "fan_in", "truncated_normal")

# The names in lower case are the same classes.
constant = Constant
glorot_normal, glorot_uniform = GlorotNormal, GlorotUniform
he_normal, he_uniform = HeNormal, HeUniform
lecun_normal, lecun_uniform = LecunNormal, LecunUniform
random_normal, random_uniform = RandomNormal, RandomUniform
variance_scaling = VarianceScaling
zeros, ones, identity = Zeros, Ones, Identity
zeros_initializer, ones_initializer, constant_initializer = Zeros, Ones, Constant
random_normal_initializer, random_uniform_initializer = RandomNormal, RandomUniform
