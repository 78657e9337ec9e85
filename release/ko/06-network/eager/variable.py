"""A Variable is state: a box with a value in it, which can be replaced.

Used in an expression, a Variable stands for the value that it has at that moment, as a
Tensor.  That Tensor never changes, whatever happens to the Variable afterwards: every
read is a snapshot.

Where TensorFlow is careless, this Variable raises an error and changes nothing:

- an update with an index out of range (TensorFlow writes the rows before it);
- rows of IndexedSlices that are too short (TensorFlow repeats them); a scalar may still
  stand for all of the rows, as TensorFlow's documentation says;
- NumPy floats assigned to an integer Variable (TensorFlow drops their fractions);
- `v %= 2`, `v //= 2`, `v @= m` (in TensorFlow the name silently becomes a Tensor).

And it is more regular than TensorFlow's:

- `tf.cast(v, v.dtype)` is a read like any other (TensorFlow gives the Variable itself, which
  changes with the next assignment);
- a tape hears of a Variable when its value is read, and only then: `tf.Variable(v)` and
  `tf.stop_gradient(v)` are reads, but `v.numpy()`, `print(v)`, and the assign and scatter methods
  are not (in TensorFlow it is the other way round: the latter make a tape watch v, the former do
  not);
- `v == None` is False, as for a Tensor (in TensorFlow it is a ValueError).
"""

import itertools
import sys

import numpy as np

from . import dtypes
from .errors import InvalidArgumentError
from .indexed_slices import IndexedSlices
from .kernels import check_indices
from .ops import apply, attach_operators, convert_to_tensor, gather, getitem
from .places import flat_places
from .references import Reference
from .shapes import shape_of
from .tensor import Tensor, as_array_like, constant, show


class Variable:
    """A value that can be reassigned; its shape and dtype stay the same.

    Args:
        initial_value: what `tf.constant` takes, a Tensor, another Variable (whose value is
            copied), or a function of no arguments that returns one of these.
        trainable: whether gradient tapes watch this Variable automatically.
        name: for people; need not be unique.
        dtype: the dtype wanted, if not that of `tf.constant(initial_value)`.
        shape: the shape that the value must have, if that is to be checked.

    Raises:
        ValueError: there is no initial value, or it is a Tensor of another dtype, or of another
            `shape`.
    """

    # `_array` is an array of the Variable's own, shared with Tensors that were read from it;
    # whoever writes into it has to make sure first that it is not shared (see _own_array).
    # `_place`: how many Variables were made before it; tapes list them in that order.
    __slots__ = ("__weakref__", "_array", "_name", "_place", "_trainable")
    __array_priority__ = 100

    def __init__(
        self,
        initial_value=None,
        trainable=True,
        *,
        name="Variable",
        dtype=None,
        shape=None,
        validate_shape=True,
    ):
        if initial_value is None:
            raise ValueError("a Variable needs an initial value, such as tf.Variable(0.0)")
        if callable(initial_value):
            initial_value = initial_value()
        self._array = _copy(convert_to_tensor(initial_value, dtype)._array)
        if shape is not None and self._array.shape != tuple(shape):
            raise ValueError(f"an initial value of shape {self._array.shape}, not {tuple(shape)}")
        self._trainable = bool(trainable)
        self._name = "/".join([*scopes, name or "Variable"])
        self._place = next(_PLACES)

    @property
    def shape(self):
        """The length of each axis, a TensorShape (a tuple of ints); () for a scalar."""
        return shape_of(self._array.shape)

    @property
    def dtype(self):
        """The dtype of every element, such as `tf.float32`."""
        return dtypes.DTYPES[self._array.dtype]

    @property
    def trainable(self):
        """Whether gradient tapes watch this Variable automatically."""
        return self._trainable

    @property
    def name(self):
        """The name that it was given, followed by ":0", as in TensorFlow."""
        return f"{self._name}:0"

    # ----------------------------------------------------------------------- reading

    def read_value(self):
        """The current value, as a Tensor; a tape sees the read."""
        return apply("read_variable", self)

    value = _to_tensor = read_value

    def numpy(self):
        """The value, copied to a NumPy array (a NumPy scalar if the shape is ()).

        This is not an op: no tape or listener hears of it.
        """
        array = self._array
        return array.copy() if array.ndim else array[()]

    def sparse_read(self, indices, name=None):
        """The rows at `indices`; see `tf.gather`."""
        return gather(self, indices)

    def ref(self):
        """A hashable stand-in for this very Variable, for use as a dictionary key."""
        return Reference(self)

    experimental_ref = ref

    def __copy__(self):
        return self  # a copy of a Variable shares its value, as in TensorFlow

    def __deepcopy__(self, memo):
        return Variable(self.numpy(), self._trainable, name=self._name)

    def is_initialized(self):
        """True, always, as a Tensor: a Variable has a value from the start."""
        return constant(True)

    def get_shape(self):
        """The shape, as an older name for it."""
        return self.shape

    def __getitem__(self, key):
        """The part of the value at `key`, as of a Tensor; `v[key].assign(value)` replaces it."""
        part = getitem(self, key)
        part._origin = self, key
        return part

    def _assign_part(self, key, value):
        array = np.array(self._array)
        value = self._array_from(value)
        try:
            array[key] = value
        except ValueError as error:
            raise InvalidArgumentError(
                f"cannot assign to a part of {self.name!r}: {error}"
            ) from error
        return self.assign(array)

    # ---------------------------------------------------------------------- assigning

    def assign(self, value, use_locking=None, name=None, read_value=True):
        """Hold `value` from now on.  Returns the Variable (None if not `read_value`).

        Raises:
            ValueError: `value` has another shape, or is a Tensor of another dtype.
            TypeError: `value` is a plain float, but the Variable holds integers.
        """
        array = self._array_from(value)
        if array.shape != self._array.shape:
            raise ValueError(
                f"cannot assign a value of shape {array.shape} to {self.name!r} of shape "
                f"{self.shape}: the shapes must be the same"
            )
        self._array = _copy(array)
        return self if read_value else None

    def assign_add(self, delta, use_locking=None, name=None, read_value=True):
        """Add `delta`, of the same shape and dtype.  Returns as `assign` does.

        Raises:
            InvalidArgumentError: `delta` has another shape; it is not broadcast.
            ValueError, TypeError: `delta` has another dtype, as for `assign`.
        """
        self._array = self._array + self._delta_from(delta)
        return self if read_value else None

    def assign_sub(self, delta, use_locking=None, name=None, read_value=True):
        """Subtract `delta`, of the same shape and dtype; otherwise as `assign_add`."""
        self._array = self._array - self._delta_from(delta)
        return self if read_value else None

    def _delta_from(self, delta):
        """`delta` as an array of just the Variable's shape and dtype."""
        # For two scalars of one NumPy class there is no need to compare dtypes and shapes, which
        # saves 2 % of a step of the course's first model.
        if type(delta) is Tensor and type(delta._array) is type(self._array) in _NUMBERS:
            return delta._array
        if self._array.dtype.kind == "b":
            raise InvalidArgumentError(f"{self.name!r} holds bools, which have no arithmetic")
        same = type(delta) is Tensor and delta._array.dtype is self._array.dtype
        array = delta._array if same else self._array_from(delta)
        if array.shape != self._array.shape:
            raise InvalidArgumentError(
                f"cannot update {self.name!r} of shape {self.shape} by a value of shape "
                f"{array.shape}: the shapes must be the same"
            )
        return array

    def _array_from(self, value):
        """`value` as an array of the Variable's dtype."""
        if type(value) is Tensor and value._array.dtype is self._array.dtype:
            return value._array
        if isinstance(value, (Tensor, list, tuple)) or hasattr(value, "_to_tensor"):
            return convert_to_tensor(value, self.dtype)._array
        return as_array_like(value, self.dtype)

    # ------------------------------------------------------------ writing single rows

    def scatter_update(self, sparse_delta, use_locking=False, name=None):
        """Replace the rows at `sparse_delta.indices`; of an index given twice, the last holds.

        Args:
            sparse_delta: IndexedSlices with indices of any shape [...], each in
                [0, shape[0]), and values of shape [..., *shape[1:]] (or a scalar).

        Returns:
            The Variable.

        Raises:
            TypeError: `sparse_delta` is not IndexedSlices.
            InvalidArgumentError: an index or a shape is wrong.  In that case nothing is written.
            ValueError: the values have another dtype.
        """
        indices, rows = self._checked(sparse_delta)
        self._own_array()[indices] = rows
        return self

    def scatter_add(self, sparse_delta, use_locking=False, name=None):
        """Add rows; those of an index given twice add up.  Otherwise as `scatter_update`."""
        return self._scatter(np.add, sparse_delta)

    def scatter_sub(self, sparse_delta, use_locking=False, name=None):
        """Subtract rows; otherwise as `scatter_add`."""
        return self._scatter(np.subtract, sparse_delta)

    def scatter_mul(self, sparse_delta, use_locking=False, name=None):
        """Multiply by rows; otherwise as `scatter_add`."""
        return self._scatter(np.multiply, sparse_delta)

    def scatter_div(self, sparse_delta, use_locking=False, name=None):
        """Divide by rows; otherwise as `scatter_add`."""
        return self._scatter(np.divide, sparse_delta)

    def scatter_max(self, sparse_delta, use_locking=False, name=None):
        """Keep the larger of each element and its update; otherwise as `scatter_add`."""
        return self._scatter(np.maximum, sparse_delta)

    def scatter_min(self, sparse_delta, use_locking=False, name=None):
        """Keep the smaller of each element and its update; otherwise as `scatter_add`."""
        return self._scatter(np.minimum, sparse_delta)

    def batch_scatter_update(self, sparse_delta, use_locking=False, name=None):
        """`scatter_update` along the last axis of the indices, for each batch before it."""
        places = convert_to_tensor(sparse_delta.indices)._array
        batch = np.indices(places.shape, places.dtype)[: places.ndim - 1]
        return self.scatter_nd_update(np.stack([*batch, places], -1), sparse_delta.values)

    def scatter_nd_update(self, indices, updates, name=None):
        """Replace what is at `indices`, places as in `tf.gather_nd`, by `updates`.

        Raises InvalidArgumentError, and changes nothing, where a place or a shape is wrong.
        """
        return self._scatter_nd(None, indices, updates)

    def scatter_nd_add(self, indices, updates, name=None):
        """Add to what is at `indices`; updates of one place add up.  As `scatter_nd_update`."""
        return self._scatter_nd(np.add, indices, updates)

    def scatter_nd_sub(self, indices, updates, name=None):
        """Subtract; otherwise as `scatter_nd_add`."""
        return self._scatter_nd(np.subtract, indices, updates)

    def scatter_nd_max(self, indices, updates, name=None):
        """Keep the larger; otherwise as `scatter_nd_add`."""
        return self._scatter_nd(np.maximum, indices, updates)

    def scatter_nd_min(self, indices, updates, name=None):
        """Keep the smaller; otherwise as `scatter_nd_add`."""
        return self._scatter_nd(np.minimum, indices, updates)

    def _scatter_nd(self, ufunc, indices, updates):
        flat, depth = flat_places(convert_to_tensor(indices)._array, self._array.shape)
        rows, shape = self._array_from(updates), self._array.shape[depth:]
        if rows.shape != flat.shape + shape:
            raise InvalidArgumentError(
                f"{self.name!r} needs updates of shape {flat.shape + shape}, got {rows.shape}"
            )
        table = self._own_array().reshape(-1, *shape)  # a view
        if ufunc is None:
            table[flat] = rows
        else:
            ufunc.at(table, flat, rows)
        return self

    def _scatter(self, ufunc, sparse_delta):
        indices, rows = self._checked(sparse_delta)
        if self._array.dtype == bool:
            raise InvalidArgumentError(f"{self.name!r} holds bools, which have no arithmetic")
        array = self._own_array()
        if np.unique(indices).size == indices.size:
            array[indices] = ufunc(array[indices], rows)
        else:
            ufunc.at(array, indices, rows)  # one by one, so that repeated indices add up
        return self

    def _checked(self, slices):
        """The indices and rows of `slices` as arrays, ready to be written."""
        if not isinstance(slices, IndexedSlices):
            raise TypeError(f"expected tf.IndexedSlices(values, indices), got {slices!r}")
        if not self._array.ndim:
            raise InvalidArgumentError(f"{self.name!r} is a scalar: it has no rows")
        rows = self._array_from(slices.values)
        indices = convert_to_tensor(slices.indices)._array
        check_indices(indices, len(self._array))
        if rows.shape not in ((), indices.shape + self.shape[1:]):
            raise InvalidArgumentError(
                f"{self.name!r} of shape {self.shape} at indices of shape {indices.shape} needs "
                f"values of shape {indices.shape + self.shape[1:]}, got {rows.shape}"
            )
        return indices, rows

    def _own_array(self):
        """The array, to write into: copied first if a Tensor read earlier still shares it.

        The reference count tells, since views of an array hold a reference to it too.  So a
        scatter costs as much as its rows, however long the Variable is, unless somebody keeps a
        snapshot of the whole.
        """
        if sys.getrefcount(self._array) > _REFERENCES_WHEN_ALONE:
            self._array = self._array.copy()
        return self._array

    # ------------------------------------------------------------------ what is refused

    def __setitem__(self, key, value):
        raise TypeError(
            "a Variable does not support item assignment: use assign for the whole value, "
            "or scatter_update(tf.IndexedSlices(values, indices)) for rows"
        )

    def __delitem__(self, key):
        raise TypeError("a Variable does not support item deletion: its shape stays")

    def _refuse(self, other):
        raise RuntimeError(
            "a Variable is not updated by `v += x`: use v.assign_add(x), v.assign_sub(x) or "
            "v.assign(v * x), or write `y = v + x` for a new Tensor"
        )

    __iadd__ = __isub__ = __imul__ = __itruediv__ = _refuse
    __ifloordiv__ = __imod__ = __ipow__ = __imatmul__ = _refuse

    # ------------------------------------------------------------- a value among values

    def __iter__(self):
        return iter(self.read_value())

    def __bool__(self):
        return bool(self.read_value())

    def __float__(self):
        return float(self.read_value())

    def __int__(self):
        return int(self.read_value())

    def __index__(self):
        return self.read_value().__index__()

    def __array__(self, dtype=None, copy=None):
        return self.read_value().__array__(dtype, copy)

    def __format__(self, spec):
        return format(self.numpy(), spec) if spec else str(self)

    def __hash__(self):
        raise TypeError("a Variable is unhashable, since == compares elements: use variable.ref()")

    def __repr__(self):
        return (
            f"<tf.Variable {self.name!r} shape={self.shape} dtype={self.dtype.name}, "
            f"numpy={show(self.numpy())}>"
        )


_PLACES = itertools.count()
_NUMBERS = {d.as_numpy_dtype for d in dtypes.DTYPES.values()} - {np.bool_}
scopes: list[str] = []  # the names of the name scopes in force, outermost first


def _copy(array):
    """An array that owns its memory (a scalar needs no copy: nobody can change one)."""
    return np.array(array) if array.ndim else array[()]


def _references_when_alone():
    """What sys.getrefcount says of an array that only one Variable holds."""
    variable = Variable(np.zeros(1))
    return sys.getrefcount(variable._array)


attach_operators(Variable)
_REFERENCES_WHEN_ALONE = _references_when_alone()
