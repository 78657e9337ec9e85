"""NumPy, with gradients worked out on paper."""

from itertools import cycle

import numpy as np


def settle():
    pass


class Line:
    def __init__(self):
        self.W = np.float32(5.0)
        self.b = np.float32(0.0)


def seed(inputs, outputs, rate):
    line, rate = Line(), np.float32(rate)

    def step():
        error = line.W * inputs + line.b - outputs
        loss = np.mean(np.square(error))
        dW = 2 * np.mean(error * inputs)
        db = 2 * np.mean(error)
        line.W -= rate * dW
        line.b -= rate * db
        return loss

    return step, lambda: [line.W, line.b]


def network(images, labels, weights, rate):
    W1, b1, W2, b2 = (w.copy() for w in weights)
    rows, n, rate = np.arange(len(labels)), len(labels), np.float32(rate)

    def step():
        hidden = np.maximum(images @ W1 + b1, 0)
        logits = hidden @ W2 + b2
        shifted = logits - logits.max(axis=1, keepdims=True)
        exponentials = np.exp(shifted)
        totals = exponentials.sum(axis=1, keepdims=True)
        loss = np.mean(np.log(totals[:, 0]) - shifted[rows, labels])

        d_logits = exponentials / totals
        d_logits[rows, labels] -= 1
        d_logits /= n
        d_hidden = d_logits @ W2.T
        d_hidden *= hidden > 0
        W2[...] -= rate * (hidden.T @ d_logits)
        b2[...] -= rate * d_logits.sum(axis=0)
        W1[...] -= rate * (images.T @ d_hidden)
        b1[...] -= rate * d_hidden.sum(axis=0)
        return loss

    return step, lambda: [W1, b1, W2, b2]


def sparse(table, batches, targets, rate):
    scale = np.float32(2 * rate / targets.size)
    batches = cycle(batches)

    def step():
        ids = next(batches)
        error = table[ids] - targets
        loss = np.mean(np.square(error))
        np.subtract.at(table, ids, scale * error)  # an id that comes twice counts twice
        return loss

    return step, lambda: [table]
