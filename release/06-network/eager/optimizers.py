"""Optimizers: what to do with gradients once you have them.

The arithmetic is that of Keras 3, which comes with TensorFlow 2.21.  Sparse gradients
(IndexedSlices) move only their rows under plain SGD.  An optimizer with a memory has one for every
row, so it makes such a gradient dense.  Two things differ from Keras: rows that a sparse gradient
names twice are added up before they are squared, and not after; and a gradient of another dtype
than its Variable's is an error (Keras silently casts it).
"""

import warnings

from .clipping import clip_by_global_norm, clip_by_norm
from .creation import fill
from .derived import clip_by_value
from .errors import InvalidArgumentError
from .indexed_slices import IndexedSlices, apply_rule
from .ops import convert_to_tensor, multiply, sqrt, square
from .variable import Variable


class Optimizer:
    """What all optimizers share: counting steps, and a memory for each Variable.

    Args:
        learning_rate: a number; it lives in a Variable, `optimizer.learning_rate`.
        weight_decay: if given, each step first makes every Variable smaller, by the share
            learning_rate * weight_decay.
        clipnorm, global_clipnorm, clipvalue: a limit (one of them at most) to the length of each
            gradient, to the length of all of them together, or to each element.

    Raises ValueError where more than one way of clipping is given.
    """

    _slots: tuple[str, ...] = ()  # the names of what it remembers of each Variable
    _start = 0.0  # what a memory holds at first

    def __init__(
        self,
        learning_rate,
        *,
        weight_decay=None,
        clipnorm=None,
        clipvalue=None,
        global_clipnorm=None,
        name=None,
    ):
        if [clipnorm, clipvalue, global_clipnorm].count(None) < 2:
            raise ValueError("only one of clipnorm, clipvalue and global_clipnorm may be given")
        self._learning_rate = Variable(learning_rate, False, name="learning_rate", dtype="float32")
        self._iterations = Variable(0, False, name="iteration", dtype="int64")
        self._memories = {}
        self.weight_decay = weight_decay
        self.clipnorm, self.clipvalue, self.global_clipnorm = clipnorm, clipvalue, global_clipnorm
        self.name = name or type(self).__name__

    @property
    def learning_rate(self):
        """How far a step goes, a float32 Variable; setting it assigns to the Variable."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value):
        self._learning_rate.assign(value)

    @property
    def iterations(self):
        """How many steps were taken, an int64 Variable; setting it assigns to the Variable."""
        return self._iterations

    @iterations.setter
    def iterations(self, value):
        self._iterations.assign(value)

    @property
    def variables(self):
        """The count of steps, the learning rate, and then what is remembered of each Variable."""
        memories = (v for _, *memory in self._memories.values() for v in memory)
        return [self._iterations, self._learning_rate, *memories]

    def build(self, variables):
        """Make the memories of these Variables now, for a checkpoint to be restored into."""
        for variable in variables:
            self._memory(variable)

    def apply_gradients(self, grads_and_vars):
        """Update each Variable by its gradient.

        Args:
            grads_and_vars: pairs (gradient, Variable), such as zip(gradients, variables).  A
                pair whose gradient is None is skipped, with a warning.

        Returns:
            `iterations`, the number of steps taken so far.

        Raises:
            ValueError: there is no gradient at all.
            InvalidArgumentError: a gradient and its Variable differ in shape or dtype.
                In that case nothing is updated.
        """
        pairs = list(grads_and_vars)
        missing = [variable.name for g, variable in pairs if g is None]
        pairs = [(_gradient(g, v), v) for g, v in pairs if g is not None]
        if not pairs:
            raise ValueError("no gradients for any variable: is the loss computed in the tape?")
        if missing:
            warnings.warn(f"no gradients for {missing}: they stay as they are", stacklevel=2)
        self._iterations.assign_add(1)
        gradients, variables = zip(*pairs, strict=True)
        for g, variable in zip(self._clipped(gradients), variables, strict=True):
            if self.weight_decay:
                variable.assign_sub(multiply(variable, self._rate() * self.weight_decay))
            self._update(g, variable)
        return self._iterations

    def apply(self, grads, trainable_variables):
        """`apply_gradients`, with gradients and Variables in two lists."""
        self.apply_gradients(zip(grads, trainable_variables, strict=True))

    def _clipped(self, gradients):
        if self.clipnorm is not None:
            return [clip_by_norm(g, self.clipnorm) for g in gradients]
        if self.global_clipnorm is not None:
            return clip_by_global_norm(gradients, self.global_clipnorm)[0]
        if self.clipvalue is not None:
            return [clip_by_value(g, -self.clipvalue, self.clipvalue) for g in gradients]
        return gradients

    def _update(self, g, variable):
        raise NotImplementedError

    def _rate(self):
        return float(self._learning_rate.numpy())

    def _memory(self, variable):
        """The Variables that remember what `_slots` names, made at the first step."""
        if id(variable) not in self._memories:
            start = fill(variable.shape, convert_to_tensor(self._start, variable.dtype))
            made = [Variable(start, False, name=f"{variable._name}_{slot}") for slot in self._slots]
            self._memories[id(variable)] = (variable, *made)  # held, so that its id stays its own
        return self._memories[id(variable)][1:]


def _gradient(g, variable):
    """The gradient g, checked: of the shape and dtype of its Variable."""
    if isinstance(g, IndexedSlices):
        g = IndexedSlices(convert_to_tensor(g.values), convert_to_tensor(g.indices), g.dense_shape)
    else:
        g = convert_to_tensor(g)
    if g.shape != variable.shape:
        raise InvalidArgumentError(
            f"a gradient of shape {g.shape} for {variable.name!r} of {variable.shape}"
        )
    if g.dtype != variable.dtype:
        raise InvalidArgumentError(
            f"a gradient of {g.dtype.name} for {variable.name!r} of {variable.dtype.name}: cast it"
        )
    return g


class SGD(Optimizer):
    """Gradient descent, with momentum if asked: a ball that rolls instead of taking single steps.

        velocity = momentum * velocity - learning_rate * g
        variable = variable + velocity
            (with `nesterov`: + momentum * velocity - learning_rate * g)

    Raises ValueError if `momentum` is not in [0, 1].
    """

    def __init__(self, learning_rate=0.01, momentum=0.0, nesterov=False, **options):
        super().__init__(learning_rate, **options)
        if not 0 <= momentum <= 1:
            raise ValueError(f"momentum must be between 0 and 1, got {momentum}")
        self.momentum = momentum
        self.nesterov = nesterov
        self._slots = ("momentum",) if momentum else ()

    def _update(self, g, variable):
        if self.momentum:
            self._roll(convert_to_tensor(g), variable)
        elif isinstance(g, IndexedSlices):
            apply_rule("descend", variable, g, self._rate())
        else:
            variable.assign_sub(multiply(g, self._rate()))

    def _roll(self, g, variable):
        (velocity,) = self._memory(variable)
        step = g * self._rate()
        velocity.assign(velocity * self.momentum - step)
        variable.assign_add(velocity * self.momentum - step if self.nesterov else velocity)


class Adam(Optimizer):
    """Steps whose size adapts to each element: the mean gradient over its root mean square.

    Both are running means that start at 0; the factor in `learning_rate` corrects for that.

        mean   = beta_1 * mean   + (1 - beta_1) * g
        square = beta_2 * square + (1 - beta_2) * g**2
        rate   = learning_rate * sqrt(1 - beta_2**step) / (1 - beta_1**step)
        variable = variable - rate * mean / (sqrt(square) + epsilon)
    """

    _slots = ("momentum", "velocity")

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, **options):
        super().__init__(learning_rate, **options)
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon

    def _update(self, g, variable):
        g = convert_to_tensor(g)
        mean, mean_square = self._memory(variable)
        mean.assign_add((g - mean) * (1 - self.beta_1))
        mean_square.assign_add((square(g) - mean_square) * (1 - self.beta_2))
        step = int(self._iterations.numpy())
        correction = (1 - self.beta_2**step) ** 0.5 / (1 - self.beta_1**step)
        rate = self._rate() * correction
        variable.assign_sub(mean * rate / (sqrt(mean_square) + self.epsilon))


class AdamW(Adam):
    """Adam with a `weight_decay` of 0.004, unless another is given."""

    def __init__(self, learning_rate=0.001, weight_decay=0.004, **options):
        super().__init__(learning_rate, weight_decay=weight_decay, **options)


class RMSprop(Optimizer):
    """Gradients over their root mean square, a running mean that forgets at the rate `rho`.

    square = rho * square + (1 - rho) * g**2
    step   = learning_rate * g / sqrt(square + epsilon)
        (if `centered`: sqrt(square - mean**2 + epsilon), with a running mean of g)
    variable = variable - step
        (with `momentum`: - velocity, where velocity = momentum * velocity + step)
    """

    def __init__(
        self,
        learning_rate=0.001,
        rho=0.9,
        momentum=0.0,
        epsilon=1e-7,
        centered=False,
        **options,
    ):
        super().__init__(learning_rate, **options)
        self.rho, self.momentum, self.epsilon, self.centered = rho, momentum, epsilon, centered
        self._slots = ("velocity", *["momentum"] * (momentum > 0), *["average"] * centered)

    def _update(self, g, variable):
        g = convert_to_tensor(g)
        mean_square, *others = self._memory(variable)
        mean_square.assign_add((square(g) - mean_square) * (1 - self.rho))
        spread = mean_square + self.epsilon
        if self.centered:
            mean = others[-1]
            mean.assign_add((g - mean) * (1 - self.rho))
            spread = spread - square(mean)
        step = g * self._rate() / sqrt(spread)
        if self.momentum > 0:
            velocity = others[0]
            velocity.assign(velocity * self.momentum + step)
            step = velocity
        variable.assign_sub(step)


class Adagrad(Optimizer):
    """Gradients over the root of the sum of all their squares so far.

    total    = total + g**2        (at first: initial_accumulator_value)
    variable = variable - learning_rate * g / sqrt(total + epsilon)
    """

    _slots = ("accumulator",)

    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7, **options):
        super().__init__(learning_rate, **options)
        self.epsilon = epsilon
        self._start = initial_accumulator_value

    def _update(self, g, variable):
        g = convert_to_tensor(g)
        (total,) = self._memory(variable)
        total.assign_add(square(g))
        variable.assign_sub(g * self._rate() / sqrt(total + self.epsilon))
