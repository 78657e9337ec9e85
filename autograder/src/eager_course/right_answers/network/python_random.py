# Python's own random numbers, and lists where others have arrays.

# %% network-dense-solution
import random


class Dense:
    def __init__(self, inputs, outputs, activation=None, seed=None):
        generator, limit = random.Random(seed), (6 / (inputs + outputs)) ** 0.5
        self.kernel = tf.Variable(
            [[generator.uniform(-limit, limit) for _ in range(outputs)] for _ in range(inputs)]
        )
        self.bias = tf.Variable([0.0] * outputs)
        self.activation = activation
        self.trainable_variables = [self.kernel, self.bias]

    def __call__(self, x):
        y = tf.add(tf.matmul(x, self.kernel), self.bias)
        return y if self.activation is None else self.activation(y)


# %% network-evaluate-solution
def evaluate(model, inputs, labels, classes, batch_size=100):
    counts = {}
    for start in range(0, len(labels), batch_size):
        rows = model(inputs[start : start + batch_size]).numpy().tolist()
        for row, label in zip(rows, labels[start : start + batch_size].numpy().tolist()):
            pair = label, row.index(max(row))
            counts[pair] = counts.get(pair, 0) + 1
    right = sum(count for (i, j), count in counts.items() if i == j)
    table = [[counts.get((i, j), 0) for j in range(classes)] for i in range(classes)]
    return right / len(labels), np.array(table)
