"""Layers of a network: what holds a kernel and a bias, and how layers stand in a row."""

import math

import numpy as np

from .classification import cross_entropy
from .creation import zeros
from .ops import convert_to_tensor, matmul, multiply, reduce_sum, square
from .tensor import constant
from .variable import Variable


class Dense:
    """A layer that turns x into activation(x @ kernel + bias).

    Args:
        inputs, outputs: how many numbers each example has before the layer, and after it.
        activation: a function of a Tensor; None for none.
        seed: an int that alone decides the kernel, drawn from Glorot's uniform distribution.

    Attributes:
        kernel: float32 Variable of shape [inputs, outputs].
        bias: float32 Variable of shape [outputs], of zeros at first.
    """

    def __init__(self, inputs, outputs, activation=None, seed=None):
        limit = math.sqrt(6 / (inputs + outputs))
        numbers = np.random.default_rng(seed).uniform(-limit, limit, [inputs, outputs])
        self.kernel = Variable(numbers, dtype="float32")
        self.bias = Variable(zeros([outputs]))
        self.activation = activation

    @property
    def trainable_variables(self):
        """The kernel and the bias, in this order."""
        return [self.kernel, self.bias]

    def __call__(self, x):
        """A Tensor [n, outputs] from a Tensor x [n, inputs]."""
        result = matmul(x, self.kernel) + self.bias
        return result if self.activation is None else self.activation(result)


class Sequential:
    """Layers in a row: what the first makes of x goes into the second, and so on.

    Args:
        layers: functions of a Tensor; those with `trainable_variables` can be trained.
    """

    def __init__(self, layers):
        self.layers = list(layers)

    @property
    def trainable_variables(self):
        """Those of all layers, in the layers' order."""
        return [v for layer in self.layers for v in getattr(layer, "trainable_variables", [])]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def l2_penalty(variables, strength):
    """`strength` times the sum of the squares of all kernels, a scalar Tensor.

    Args:
        variables: float32 Variables; those with two axes or more are kernels.
    """
    kernels = [v for v in variables if len(v.shape) > 1]
    squares = sum((reduce_sum(square(v)) for v in kernels), start=constant(0.0))
    return multiply(squares, strength)


def total_loss(model, inputs, labels, strength, loss=cross_entropy):
    """loss(labels, model(inputs)), plus the l2_penalty of the model's trainable Variables."""
    value = convert_to_tensor(loss(labels, model(inputs)))
    return value + l2_penalty(model.trainable_variables, strength)
