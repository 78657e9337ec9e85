"""The names from TensorFlow 1 that older programs use, as aliases of today's."""

from .indexed_slices import IndexedSlices
from .random import normal, set_seed, uniform

random_normal = normal
random_uniform = uniform
set_random_seed = set_seed


def enable_eager_execution():
    """Does nothing: execution is always eager here."""


def executing_eagerly():
    """True, always."""
    return True


def assign(ref, value):
    """ref.assign(value), for a Variable `ref`."""
    return ref.assign(value)


def assign_add(ref, value):
    """ref.assign_add(value), for a Variable `ref`."""
    return ref.assign_add(value)


def assign_sub(ref, value):
    """ref.assign_sub(value), for a Variable `ref`."""
    return ref.assign_sub(value)


def scatter_update(ref, indices, updates):
    """Replace the rows of the Variable `ref` at `indices` by `updates`."""
    return ref.scatter_update(IndexedSlices(updates, indices))


def scatter_add(ref, indices, updates):
    """Add `updates` to the rows of the Variable `ref` at `indices`."""
    return ref.scatter_add(IndexedSlices(updates, indices))


def scatter_sub(ref, indices, updates):
    """Subtract `updates` from the rows of the Variable `ref` at `indices`."""
    return ref.scatter_sub(IndexedSlices(updates, indices))
