"""What the mistakes of the stage network are made of: a right solution of each exercise.

Nearly all mistakes are small edits of one of these; `of_dense`, `of_sequential`, … apply them.
"""

from autograder.outside.course.mistake import edits_of

DENSE = """
import numpy as np


class Dense:
    def __init__(self, inputs, outputs, activation=None, seed=None):
        limit = (6 / (inputs + outputs)) ** 0.5
        rng = np.random.default_rng(seed)
        numbers = rng.uniform(-limit, limit, [inputs, outputs])
        self.kernel = tf.Variable(numbers, dtype=tf.float32)
        self.bias = tf.Variable(tf.zeros([outputs]))
        self.trainable_variables = [self.kernel, self.bias]
        self.activation = activation

    def __call__(self, x):
        y = x @ self.kernel + self.bias
        return y if self.activation is None else self.activation(y)
"""
of_dense = edits_of("network-dense", DENSE)

SEQUENTIAL = """
class Sequential:
    def __init__(self, layers):
        self.layers = layers

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    @property
    def trainable_variables(self):
        found = []
        for layer in self.layers:
            found.extend(getattr(layer, "trainable_variables", []))
        return found
"""
of_sequential = edits_of("network-sequential", SEQUENTIAL)

CROSS_ENTROPY = """
import numpy as np


def cross_entropy(labels, logits):
    n, classes = logits.shape
    indices = labels.numpy()
    if len(indices) != n:
        raise ValueError("another number of labels")
    if indices.min() < 0 or indices.max() >= classes:
        raise ValueError("no such class")
    shifted = logits - logits.numpy().max(axis=1, keepdims=True)
    log_sums = tf.math.log(tf.reduce_sum(tf.exp(shifted), axis=1))
    picks = tf.one_hot(labels, classes, dtype=logits.dtype)
    at_labels = tf.reduce_sum(picks * shifted, axis=1)
    losses = log_sums - at_labels
    return tf.reduce_mean(losses)
"""
of_cross_entropy = edits_of("network-cross-entropy", CROSS_ENTROPY)

PENALTY = """
import numpy as np


def l2_penalty(variables, strength):
    total = tf.constant(0.0)
    for v in variables:
        if len(v.shape) > 1:
            total = total + tf.reduce_sum(tf.square(v))
    return strength * total


def total_loss(model, inputs, labels, strength, loss=None):
    value = loss(labels, model(inputs))
    return value + l2_penalty(model.trainable_variables, strength)
"""
of_penalty = edits_of("network-penalty", PENALTY)

FIT = """
import numpy as np


def fit(model, optimizer, loss, train, validation, epochs, batch_size, patience, seed=0):
    variables = model.trainable_variables
    history = {"loss": [], "val_loss": []}
    for epoch in range(epochs):
        for inputs, labels in tf.minibatches(*train, batch_size, seed + epoch):
            with tf.GradientTape() as tape:
                value = loss(model, inputs, labels)
            gradients = tape.gradient(value, variables)
            optimizer.apply_gradients(zip(gradients, variables))
        history["loss"].append(float(loss(model, *train)))
        history["val_loss"].append(float(loss(model, *validation)))
        losses = history["val_loss"]
        best_epoch = int(np.argmin(losses))
        if epoch == best_epoch:
            best = [v.numpy() for v in variables]
        if epoch - best_epoch >= patience:
            break
    for v, kept in zip(variables, best):
        v.assign(kept)
    return history
"""
of_fit = edits_of("network-fit", FIT)

EVALUATE = """
import numpy as np


def evaluate(model, inputs, labels, classes, batch_size=100):
    confusion = np.zeros((classes, classes), int)
    truth = labels.numpy()
    right = 0
    for start in range(0, len(truth), batch_size):
        logits = model(inputs[start : start + batch_size]).numpy()
        predicted = np.argmax(logits, axis=1)
        true = truth[start : start + batch_size]
        np.add.at(confusion, (true, predicted), 1)
        right += int(np.sum(predicted == true))
    return right / len(truth), confusion
"""
of_evaluate = edits_of("network-evaluate", EVALUATE)

CHECKPOINT = """
import numpy as np


def save_weights(path, variables):
    np.savez(path, **{name: v.numpy() for name, v in variables.items()})


def load_weights(path, variables):
    with np.load(path, allow_pickle=False) as file:
        values = {name: file[name] for name in file.files}
    for name in variables:
        if name not in values:
            raise ValueError(f"{name} is missing in the file")
    for name in values:
        if name not in variables:
            raise ValueError(f"{name} is in the file alone")
    for name, v in variables.items():
        value = values[name]
        if value.shape != v.shape:
            raise ValueError(f"{name} has another shape")
        if value.dtype != v.dtype:
            raise ValueError(f"{name} has another dtype")
    for name, v in variables.items():
        v.assign(values[name])
"""
of_checkpoint = edits_of("network-checkpoint", CHECKPOINT)
