# Inheritance: a class Layer that both extend.

# %% network-dense-solution
class Layer:
    """Something that can be called, with Variables."""

    def __init__(self):
        self.trainable_variables = []

    def add(self, value):
        self.trainable_variables.append(tf.Variable(value, dtype=tf.float32))
        return self.trainable_variables[-1]

    def __call__(self, x):
        return self.call(x)


class Linear(Layer):
    def __init__(self, inputs, outputs, seed):
        super().__init__()
        limit = (6 / (inputs + outputs)) ** 0.5
        self.kernel = self.add(np.random.default_rng(seed).uniform(-limit, limit, (inputs, outputs)))
        self.bias = self.add(np.zeros(outputs))

    def call(self, x):
        return x @ self.kernel + self.bias


class Dense(Linear):
    def __init__(self, inputs, outputs, activation=None, seed=None):
        super().__init__(inputs, outputs, seed)
        self.activation = activation if activation is not None else tf.identity

    def call(self, x):
        return self.activation(super().call(x))


# %% network-sequential-solution
class Network:
    def _variables(self):
        for layer in self.layers:
            try:
                yield from layer.trainable_variables
            except AttributeError:
                pass

    @property
    def trainable_variables(self):
        return list(self._variables())


class Sequential(Network):
    def __init__(self, layers):
        self.layers = list(layers)

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
