"""eager, this project's own."""

from itertools import cycle

import eager as tf


def settle():
    pass


def seed(inputs, outputs, rate):
    inputs, outputs = tf.constant(inputs), tf.constant(outputs)
    W, b = tf.Variable(5.0), tf.Variable(0.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(W * inputs + b - outputs))
        dW, db = tape.gradient(loss, [W, b])
        W.assign_sub(rate * dW)
        b.assign_sub(rate * db)
        return loss

    return step, lambda: [W.numpy(), b.numpy()]


def network(images, labels, weights, rate):
    images, labels = tf.constant(images), tf.one_hot(labels, 10)
    parameters = W1, b1, W2, b2 = [tf.Variable(w) for w in weights]

    def step():
        with tf.GradientTape() as tape:
            hidden = tf.nn.relu(images @ W1 + b1)
            losses = tf.nn.softmax_cross_entropy_with_logits(labels, hidden @ W2 + b2)
            loss = tf.reduce_mean(losses)
        for p, g in zip(parameters, tape.gradient(loss, parameters), strict=True):
            p.assign_sub(rate * g)
        return loss

    return step, lambda: [p.numpy() for p in parameters]


def sparse(table, batches, targets, rate):
    table, targets = tf.Variable(table), tf.constant(targets)
    batches = cycle([tf.constant(ids) for ids in batches])

    def step():
        ids = next(batches)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.gather(table, ids) - targets))
        slices = tape.gradient(loss, table)
        table.scatter_sub(tf.IndexedSlices(rate * slices.values, slices.indices))
        return loss

    return step, lambda: [table.numpy()]
