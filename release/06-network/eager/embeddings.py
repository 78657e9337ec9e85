"""Tables of rows, of which a step looks up a few: their gradients, and steps that move only these.

The gradient of a look-up is IndexedSlices, so that neither a step's time nor its memory depends on
the table's length.  When this module is imported, the tape and the optimizers learn about them: it
adds the VJP of `gather` along the first axis to `VJPS`, and fills `RULES` (indexed_slices.py).
"""

import numpy as np

from .gradients import VJPS, dense_gather
from .indexed_slices import RULES, IndexedSlices
from .ops import concat, convert_to_tensor, gather, multiply, reshape, unsorted_segment_sum
from .tape import GradientTape
from .tensor import constant
from .training import minibatches
from .variable import Variable


def take_rows(array, ids):
    """The rows of an array at `ids`, a copy.

    Args:
        array: of shape [n, ...].
        ids: an array of integers of any shape, each in [0, n).

    Returns an array of the shape of `ids` followed by that of a row.

    Raises ValueError where an id is out of range, or is no integer.
    """
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise ValueError(f"ids must be integers, not {ids.dtype}")
    if ids.size and not 0 <= ids.min() <= ids.max() < len(array):
        raise ValueError(f"ids must be in [0, {len(array)}), got {ids}")
    return array[ids]


def lookup_vjp(g, out, table, ids):
    """The gradient of a look-up of the rows `ids` in `table`: IndexedSlices, a slice for each id.

    Args:
        g, out: Tensors of the shape of `ids` followed by that of a row.
        table: a Tensor or Variable of shape [n, ...].
        ids: integer Tensor of any shape; what it names twice has two slices.
    """
    count = ids._array.size
    rows = reshape(g, (count, *table.shape[1:]))
    return IndexedSlices(rows, reshape(ids, (count,)), constant(table.shape, "int32"))


def to_dense(slices):
    """IndexedSlices as the Tensor that they stand for: slices of one row add up, the rest is 0."""
    values, indices = convert_to_tensor(slices.values), convert_to_tensor(slices.indices)
    return unsorted_segment_sum(values, indices, slices.shape[0])


def add_gradients(a, b, dense=to_dense):
    """The sum of two gradients of one Variable; it stays sparse (IndexedSlices) if both are.

    Args:
        a, b: each a Tensor or IndexedSlices.
        dense: makes IndexedSlices a Tensor.
    """
    if isinstance(a, IndexedSlices) and isinstance(b, IndexedSlices):
        values = concat([a.values, b.values], 0)
        return IndexedSlices(values, concat([a.indices, b.indices], 0), a.dense_shape)
    a, b = (dense(g) if isinstance(g, IndexedSlices) else g for g in (a, b))
    return a + b


class SparseSGD:
    """Gradient descent that reads and writes only the rows that a gradient names.

        velocity = momentum * velocity - learning_rate * g
        variable = variable + velocity

    Both lines are for rows that are named.  The others neither move, nor does their velocity fade.

    Args:
        learning_rate, momentum: numbers.
    """

    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = {}

    def apply_gradients(self, grads_and_vars):
        """Move the rows of each Variable, in place.

        Args:
            grads_and_vars: pairs (IndexedSlices, Variable).
        """
        for g, variable in grads_and_vars:
            if self.momentum:
                self._roll(g, variable)
            else:
                descend(variable, g, self.learning_rate)

    def _roll(self, g, variable):
        rows, places = np.unique(np.asarray(g.indices), return_inverse=True)
        total = unsorted_segment_sum(g.values, places.reshape(-1), len(rows))
        if variable.ref() not in self.velocities:
            self.velocities[variable.ref()] = Variable(np.zeros(variable.shape, variable.dtype))
        velocity = self.velocities[variable.ref()]
        moves = self.momentum * gather(velocity, rows) - self.learning_rate * total
        velocity.scatter_update(IndexedSlices(moves, rows))
        variable.scatter_add(IndexedSlices(moves, rows))


def train_map(table, pairs, distances, optimizer, epochs, batch_size, seed, loss):
    """Train a table of places on the distances of some pairs, in place.

    Args:
        table: a Variable, a row for each place.
        pairs: integer array of shape [n, 2].
        distances: array of shape [n].
        optimizer: takes a step with `apply_gradients`.
        epochs, batch_size: ints.
        seed: an int that decides the orders of the pairs, a new one in every epoch.
        loss: of (table, pairs, distances), a scalar Tensor: the mean over the pairs.

    Returns the mean loss of each epoch, a list of floats.
    """
    history = []
    for epoch in range(epochs):
        total = 0.0
        for some, wanted in minibatches(pairs, distances, batch_size, (seed, epoch)):
            with GradientTape() as tape:
                value = loss(table, some, wanted)
            optimizer.apply_gradients([(tape.gradient(value, table), table)])
            total += float(value) * len(some)
        history.append(total / len(pairs))
    return history


def descend(variable, g, rate):
    """Move each row that the IndexedSlices g name by `rate` times its slices, downhill."""
    variable.scatter_sub(IndexedSlices(multiply(g.values, rate), g.indices))


def _gather(g, out, params, indices, axis):
    """The VJP of `gather`: sparse along the first axis."""
    if axis == 0:
        return lookup_vjp(g, out, params, indices)
    return dense_gather(g, out, params, indices, axis)


VJPS["gather"] = (_gather, None)
RULES |= {"dense": to_dense, "add": add_gradients, "descend": descend}
