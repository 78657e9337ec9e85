# Slow: Python loops do what NumPy could, and somebody sleeps.

# %% extra before network-dense-solution
import time

time.sleep(0.05)

# %% network-dense-solution
class Dense:
    def __init__(self, inputs, outputs, activation=None, seed=None):
        rng, limit = np.random.default_rng(seed), (6 / (inputs + outputs)) ** 0.5
        rows = [[rng.uniform(-limit, limit) for _ in range(outputs)] for _ in range(inputs)]
        self.kernel = tf.Variable(rows, dtype=tf.float32)
        self.bias = tf.Variable([0.0 for _ in range(outputs)])
        self.trainable_variables = [self.kernel, self.bias]
        self.activation = activation

    def __call__(self, x):
        y = x @ self.kernel + self.bias
        return y if self.activation is None else self.activation(y)


# %% network-evaluate-solution
def evaluate(model, inputs, labels, classes, batch_size=100):
    confusion = [[0 for _ in range(classes)] for _ in range(classes)]
    position, right = 0, 0
    while position < len(labels):
        for row in model(inputs[position : position + batch_size]).numpy().tolist():
            best = 0
            for j in range(classes):
                if row[j] > row[best]:
                    best = j
            truth = int(labels.numpy()[position])
            confusion[truth][best] += 1
            right += truth == best
            position += 1
    return right / len(labels), np.array(confusion)


# %% network-checkpoint-solution
def save_weights(path, variables):
    time.sleep(0.001)
    np.savez(path, **{name: np.array(v.numpy()) for name, v in variables.items()})


def load_weights(path, variables):
    file = np.load(path, allow_pickle=False)
    for name in list(variables) + list(file.files):
        if name not in variables or name not in file.files:
            file.close()
            raise ValueError(name)
    loaded = {}
    for name in file.files:
        loaded[name] = file[name]
        if loaded[name].dtype.name != variables[name].dtype.name:
            raise ValueError(f"the dtype of {name}")
        if list(loaded[name].shape) != list(variables[name].shape):
            raise ValueError(f"the shape of {name}")
    file.close()
    for name in sorted(variables):
        variables[name].assign(loaded[name])
