# Extra cells: trials, notes and a half-finished idea between the exercises.

# %% extra before network-dense-solution
np.random.default_rng(3).uniform(-1, 1, [2, 2])

# %% extra after network-dense-solution
for n in (1, 10, 100):
    print(n, np.abs(Dense(n, n).kernel.numpy()).max())

# %% extra before network-cross-entropy-solution
def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


softmax(np.array([1.0, 2.0, 3.0]))

# %% extra after network-fit-solution
tf.random.set_seed(1)
np.random.seed(5)

# %% network-sequential-solution
class Sequential:
    def __init__(self, layers):
        self.layers = layers

    def __call__(self, x):
        y = x
        for layer in self.layers:
            y = layer(y)
        return y

    @property
    def trainable_variables(self):
        found = []
        for layer in self.layers:
            found.extend(getattr(layer, "trainable_variables", []))
        return found

    def __repr__(self):
        return f"Sequential({self.layers})"


# %% extra after network-checkpoint-solution
print("done")
