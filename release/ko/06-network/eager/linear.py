"""The smallest model that learns: a straight line, and data scattered around one."""

import numpy as np

from .tensor import constant
from .variable import Variable


class Model:
    """f(x) = W * x + b.

    W starts at 5.0 and b at 0.0, far from what the data will call for, so that training
    shows.  Each Model has its own Variables.
    """

    def __init__(self):
        self.W = Variable(5.0, name="W")
        self.b = Variable(0.0, name="b")

    def __call__(self, x):
        """The predictions for x, a Tensor of the same shape."""
        return self.W * x + self.b


def make_data(true_w, true_b, n, noise, seed):
    """Points around the line true_w * x + true_b.

    Args:
        n: how many.
        noise: the standard deviation of the normal noise on the outputs; it is
            independent of the inputs.
        seed: an int, or anything that np.random.default_rng takes; decides the numbers.

    Returns:
        (inputs, outputs), two float32 Tensors of shape [n]; the inputs are standard normal.
    """
    generator = np.random.default_rng(seed)
    inputs = generator.standard_normal(n)
    errors = generator.standard_normal(n)
    outputs = true_w * inputs + true_b + noise * errors
    return constant(inputs, "float32"), constant(outputs, "float32")
