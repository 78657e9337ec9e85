"""The dtypes of Tensors, under TensorFlow's names.

A DType stands for one of NumPy's dtypes and is equal to it, so `x.numpy().dtype == tf.float32`
holds, and NumPy takes it wherever it takes a dtype: `np.zeros(3, tf.float32)`.
"""

import builtins
from typing import Any

import numpy as np


class DType:
    """The dtype of a Tensor; there is one object for each, such as `tf.float32`.

    It compares equal to whatever stands for the same dtype: NumPy's dtype, its class of numbers
    (np.float32), or the name "float32".
    """

    # NumPy looks for an attribute of this name in what it is given for a dtype.
    __slots__ = ("dtype",)

    def __init__(self, name):
        self.dtype = np.dtype(name)

    @property
    def name(self):
        """Its name, such as "float32"."""
        return self.dtype.name

    @property
    def as_numpy_dtype(self):
        """NumPy's class of such numbers, such as np.float32."""
        return self.dtype.type

    type = as_numpy_dtype

    @property
    def kind(self):
        """NumPy's letter for the kind of number: "f", "i", "u" or "b"."""
        return self.dtype.kind

    @property
    def size(self):
        """The bytes that one element takes."""
        return self.dtype.itemsize

    itemsize = size

    @property
    def is_floating(self):
        return self.kind == "f"

    @property
    def is_integer(self):
        return self.kind in "iu"

    @property
    def is_unsigned(self):
        return self.kind == "u"

    @property
    def is_bool(self):
        return self.kind == "b"

    @property
    def is_complex(self):
        return False

    @property
    def is_numpy_compatible(self):
        return True

    @property
    def base_dtype(self):
        return self

    real_dtype = base_dtype

    @property
    def min(self):
        """The least number of this dtype; raises TypeError for bools."""
        return self._limits().min

    @property
    def max(self):
        """The greatest number of this dtype; raises TypeError for bools."""
        return self._limits().max

    def _limits(self):
        if self.is_bool:
            raise TypeError("bools have no least and no greatest number")
        return np.finfo(self.dtype) if self.is_floating else np.iinfo(self.dtype)

    def is_compatible_with(self, other):
        """Whether `other` stands for the same dtype."""
        return self == other

    def __eq__(self, other):
        if type(other) is DType:
            return self is other
        try:
            return self.dtype == numpy_dtype(other)
        except TypeError:
            return False

    def __hash__(self):
        return hash(self.dtype)

    def __reduce__(self):
        return as_dtype, (self.name,)

    def __repr__(self):
        return f"tf.{self.name}"

    def __str__(self):
        return f"<dtype: {self.name!r}>"


float16 = DType("float16")
float32 = DType("float32")
float64 = DType("float64")
int8 = DType("int8")
int16 = DType("int16")
int32 = DType("int32")
int64 = DType("int64")
uint8 = DType("uint8")
uint16 = DType("uint16")
uint32 = DType("uint32")
uint64 = DType("uint64")
bool = DType("bool")

half, float, double = float16, float32, float64

_ALL = (float16, float32, float64, int8, int16, int32, int64, uint8, uint16, uint32, uint64, bool)

# NumPy's dtype, which is what an array says of itself: the DType.
DTYPES = {dtype.dtype: dtype for dtype in _ALL}

_BY_NAME = {dtype.name: dtype.dtype for dtype in _ALL}
_BY_NAME |= {"half": half.dtype, "float": float.dtype, "double": double.dtype}
# Python's own numbers: a float is float32, as everywhere in TensorFlow, and an int could be many.
_BY_CLASS: dict[Any, Any] = {builtins.float: float32.dtype, builtins.bool: bool.dtype}
_BY_CLASS |= {dtype.as_numpy_dtype: dtype.dtype for dtype in _ALL}
_BY_CLASS |= {np.longlong: int64.dtype, np.ulonglong: uint64.dtype}


def as_dtype(type_value):
    """The DType that `type_value` (a dtype, a NumPy class of numbers, or a name) stands for.

    Raises TypeError for anything that a Tensor cannot hold.
    """
    return DTYPES[numpy_dtype(type_value)]


def numpy_dtype(dtype):
    """NumPy's one object for a dtype, so that `is` compares them; as `as_dtype` otherwise."""
    if type(dtype) is DType:
        return dtype.dtype
    if isinstance(dtype, np.dtype):
        dtype = dtype.type
    known: Any = _BY_NAME if isinstance(dtype, str) else _BY_CLASS
    result = known.get(dtype) if isinstance(dtype, (str, builtins.type)) else None
    if result is None:
        raise TypeError(f"a Tensor holds floats, integers or bools, not {dtype!r}")
    return result
