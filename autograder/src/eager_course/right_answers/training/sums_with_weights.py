# Other mathematics for the same thing: the optimizers remember all gradients and weigh them anew.

# %% training-momentum-solution
class SGD:
    """The velocity is a sum over all gradients so far, the k-th last weighted by momentum**k."""

    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.gradients = {}

    def apply_gradients(self, grads_and_vars):
        for gradient, variable in grads_and_vars:
            past = self.gradients.setdefault(variable.ref(), [])
            past.append(gradient)
            weighted = [self.momentum**k * g for k, g in enumerate(reversed(past))]
            variable.assign_sub(self.learning_rate * sum(weighted[1:], weighted[0]))


# %% training-adam-solution
class Adam:
    """A corrected running mean is a weighted mean of all gradients, its weights divided by their sum."""

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.t = 0
        self.pasts = {}

    def apply_gradients(self, grads_and_vars):
        self.t += 1
        for gradient, variable in grads_and_vars:
            past = self.pasts.setdefault(variable.ref(), {})
            past[self.t] = np.asarray(gradient)
            m = self.mean(past, self.beta_1, 1)
            s = self.mean(past, self.beta_2, 2)
            step = self.learning_rate * m / (np.sqrt(s) + self.epsilon)
            variable.assign_sub(np.asarray(step, dtype=np.asarray(gradient).dtype))

    def mean(self, past, beta, power):
        every = [beta ** (self.t - t) for t in range(1, self.t + 1)]
        return sum(beta ** (self.t - t) * g**power for t, g in past.items()) / sum(every)
