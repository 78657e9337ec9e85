"""A small right library of all that the stage variables builds, for mistakes to be made in.

A mistake of that stage is an edit or two of this text: what stands here is replaced by what
the mistake's author wrote. So it is complete in itself, and leans on the insides of no other
implementation.
"""

from autograder.outside.course.mistake import edits_of

LIBRARY = """
import numpy as np


def has_value(x):
    return hasattr(x, "numpy")


def array_of(x):
    return x.numpy() if has_value(x) else x


def partner(y, dtype):
    return np.asarray(array_of(y), dtype=dtype)


def combine(function, x, y):
    dtype = x.dtype if has_value(x) else y.dtype
    if has_value(x) and has_value(y) and x.dtype != y.dtype:
        raise ValueError(f"cannot mix {x.dtype} and {y.dtype}")
    result = function(partner(x, dtype), partner(y, dtype))
    return Tensor(result)


class Operators:
    __array_ufunc__ = None

    def __add__(self, other):
        return combine(np.add, self, other)

    def __radd__(self, other):
        return combine(np.add, other, self)

    def __sub__(self, other):
        return combine(np.subtract, self, other)

    def __rsub__(self, other):
        return combine(np.subtract, other, self)

    def __mul__(self, other):
        return combine(np.multiply, self, other)

    def __rmul__(self, other):
        return combine(np.multiply, other, self)

    def __truediv__(self, other):
        return combine(np.true_divide, self, other)

    def __rtruediv__(self, other):
        return combine(np.true_divide, other, self)

    def __pow__(self, other):
        return combine(np.power, self, other)

    def __rpow__(self, other):
        return combine(np.power, other, self)

    def __neg__(self):
        return combine(np.multiply, self, -1)

    def __array__(self, dtype=None, copy=None):
        return np.array(self.numpy(), dtype=dtype)


class Tensor(Operators):
    def __init__(self, value, dtype=None):
        if dtype is None:
            dtype = getattr(value, "dtype", None)
        if dtype is None:
            kind = np.array(value).dtype.kind
            dtype = {"f": np.float32, "i": np.int32, "b": np.bool_}[kind]
        self._array = np.array(value, dtype=dtype)

    def numpy(self):
        return self._array.copy()

    @property
    def shape(self):
        return self._array.shape

    @property
    def dtype(self):
        return self._array.dtype


class Variable(Operators):
    def __init__(self, initial_value, trainable=True, name="Variable", dtype=None):
        self.trainable, self.name = trainable, name
        self._array = np.array(Tensor(array_of(initial_value), dtype).numpy())

    def numpy(self):
        return self._array.copy()

    def value(self):
        return Tensor(self._array)

    @property
    def shape(self):
        return self._array.shape

    @property
    def dtype(self):
        return self._array.dtype

    def __iadd__(self, other):
        raise RuntimeError("write v.assign_add(x), or y = v + x")

    __isub__ = __imul__ = __itruediv__ = __iadd__

    def fitting(self, value):
        if has_value(value) and value.dtype != self.dtype:
            raise ValueError(f"cannot take a value of dtype {value.dtype}")
        array = np.array(array_of(value), dtype=self.dtype)
        if array.shape != self.shape:
            raise ValueError(f"cannot take a value of shape {array.shape}")
        return array

    def assign(self, value):
        self._array[...] = self.fitting(value)
        return self

    def assign_add(self, delta):
        self._array[...] += self.fitting(delta)
        return self

    def assign_sub(self, delta):
        self._array[...] -= self.fitting(delta)
        return self

    def checked(self, slices):
        if not isinstance(slices, IndexedSlices):
            raise TypeError("expected IndexedSlices(values, indices)")
        indices, rows = slices.indices.numpy(), slices.values.numpy()
        if rows.dtype != self.dtype:
            raise ValueError(f"cannot take rows of dtype {rows.dtype}")
        if rows.shape != indices.shape + self.shape[1:]:
            raise ValueError(f"cannot take rows of shape {rows.shape}")
        if np.any(indices < 0):
            raise IndexError("a negative index")
        if np.any(indices >= len(self._array)):
            raise IndexError("an index beyond the last row")
        return indices, rows

    def scatter_update(self, slices):
        indices, rows = self.checked(slices)
        self._array[indices] = rows
        return self

    def scatter_sub(self, slices):
        indices, rows = self.checked(slices)
        np.subtract.at(self._array, indices, rows)
        return self


class IndexedSlices:
    def __init__(self, values, indices, dense_shape=None):
        self.values, self.indices, self.dense_shape = values, indices, dense_shape


def fitting(v, value):
    return v.fitting(value)


def checked(v, slices):
    return v.checked(slices)
"""

# Pieces of LIBRARY that several edits replace.
TENSOR_DTYPE = """\
        if dtype is None:
            dtype = getattr(value, "dtype", None)
        if dtype is None:
            kind = np.array(value).dtype.kind
            dtype = {"f": np.float32, "i": np.int32, "b": np.bool_}[kind]
"""
TENSOR_ARRAY = "        self._array = np.array(value, dtype=dtype)\n"
TENSOR_INIT = TENSOR_DTYPE + TENSOR_ARRAY
TENSOR_READ = """\
    def numpy(self):
        return self._array.copy()

    @property
    def shape(self):
        return self._array.shape

    @property
    def dtype(self):
        return self._array.dtype


class Variable"""
VARIABLE_INIT = "        self._array = np.array(Tensor(array_of(initial_value), dtype).numpy())\n"
VARIABLE_READ = """\
    def numpy(self):
        return self._array.copy()

    def value(self):
"""
REFUSED_UPDATES = """\
    def __iadd__(self, other):
        raise RuntimeError("write v.assign_add(x), or y = v + x")

    __isub__ = __imul__ = __itruediv__ = __iadd__
"""
MIXED_DTYPES = """\
    if has_value(x) and has_value(y) and x.dtype != y.dtype:
        raise ValueError(f"cannot mix {x.dtype} and {y.dtype}")
"""
WRONG_DTYPE = """\
        if has_value(value) and value.dtype != self.dtype:
            raise ValueError(f"cannot take a value of dtype {value.dtype}")
"""
WRONG_SHAPE = """\
        if array.shape != self.shape:
            raise ValueError(f"cannot take a value of shape {array.shape}")
"""
ASSIGN = "        self._array[...] = self.fitting(value)\n        return self\n"
ASSIGN_ADD = "        self._array[...] += self.fitting(delta)\n        return self\n"
ASSIGN_SUB = "        self._array[...] -= self.fitting(delta)\n        return self\n"
NO_SLICES = """\
        if not isinstance(slices, IndexedSlices):
            raise TypeError("expected IndexedSlices(values, indices)")
"""
WRONG_ROW_DTYPE = """\
        if rows.dtype != self.dtype:
            raise ValueError(f"cannot take rows of dtype {rows.dtype}")
"""
WRONG_ROW_SHAPE = """\
        if rows.shape != indices.shape + self.shape[1:]:
            raise ValueError(f"cannot take rows of shape {rows.shape}")
"""
NEGATIVE = """\
        if np.any(indices < 0):
            raise IndexError("a negative index")
"""
BEYOND = """\
        if np.any(indices >= len(self._array)):
            raise IndexError("an index beyond the last row")
"""
UPDATE = "        self._array[indices] = rows\n        return self\n"
SUBTRACT = "        np.subtract.at(self._array, indices, rows)\n        return self\n"

of_tensor = edits_of("variables-tensor", LIBRARY)
of_operators = edits_of("variables-operators", LIBRARY)
of_variable = edits_of("variables-variable", LIBRARY)
of_assign = edits_of("variables-assign", LIBRARY)
of_scatter = edits_of("variables-scatter", LIBRARY)
