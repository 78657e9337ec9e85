"""Training with an eye on data that are not learned from, and judging what came of it."""

import numpy as np

from .ops import convert_to_tensor
from .tape import GradientTape
from .training import minibatches


def fit(model, optimizer, loss, train, validation, epochs, batch_size, patience, seed=0):
    """Train until the validation loss has not fallen for a while; keep the best weights.

    Args:
        model: has `trainable_variables`.
        optimizer: has `apply_gradients`.
        loss: loss(model, inputs, labels) is a scalar Tensor.
        train, validation: pairs (inputs, labels).
        epochs: how many there may be at most, each one step on every minibatch of `train`.
        batch_size: how many examples a minibatch has.
        patience: training stops after this many epochs in a row without a new lowest loss.
        seed: epoch e draws its minibatches with seed + e.

    Returns:
        {"loss": [...], "val_loss": [...]}: a float for every epoch, taken after it, over all of
        `train` and of `validation`.
    """
    x, y = train
    variables = list(model.trainable_variables)
    history: dict[str, list[float]] = {"loss": [], "val_loss": []}
    best = [v.numpy() for v in variables]
    for epoch in range(epochs):
        for inputs, labels in minibatches(x, y, batch_size, seed + epoch):
            with GradientTape() as tape:
                value = loss(model, inputs, labels)
            gradients = tape.gradient(value, variables)
            optimizer.apply_gradients(zip(gradients, variables, strict=True))
        history["loss"].append(float(loss(model, x, y)))
        history["val_loss"].append(float(loss(model, *validation)))
        best_epoch = int(np.argmin(history["val_loss"]))
        if best_epoch == epoch:
            best = [v.numpy() for v in variables]
        elif epoch - best_epoch >= patience:
            break
    for v, value in zip(variables, best, strict=True):
        v.assign(value)
    return history


def evaluate(model, inputs, labels, classes, batch_size=100):
    """How often the largest logit is that of the right class, and what was taken for what.

    Args:
        model: model(inputs) are logits of shape [n, classes].
        inputs, labels: Tensors of shapes [n, ...] and [n].
        batch_size: how many examples the model is given at once, at most.

    Returns:
        (accuracy, confusion): a float, and an int64 array of shape [classes, classes], which
        counts the examples of class i that were taken for class j at [i, j].
    """
    labels = convert_to_tensor(labels).numpy()
    confusion = np.zeros((classes, classes), np.int64)
    for start in range(0, len(labels), batch_size):
        logits = model(inputs[start : start + batch_size])
        predicted = np.argmax(convert_to_tensor(logits).numpy(), axis=1)
        np.add.at(confusion, (labels[start : start + batch_size], predicted), 1)
    return float(np.trace(confusion) / np.sum(confusion)), confusion
