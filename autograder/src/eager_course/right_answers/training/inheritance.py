# Inheritance: both optimizers derive from one class that keeps a state for each Variable.

# %% extra before training-momentum-solution
class Optimizer:
    """Knows which state belongs to which Variable; a subclass knows what to do with it."""

    def __init__(self, learning_rate):
        self.learning_rate = learning_rate
        self.t = 0
        self.states = {}

    def apply_gradients(self, grads_and_vars):
        self.t += 1
        for gradient, variable in grads_and_vars:
            state = self.states.setdefault(variable.ref(), self.new_state(gradient))
            variable.assign_sub(self.step(gradient, state))

    def new_state(self, gradient):
        return None

    def step(self, gradient, state):
        return self.learning_rate * gradient


# %% training-momentum-solution
class SGD(Optimizer):
    def __init__(self, learning_rate, momentum=0.0):
        super().__init__(learning_rate)
        self.momentum = momentum

    def new_state(self, gradient):
        return {"step": tf.zeros_like(gradient)}

    def step(self, gradient, state):
        state["step"] = self.momentum * state["step"] + super().step(gradient, state)
        return state["step"]


# %% training-adam-solution
class Adam(Optimizer):
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        super().__init__(learning_rate)
        self.betas = beta_1, beta_2
        self.epsilon = epsilon

    def new_state(self, gradient):
        return [tf.zeros_like(gradient), tf.zeros_like(gradient)]

    def step(self, gradient, state):
        hats = []
        for i, (beta, new) in enumerate(zip(self.betas, (gradient, gradient * gradient))):
            state[i] = beta * state[i] + (1 - beta) * new
            hats.append(state[i] / (1 - beta**self.t))
        return super().step(hats[0] / (tf.sqrt(hats[1]) + self.epsilon), state)
