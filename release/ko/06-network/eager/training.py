"""The training loop: look at the loss, ask for its slope, take a step downhill, again."""

import numpy as np

from .losses import mean_squared_error
from .ops import convert_to_tensor, gather
from .tape import GradientTape


def train(model, inputs, outputs, learning_rate):
    """One step of gradient descent on the mean squared error of `model`, in place.

    Args:
        model: callable on `inputs`, with Variables W and b.
        inputs, outputs: float Tensors; the model's result has the shape of `outputs`.
        learning_rate: how far to go against the gradient.

    Raises:
        ValueError: the loss does not depend on both W and b. In that case neither has moved.
    """
    with GradientTape() as tape:
        loss = mean_squared_error(model(inputs), outputs)
    dW, db = tape.gradient(loss, [model.W, model.b])
    if dW is None or db is None:
        raise ValueError(f"the loss must depend on W and b, its gradients are {dW} and {db}")
    model.W.assign_sub(learning_rate * dW)
    model.b.assign_sub(learning_rate * db)


def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    """Train for a number of epochs, each one step on all of the data.

    Args:
        step: called like `train`, once per epoch.

    Returns:
        {"W": [...], "b": [...], "loss": [...]}: lists of Python floats, one per epoch, taken
        before its step.
    """
    history: dict[str, list[float]] = {"W": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["W"].append(float(model.W))
        history["b"].append(float(model.b))
        history["loss"].append(float(mean_squared_error(model(inputs), outputs)))
        step(model, inputs, outputs, learning_rate)
    return history


def minibatches(inputs, outputs, batch_size, seed):
    """The data in a random order, in pieces of `batch_size` examples; the last may be smaller.

    Args:
        inputs, outputs: Tensors of shapes [n, ...]; example i is row i of both.
        seed: an int, or anything that np.random.default_rng takes; decides the order.

    Yields:
        (inputs, outputs) of each batch, two Tensors.

    Raises:
        ValueError: at once, if the lengths differ or the batch size is not positive.
    """
    inputs, outputs = convert_to_tensor(inputs), convert_to_tensor(outputs)
    if len(inputs) != len(outputs):
        raise ValueError(f"{len(inputs)} inputs, but {len(outputs)} outputs")
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, got {batch_size}")
    order = np.random.default_rng(seed).permutation(len(inputs))
    pieces = (order[i : i + batch_size] for i in range(0, len(order), batch_size))
    return ((gather(inputs, piece), gather(outputs, piece)) for piece in pieces)
