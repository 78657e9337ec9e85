# Dataclasses: the optimizers and the history are dataclasses.

# %% extra before training-loop-solution
from dataclasses import dataclass, field
from typing import Any


@dataclass
class History:
    W: list = field(default_factory=list)
    b: list = field(default_factory=list)
    loss: list = field(default_factory=list)


# %% training-loop-solution
def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    history = History()
    for _ in range(epochs):
        history.W.append(float(model.W.numpy()))
        history.b.append(float(model.b.numpy()))
        history.loss.append(float(tf.mean_squared_error(model(inputs), outputs).numpy()))
        step(model, inputs, outputs, learning_rate)
    return vars(history)


# %% training-momentum-solution
@dataclass
class SGD:
    learning_rate: float
    momentum: float = 0.0
    velocities: dict = field(default_factory=dict, repr=False)

    def apply_gradients(self, grads_and_vars):
        for gradient, variable in list(grads_and_vars):
            if variable.ref() not in self.velocities:
                self.velocities[variable.ref()] = tf.zeros(variable.shape, variable.dtype)
            velocity = self.momentum * self.velocities[variable.ref()]
            velocity -= self.learning_rate * gradient
            self.velocities[variable.ref()] = velocity
            variable.assign_add(velocity)


# %% training-adam-solution
@dataclass
class Moments:
    m: Any
    s: Any

    def update(self, g, beta_1, beta_2):
        self.m = self.m + (1 - beta_1) * (g - self.m)
        self.s = self.s + (1 - beta_2) * (g * g - self.s)


@dataclass
class Adam:
    learning_rate: float = 0.001
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-7
    t: int = 0
    moments: dict = field(default_factory=dict)

    def apply_gradients(self, grads_and_vars):
        self.t += 1
        for g, variable in grads_and_vars:
            zeros = tf.zeros_like(g)
            moments = self.moments.setdefault(variable.ref(), Moments(zeros, zeros))
            moments.update(g, self.beta_1, self.beta_2)
            m = moments.m / (1 - self.beta_1**self.t)
            s = moments.s / (1 - self.beta_2**self.t)
            variable.assign(variable - self.learning_rate * m / (tf.sqrt(s) + self.epsilon))
