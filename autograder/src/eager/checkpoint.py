"""Checkpoints: the values of Variables in a file, from which to go on another day.

A checkpoint is one `.npz` file, which NumPy reads without running anything: an array for each
Variable, under the path that leads to it, such as "model/layers/0/w".
"""

import os
import pathlib
import re

import numpy as np

from .errors import InvalidArgumentError, NotFoundError
from .module import leaves
from .variable import Variable


class Checkpoint:
    """Saves and restores the Variables of the objects that it is given.

        checkpoint = tf.train.Checkpoint(model=model, optimizer=optimizer)
        path = checkpoint.save("runs/line")     # runs/line-1
        checkpoint.restore(path)

    Args:
        root: an object whose own Variables are saved without a name before them.
        kwargs: Variables, Modules, optimizers, Checkpoints, or lists and dictionaries of them.
    """

    def __init__(self, root=None, **kwargs):
        self._root = root
        self.save_counter = Variable(0, False, name="save_counter", dtype="int64")
        vars(self).update(kwargs)

    def save(self, file_prefix):
        """`write` to `file_prefix` and a number that counts up.  Returns the path."""
        self.save_counter.assign_add(1)
        return self.write(f"{file_prefix}-{int(self.save_counter)}")

    def write(self, file_prefix):
        """Write all Variables to the file `file_prefix`.npz, as a whole or not at all.

        Returns `file_prefix`.
        """
        path = pathlib.Path(f"{file_prefix}.npz")
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.unfinished")
        with unfinished.open("wb") as file:
            np.savez(file, **{key: v.numpy() for key, v in self._variables().items()})
        os.replace(unfinished, path)
        return str(file_prefix)

    def restore(self, save_path):
        """Assign to all Variables what the file holds for them; `read` does the same.

        Returns:
            A status: its `assert_consumed` raises AssertionError if the file lacks a Variable or
            has one too many, `assert_existing_objects_matched` if it lacks one.

        Raises:
            NotFoundError: there is no such file.
            ValueError: a value has another shape than its Variable.  Nothing is assigned then.
            InvalidArgumentError: it has another dtype.  Nothing is assigned then.
        """
        if save_path is None:
            return Status(missing=(), surplus=())
        try:
            with np.load(f"{save_path}.npz", allow_pickle=False) as file:
                values = dict(file)
        except FileNotFoundError as error:
            raise NotFoundError(f"there is no checkpoint at {save_path}") from error
        variables = self._variables()
        both = [(key, variables[key], values[key]) for key in variables if key in values]
        for key, v, value in both:
            if value.shape != v.shape:
                raise ValueError(f"{key!r} has the shape {v.shape}, in the file {value.shape}")
            if value.dtype != v.dtype:
                raise InvalidArgumentError(
                    f"{key!r} has the dtype {v.dtype.name}, in the file {value.dtype.name}"
                )
        for _, v, value in both:
            v.assign(value)
        counter = {"save_counter"}
        return Status(
            missing=sorted(variables.keys() - values.keys() - counter),
            surplus=sorted(values.keys() - variables.keys() - counter),
        )

    read = restore

    def _variables(self):
        """Path -> Variable, for all that can be reached."""
        found: dict[str, Variable] = {}
        seen: set[int] = set()
        held = {key: value for key, value in vars(self).items() if key != "_root"}
        if self._root is not None:
            _collect(self._root, (), found, seen)
        for path, leaf in leaves(held):
            _collect(leaf, path, found, seen)
        return found


def _collect(thing, path, found, seen):
    """Put the Variables of `thing` into `found`, by their paths; each only once."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, Variable):
        found["/".join(path)] = thing
    elif hasattr(thing, "variables") and not hasattr(type(thing), "submodules"):  # an optimizer
        for i, v in enumerate(thing.variables):
            found["/".join((*path, str(i)))] = v
    elif hasattr(thing, "__dict__"):
        for more, leaf in leaves(vars(thing)):
            _collect(leaf, (*path, *more), found, seen)


class Status:
    """What did not match: the paths `missing` in the file, and those `surplus` there."""

    def __init__(self, missing, surplus):
        self.missing, self.surplus = list(missing), list(surplus)

    def assert_consumed(self):
        """Raise AssertionError unless file and Variables match one to one."""
        self.assert_existing_objects_matched()
        if self.surplus:
            raise AssertionError(
                f"the file has values for which there is no Variable: {self.surplus}"
            )
        return self

    def assert_existing_objects_matched(self):
        """Raise AssertionError unless the file had a value for every Variable."""
        if self.missing:
            raise AssertionError(f"the file has no values for {self.missing}")
        return self

    def expect_partial(self):
        """Does nothing: whoever calls it knows that not everything matches."""
        return self


def latest_checkpoint(checkpoint_dir):
    """The path of the newest checkpoint in a folder, without its ending; None if there is none."""
    files = pathlib.Path(checkpoint_dir).glob("*.npz")
    numbered = [(int(m[1]), f) for f in files if (m := re.search(r"-(\d+)\.npz$", f.name))]
    if not numbered:
        return None
    _, newest = max(numbered, key=lambda pair: (pair[1].stat().st_mtime_ns, pair[0]))
    return str(newest.with_suffix(""))
