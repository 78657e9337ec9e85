# Slots: classes that can hold nothing else, and Variables behind properties.

# %% network-dense-solution
class Dense:
    __slots__ = ("_parameters", "_activation")

    def __init__(self, inputs, outputs, activation=None, seed=None):
        limit = np.sqrt(6 / (inputs + outputs))
        numbers = np.random.default_rng(seed).uniform(low=-limit, high=limit, size=[inputs, outputs])
        self._parameters = (tf.Variable(numbers, dtype=tf.float32), tf.Variable([0.0] * outputs))
        self._activation = activation

    @property
    def kernel(self):
        return self._parameters[0]

    @property
    def bias(self):
        return self._parameters[1]

    @property
    def trainable_variables(self):
        return list(self._parameters)

    def __call__(self, x):
        kernel, bias = self._parameters
        y = x @ kernel + bias
        return self._activation(y) if self._activation is not None else y


# %% network-sequential-solution
class Sequential:
    __slots__ = ("layers",)

    def __init__(self, layers):
        self.layers = tuple(layers)

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    @property
    def trainable_variables(self):
        found = []
        for layer in self.layers:
            found += getattr(layer, "trainable_variables", ())
        return found
