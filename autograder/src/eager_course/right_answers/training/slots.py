# __slots__: classes without a dict, states in tuples.

# %% training-momentum-solution
class SGD:
    __slots__ = ("_learning_rate", "_memory", "_momentum")

    def __init__(self, learning_rate, momentum=0.0):
        self._learning_rate = learning_rate
        self._momentum = momentum
        self._memory = ()

    def apply_gradients(self, grads_and_vars):
        memory = dict(self._memory)
        for gradient, variable in grads_and_vars:
            key = variable.ref()
            velocity = -self._learning_rate * gradient
            if key in memory:
                velocity = velocity + self._momentum * memory[key]
            memory[key] = velocity
            variable.assign_add(velocity)
        self._memory = tuple(memory.items())


# %% training-adam-solution
class _State:
    __slots__ = ("m", "s")

    def __init__(self, like):
        self.m = self.s = tf.zeros_like(like)


class Adam:
    __slots__ = ("beta_1", "beta_2", "epsilon", "learning_rate", "states", "t")

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.states, self.t = {}, 0

    def apply_gradients(self, grads_and_vars):
        self.t += 1
        for g, variable in grads_and_vars:
            if variable.ref() not in self.states:
                self.states[variable.ref()] = _State(g)
            state = self.states[variable.ref()]
            state.m = self.beta_1 * state.m + (1 - self.beta_1) * g
            state.s = self.beta_2 * state.s + (1 - self.beta_2) * g**2
            m_hat = state.m / (1 - pow(self.beta_1, self.t))
            s_hat = state.s / (1 - pow(self.beta_2, self.t))
            variable.assign_sub(m_hat / (tf.sqrt(s_hat) + self.epsilon) * self.learning_rate)
