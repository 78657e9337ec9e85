"""HIPS autograd: NumPy that remembers what it did."""

from itertools import cycle

import autograd.numpy as np
from autograd import value_and_grad
from numpy import subtract


def settle():
    pass


def seed(inputs, outputs, rate):
    parameters, rate = [np.float32(5.0), np.float32(0.0)], np.float32(rate)

    def loss_of(parameters):
        W, b = parameters
        return np.mean((W * inputs + b - outputs) ** 2)

    gradient = value_and_grad(loss_of)

    def step():
        loss, (dW, db) = gradient(parameters)
        parameters[0] -= rate * dW
        parameters[1] -= rate * db
        return loss

    return step, lambda: parameters


def network(images, labels, weights, rate):
    parameters, rows, rate = [w.copy() for w in weights], np.arange(len(labels)), np.float32(rate)

    def loss_of(parameters):
        W1, b1, W2, b2 = parameters
        hidden = np.maximum(images @ W1 + b1, 0)
        logits = hidden @ W2 + b2
        shifted = logits - np.max(logits, axis=1, keepdims=True)
        return np.mean(np.log(np.sum(np.exp(shifted), axis=1)) - shifted[rows, labels])

    gradient = value_and_grad(loss_of)

    def step():
        loss, gradients = gradient(parameters)
        for p, g in zip(parameters, gradients, strict=True):
            p -= rate * g
        return loss

    return step, lambda: parameters


def sparse(table, batches, targets, rate):
    """autograd has no sparse gradients, so its user takes the rows out of the table by hand."""
    batches, rate = cycle(batches), np.float32(rate)
    gradient = value_and_grad(lambda rows: np.mean((rows - targets) ** 2))

    def step():
        ids = next(batches)
        loss, slices = gradient(table[ids])
        subtract.at(table, ids, rate * slices)
        return loss

    return step, lambda: [table]
