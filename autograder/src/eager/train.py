"""The names of `tf.train`: checkpoints, and the optimizers under their old names."""

from .checkpoint import Checkpoint, latest_checkpoint  # noqa: F401
from .optimizers import SGD, Adam, Optimizer
from .tape import GradientTape


class _Minimizing(Optimizer):
    """What the optimizers of TensorFlow 1 do besides: they find the gradients themselves."""

    def minimize(self, loss, var_list):
        """One step on `var_list`: `loss` is called with no arguments, for its gradient.

        Returns and raises as `apply_gradients` does.
        """
        with GradientTape() as tape:
            value = loss()
        variables = list(var_list)
        return self.apply_gradients(zip(tape.gradient(value, variables), variables, strict=True))


class GradientDescentOptimizer(_Minimizing, SGD):
    """SGD without momentum, under its old name."""

    def __init__(self, learning_rate):
        super().__init__(learning_rate)


class MomentumOptimizer(_Minimizing, SGD):
    """SGD with momentum, under its old name."""

    def __init__(self, learning_rate, momentum, use_nesterov=False):
        super().__init__(learning_rate, momentum, use_nesterov)


class AdamOptimizer(_Minimizing, Adam):
    """Adam, under its old name."""
