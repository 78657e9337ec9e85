"""PyTorch, on one thread."""

from itertools import cycle

import torch
from torch.nn.functional import cross_entropy, embedding, mse_loss


def settle():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)


def seed(inputs, outputs, rate):
    inputs, outputs = torch.from_numpy(inputs), torch.from_numpy(outputs)
    W = torch.tensor(5.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)

    def step():
        loss = mse_loss(W * inputs + b, outputs)
        loss.backward()
        descend([W, b], rate)
        return loss

    return step, lambda: arrays([W, b])


def network(images, labels, weights, rate):
    images, labels = torch.from_numpy(images), torch.from_numpy(labels).long()
    parameters = W1, b1, W2, b2 = [torch.tensor(w, requires_grad=True) for w in weights]

    def step():
        hidden = torch.relu(images @ W1 + b1)
        loss = cross_entropy(hidden @ W2 + b2, labels)
        loss.backward()
        descend(parameters, rate)
        return loss

    return step, lambda: arrays(parameters)


def sparse(table, batches, targets, rate):
    table, targets = torch.tensor(table, requires_grad=True), torch.from_numpy(targets)
    batches = cycle([torch.from_numpy(ids) for ids in batches])

    def step():
        loss = mse_loss(embedding(next(batches), table, sparse=True), targets)
        loss.backward()
        with torch.no_grad():
            slices = table.grad
            table.index_add_(0, slices._indices()[0], slices._values(), alpha=-rate)
        table.grad = None
        return loss

    return step, lambda: arrays([table])


def descend(parameters, rate):
    with torch.no_grad():
        for p in parameters:
            p -= rate * p.grad
            p.grad = None


def arrays(parameters):
    return [p.detach().numpy() for p in parameters]
