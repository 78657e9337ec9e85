"""The names from TensorFlow 1's `tf.train` that older programs use."""

from .optimizers import SGD, Adam


class GradientDescentOptimizer(SGD):
    """SGD without momentum, under its old name."""

    def __init__(self, learning_rate):
        super().__init__(learning_rate)


class MomentumOptimizer(SGD):
    """SGD with momentum, under its old name."""

    def __init__(self, learning_rate, momentum, use_nesterov=False):
        super().__init__(learning_rate, momentum, use_nesterov)


AdamOptimizer = Adam
