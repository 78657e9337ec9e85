"""A Tensor is a value: an array that nobody can change once it exists.

Everything else here follows from that.  Arithmetic gives new Tensors, a tape may
keep every Tensor it saw, and two Tensors may share memory without harm.  State,
which does change, lives in a Variable (variable.py).

The operators (`x + y`, `x[0]`, ...) are ops, and ops.py attaches them.

Unlike in TensorFlow, a NumPy float never becomes an integer unasked:
`tf.constant([1, 2]) * np.array([1.5, 2.5])` is a TypeError here, and silently
truncates there.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from . import dtypes
from .references import Reference
from .shapes import shape_of

_new = object.__new__


class Tensor:
    """An immutable array of floats, integers or bools.

    `Tensor(value)` copies `value` in; dtypes follow TensorFlow: a Python float gives
    float32, an int gives int32 (int64 when it needs more room), a bool gives bool, and a
    NumPy array or number keeps its own dtype.

    Args:
        value: a number, a nested list, an array or a Tensor, of any shape.
        dtype: the dtype wanted, if not the one above.

    Raises:
        ValueError: `value` is None, or its rows differ in length.
        TypeError: `value` does not fit `dtype`, or is not a number at all.
    """

    # `_array` is a NumPy array, or a NumPy scalar where the shape is ().
    # `_origin`, if it was read from a part of a Variable: (the Variable, the index).
    __slots__ = ("__weakref__", "_array", "_origin")

    # Tells NumPy to leave `array + tensor` to the Tensor.
    __array_priority__ = 100

    if TYPE_CHECKING:  # ops.py attaches them
        __add__: Any
        __sub__: Any
        __mul__: Any
        __truediv__: Any
        __neg__: Any
        __getitem__: Any
        _origin: Any
        __radd__: Any
        __rsub__: Any
        __rmul__: Any
        __rtruediv__: Any
        __pow__: Any
        __matmul__: Any

    def __init__(self, value, dtype=None):
        self._array = as_array(value, dtype)

    @property
    def shape(self):
        """The length of each axis, a TensorShape (a tuple of ints); () for a scalar."""
        return shape_of(self._array.shape)

    @property
    def dtype(self):
        """The dtype of every element, such as `tf.float32`."""
        return dtypes.DTYPES[self._array.dtype]

    @property
    def ndim(self):
        """The number of axes; 0 for a scalar."""
        return self._array.ndim

    def numpy(self):
        """The value, copied to a NumPy array (a NumPy scalar if the shape is ())."""
        array = self._array
        return array.copy() if array.ndim else array[()]

    @property
    def assign(self):
        """For a part of a Variable, such as v[0]: the function that replaces it there.

        Raises AttributeError for any other Tensor.
        """
        try:
            variable, key = self._origin
        except AttributeError:
            raise AttributeError("a Tensor has no assign: it never changes, Variables do") from None
        return lambda value: variable._assign_part(key, value)

    def eval(self, feed_dict=None, session=None):
        """Raises NotImplementedError: a Tensor here has its value at once, see `numpy`."""
        raise NotImplementedError("eval is for graphs, which eager does not have: use .numpy()")

    def get_shape(self):
        """The shape, as an older name for it."""
        return self.shape

    def ref(self):
        """A hashable stand-in for this very Tensor, for use as a dictionary key."""
        return Reference(self)

    def __array__(self, dtype=None, copy=None):
        if copy is False:
            raise ValueError("an array made from a Tensor is always a copy")
        return np.array(self._array, dtype=dtype)

    def __len__(self):
        if not self._array.ndim:
            raise TypeError("a scalar Tensor has no len()")
        return len(self._array)

    def __iter__(self):
        if not self._array.ndim:
            raise TypeError("cannot iterate over a scalar Tensor")
        return (self[i] for i in range(len(self._array)))

    def __bool__(self):
        if self._array.size > 1:
            raise ValueError(
                f"the truth value of a Tensor of shape {self.shape} is ambiguous: "
                "use tf.reduce_any or tf.reduce_all"
            )
        return bool(self._array.any())

    def __float__(self):
        return float(self._scalar("float"))

    def __int__(self):
        return int(self._scalar("int"))

    def __index__(self):
        return self._scalar("an index").__index__()

    def _scalar(self, kind):
        if self._array.ndim:
            raise TypeError(f"only a scalar Tensor converts to {kind}, this has shape {self.shape}")
        return self._array.item()

    def __copy__(self):
        return self  # a value, so one is as good as two

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return constant, (self.numpy(),)

    def __hash__(self):
        raise TypeError("a Tensor is unhashable, since == compares elements: use tensor.ref()")

    def __format__(self, spec):
        return format(self.numpy(), spec)

    def __str__(self):
        return f"tf.Tensor({text(str(self.numpy()))}, shape={self.shape}, dtype={self.dtype.name})"

    def __repr__(self):
        return (
            f"<tf.Tensor: shape={self.shape}, dtype={self.dtype.name}, numpy={show(self.numpy())}>"
        )


def _elsewhere(name, where):
    """A property of NumPy's arrays that a Tensor lacks: it raises, and says what to use instead."""

    def missing(self):
        raise AttributeError(f"a Tensor has no {name}: use {where}")

    return property(missing)


# Not by __getattr__, which would slow down every attribute of a Tensor.
for _name, _where in {
    "T": "tf.transpose",
    "astype": "tf.cast",
    "reshape": "tf.reshape",
    "item": "float(…) or .numpy()",
    "tolist": ".numpy().tolist()",
    "size": "tf.size",
    **{name: f"tf.reduce_{name}" for name in ("sum", "mean", "max", "min", "prod", "any", "all")},
}.items():
    setattr(Tensor, _name, _elsewhere(_name, _where))


def wrap(array):
    """A Tensor around `array` itself, not a copy: for results that nobody else will write to."""
    tensor = _new(Tensor)
    tensor._array = array
    return tensor


def constant(value, dtype=None, shape=None):
    """A Tensor that holds a copy of `value` (see `Tensor` for the dtype that it gets).

    Args:
        shape: if given, the value is reshaped to it; a scalar is repeated to fill it.

    Raises:
        TypeError: the elements of `value` do not fill `shape`.
    """
    if hasattr(value, "_to_tensor"):  # a Variable stands for its value at this moment
        value = value._to_tensor()
    array = as_array(value, dtype)
    if shape is None:
        # A Tensor is returned as it is, as in TensorFlow, so that a tape can follow it.
        return value if isinstance(value, Tensor) else wrap(array)
    count = int(np.prod(shape, dtype=int))
    if array.size not in (1, count):
        raise TypeError(f"{array.size} elements do not fill the shape {tuple(shape)}")
    return wrap(np.full(shape, array) if array.size == 1 else array.reshape(shape))


def as_array(value, dtype=None):
    """A new NumPy array (a NumPy scalar for shape ()) holding `value`, by TensorFlow's rules."""
    wanted = None if dtype is None else dtypes.numpy_dtype(dtype)
    if value is None:
        raise ValueError(
            "cannot make a Tensor of None: was a gradient None, or a return forgotten?"
        )
    if isinstance(value, Tensor):
        if wanted not in (None, value.dtype):
            raise TypeError(f"expected a Tensor of dtype {wanted.name}, got {value!r}: use tf.cast")
        return value._array
    if not isinstance(value, (np.ndarray, np.generic)):
        return _array_of_python(value, wanted)
    if value.dtype.kind not in "fiub":
        raise TypeError(f"a Tensor cannot hold a NumPy value of dtype {value.dtype.name}")
    array = np.array(value, dtype=wanted or dtypes.numpy_dtype(value.dtype), subok=False)
    return array if array.ndim else array[()]


def as_array_like(value, dtype):
    """`value` (not a Tensor) as an array of a neighbor's `dtype`, if no fraction is lost.

    Raises TypeError for a float, Python's or NumPy's, if `dtype` is an integer or bool.
    """
    if type(value) is float and dtype.kind == "f":
        return dtype.type(value)
    if isinstance(value, (np.ndarray, np.generic)) and _RANK[value.dtype.kind] > _RANK[dtype.kind]:
        raise TypeError(f"cannot convert {value!r} to dtype {dtype.name} without loss: use tf.cast")
    return as_array(value, dtype)


# bool fits into integers, and integers into floats, but not the other way.
_RANK = {"b": 0, "u": 1, "i": 1, "f": 2, "c": 3, "U": 4, "S": 4, "O": 4, "M": 4, "m": 4, "V": 4}


def _array_of_python(value, wanted):
    """An array of a Python number or a nested list, whose numbers have no dtype yet."""
    try:
        array = np.array(value)
    except ValueError as error:
        raise ValueError(f"cannot make a Tensor of rows of different lengths: {value!r}") from error
    types = set(map(type, _leaves(value)))
    if any(hasattr(t, "_to_tensor") for t in types):
        raise ValueError(
            "cannot make a constant of Variables: use tf.stack or tf.convert_to_tensor"
        )
    if array.dtype.kind == "O" or (str in types and len(types) > 1):
        raise ValueError(f"cannot make a Tensor of {value!r}: not all of it is numbers")
    if array.dtype.kind not in "fiub":
        raise TypeError(f"cannot make a Tensor of {value!r}: a Tensor holds numbers or bools")
    if bool in types and float in types:
        raise ValueError(f"cannot mix bools and floats in one Tensor: {value!r}")
    if wanted is None:
        wanted = _default_dtype(array, types)
    elif _RANK[array.dtype.kind] > _RANK[wanted.kind] and array.size:
        raise TypeError(f"cannot convert {value!r} to a Tensor of dtype {wanted.name}")
    try:
        array = np.array(value, dtype=wanted)
    except OverflowError as error:
        raise TypeError(f"{value!r} is out of the range of dtype {wanted.name}") from error
    return array if array.ndim else array[()]


def _leaves(value):
    """Every number in a nested list (an array inside it counts as one number of its dtype)."""
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item)
    else:
        yield value.dtype.type(0) if isinstance(value, np.ndarray) and value.size else value


def _default_dtype(array, types):
    own = [np.dtype(t) for t in types if issubclass(t, np.generic)]
    if own:
        return np.result_type(*own, *(t(0) for t in types & {int, float}))
    if array.dtype.kind == "f":
        return dtypes.float32
    if array.dtype.kind == "b":
        return dtypes.bool
    small = np.iinfo(np.int32)
    fits = not array.size or (small.min <= array.min() and array.max() <= small.max)
    return dtypes.int32 if fits else dtypes.int64


def show(array):
    """NumPy's text for `array`: repr for many elements, and just the number for one scalar."""
    return text(repr(array) if array.ndim else str(array))


def text(lines):
    """`lines`, starting on a new line if there are several."""
    return f"\n{lines}" if "\n" in lines else lines
