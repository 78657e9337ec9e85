"""A Module: an object that knows its Variables, and those of the Modules that it is made of."""

import functools
import re
from typing import Any

from . import variable
from .variable import Variable


class name_scope:
    """A context in which the names of new Variables start with `name` and a slash."""

    def __init__(self, name):
        self._name = name

    @property
    def name(self):
        return f"{self._name}/"

    def __enter__(self):
        variable.scopes.append(self._name)
        return self.name

    def __exit__(self, *exception):
        variable.scopes.pop()


class Module:
    """What holds Variables in its attributes, or in lists, tuples and dictionaries there.

        class Dense(tf.Module):
            def __init__(self, inputs, outputs):
                super().__init__()
                self.w = tf.Variable(tf.random.normal([inputs, outputs]))
                self.b = tf.Variable(tf.zeros([outputs]))

        Dense(3, 2).trainable_variables     # b and w

    Args:
        name: a Python identifier; by default the class's name in small letters.

    Raises ValueError for a name that is no identifier.
    """

    def __init__(self, name=None):
        name = _snake_case(type(self).__name__) if name is None else name
        if not name.isidentifier():
            raise ValueError(f"{name!r} is no name for a module: it must be a Python identifier")
        self._name = name

    @property
    def name(self):
        return vars(self).get("_name") or _snake_case(type(self).__name__)

    @property
    def name_scope(self):
        """A context in which the names of new Variables start with that of the module."""
        return name_scope(self.name)

    @property
    def variables(self):
        """All Variables of this Module and of those within, sorted by the attributes' names."""
        return tuple(self._found(Variable))

    @property
    def trainable_variables(self):
        """Those of `variables` that gradient tapes watch by themselves."""
        return tuple(v for v in self.variables if v.trainable)

    @property
    def non_trainable_variables(self):
        """The other `variables`."""
        return tuple(v for v in self.variables if not v.trainable)

    @property
    def submodules(self):
        """All Modules within."""
        return tuple(self._found(Module))

    def _found(self, kind, seen=None):
        """The objects of a class that are held here, and then those held by Modules within."""
        seen = {id(self)} if seen is None else seen
        inside = []
        for _, leaf in leaves(vars(self)):
            if id(leaf) in seen:
                continue
            seen.add(id(leaf))
            if isinstance(leaf, kind):
                yield leaf
            if isinstance(leaf, Module):
                inside.append(leaf)
        for module in inside:
            yield from module._found(kind, seen)

    @classmethod
    def with_name_scope(cls, method):
        """A decorator for a method that makes Variables: it runs in the `name_scope`."""

        @functools.wraps(method)
        def wrapped(self, *args, **kwargs):
            with self.name_scope:
                return method(self, *args, **kwargs)

        return wrapped


def leaves(structure, path=()):
    """(path, leaf) of everything in a nested structure; dictionaries sorted by their keys."""
    parts: Any
    if isinstance(structure, dict):
        parts = sorted(structure.items(), key=lambda item: str(item[0]))
    elif isinstance(structure, (list, tuple)):
        parts = enumerate(structure)
    else:
        yield path, structure
        return
    for key, part in parts:
        yield from leaves(part, (*path, str(key)))


def _snake_case(name):
    """BigDense2 as big_dense2."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
