"""Optimizers: what to do with gradients once you have them.

The arithmetic is that of Keras 3, which comes with TensorFlow 2.21.  Sparse gradients
(IndexedSlices) move only their rows under plain SGD; momentum and Adam give every row a
memory, so they make such a gradient dense.  Two things differ from Keras: rows that a sparse
gradient names twice are added up before Adam squares them, not after; and a gradient whose
dtype is not its Variable's is an error (Keras casts it silently).
"""

import warnings

from .creation import zeros_like
from .errors import InvalidArgumentError
from .indexed_slices import IndexedSlices
from .ops import convert_to_tensor, multiply, sqrt, square
from .tape import GradientTape


class _Optimizer:
    """What all optimizers share: counting steps, and a memory for each Variable."""

    def __init__(self, learning_rate):
        self.learning_rate = learning_rate
        self.iterations = 0
        self._memories = {}

    def apply_gradients(self, grads_and_vars):
        """Update each Variable by its gradient.

        Args:
            grads_and_vars: pairs (gradient, Variable), such as zip(gradients, variables).  A
                pair whose gradient is None is skipped, with a warning.

        Returns:
            The number of steps taken so far.

        Raises:
            ValueError: there is no gradient at all.
            InvalidArgumentError: a gradient and its Variable differ in shape or dtype.
                In that case nothing is updated.
        """
        pairs = list(grads_and_vars)
        missing = [variable.name for g, variable in pairs if g is None]
        pairs = [(g, variable) for g, variable in pairs if g is not None]
        if not pairs:
            raise ValueError("no gradients for any variable: is the loss computed in the tape?")
        if missing:
            warnings.warn(f"no gradients for {missing}: they stay as they are", stacklevel=2)
        for g, variable in pairs:
            if g.shape != variable.shape:
                raise InvalidArgumentError(
                    f"a gradient of shape {g.shape} for {variable.name!r} of {variable.shape}"
                )
            if g.dtype != variable.dtype:
                raise InvalidArgumentError(
                    f"a gradient of {g.dtype} for {variable.name!r} of {variable.dtype}: cast it"
                )
        self.iterations += 1
        for g, variable in pairs:
            self._update(g, variable)
        return self.iterations

    def minimize(self, loss, var_list):
        """One step: compute loss(), a scalar Tensor, and move against its gradient."""
        with GradientTape() as tape:
            value = loss()
        variables = list(var_list)
        return self.apply_gradients(zip(tape.gradient(value, variables), variables, strict=True))

    def _update(self, g, variable):
        raise NotImplementedError

    def _memory(self, variable, count):
        """`count` Tensors of the Variable's shape, zeros at first; see `_remember`."""
        if id(variable) not in self._memories:
            self._remember(variable, *(zeros_like(variable) for _ in range(count)))
        return self._memories[id(variable)][1:]

    def _remember(self, variable, *tensors):
        self._memories[id(variable)] = (variable, *tensors)  # keeps its id from being reused


class SGD(_Optimizer):
    """Gradient descent; with momentum, a ball that rolls rather than single steps.

        velocity = momentum * velocity - learning_rate * g
        variable = variable + velocity
            (with `nesterov`: + momentum * velocity - learning_rate * g)

    Raises ValueError if `momentum` is not in [0, 1].
    """

    def __init__(self, learning_rate=0.01, momentum=0.0, nesterov=False):
        super().__init__(learning_rate)
        if not 0 <= momentum <= 1:
            raise ValueError(f"momentum must be between 0 and 1, got {momentum}")
        self.momentum = momentum
        self.nesterov = nesterov

    def _update(self, g, variable):
        if self.momentum:
            self._roll(convert_to_tensor(g), variable)
        elif isinstance(g, IndexedSlices):
            step = multiply(g.values, self.learning_rate)
            variable.scatter_sub(IndexedSlices(step, g.indices))
        else:
            variable.assign_sub(multiply(g, self.learning_rate))

    def _roll(self, g, variable):
        (velocity,) = self._memory(variable, 1)
        step = g * self.learning_rate
        velocity = velocity * self.momentum - step
        self._remember(variable, velocity)
        variable.assign_add(velocity * self.momentum - step if self.nesterov else velocity)


class Adam(_Optimizer):
    """Steps whose size adapts to each element: the mean gradient over its root mean square.

    Both are running means that start at 0; the factor in `learning_rate` corrects for that.

        mean   = beta_1 * mean   + (1 - beta_1) * g
        square = beta_2 * square + (1 - beta_2) * g**2
        rate   = learning_rate * sqrt(1 - beta_2**step) / (1 - beta_1**step)
        variable = variable - rate * mean / (sqrt(square) + epsilon)
    """

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        super().__init__(learning_rate)
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon

    def _update(self, g, variable):
        g = convert_to_tensor(g)
        mean, mean_square = self._memory(variable, 2)
        mean = mean + (g - mean) * (1 - self.beta_1)
        mean_square = mean_square + (square(g) - mean_square) * (1 - self.beta_2)
        self._remember(variable, mean, mean_square)
        step = self.iterations
        correction = (1 - self.beta_2**step) ** 0.5 / (1 - self.beta_1**step)
        rate = float(self.learning_rate * correction)
        variable.assign_sub(mean * rate / (sqrt(mean_square) + self.epsilon))
