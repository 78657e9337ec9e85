# A Variable is a box around a Tensor, which every change replaces; IndexedSlices is a NamedTuple.
# %% variables-tensor-solution
from typing import Any, NamedTuple


class Tensor:
    __slots__ = ("_array",)

    def __init__(self, value, dtype=None):
        array = np.array(value, dtype=dtype)
        if dtype is None and not hasattr(value, "dtype"):
            array = array.astype({"f": "float32", "i": "int32"}.get(array.dtype.kind, array.dtype))
        array.setflags(write=False)
        self._array = array

    def numpy(self):
        return self._array

    shape = property(lambda self: self._array.shape)
    dtype = property(lambda self: self._array.dtype)

    def __array__(self, dtype=None, copy=None):
        return np.array(self._array, dtype=dtype)

    def __repr__(self):
        return f"Tensor({self._array.tolist()})"
# %% variables-operators-solution
def combine(function, x, y):
    dtypes = {operand.dtype for operand in (x, y) if has_value(operand)}
    if len(dtypes) > 1:
        raise ValueError(f"these do not mix: {dtypes}")
    (dtype,) = dtypes
    left, right = (np.asarray(array_of(operand)).astype(dtype) for operand in (x, y))
    return Tensor(function(left, right))


def give_operators(kind):
    def pair(function):
        return (
            lambda self, other: combine(function, self, other),
            lambda self, other: combine(function, other, self),
        )

    kind.__add__, kind.__radd__ = pair(np.add)
    kind.__sub__, kind.__rsub__ = pair(np.subtract)
    kind.__mul__, kind.__rmul__ = pair(np.multiply)
    kind.__truediv__, kind.__rtruediv__ = pair(np.divide)
    kind.__pow__, kind.__rpow__ = pair(np.power)
    kind.__neg__ = lambda self: combine(np.subtract, 0, self)
    kind.__array_ufunc__ = None


give_operators(Tensor)
# %% variables-variable-solution
class Variable:
    def __init__(self, initial_value, trainable=True, name="Variable", dtype=None):
        self.trainable, self.name = trainable, name
        self._tensor = Tensor(array_of(initial_value), dtype)

    def numpy(self):
        return self._tensor.numpy()

    def value(self):
        return self._tensor

    def assign(self, value):
        self._tensor = Tensor(np.asarray(array_of(value)).astype(self.dtype))

    def __iadd__(self, other):
        raise RuntimeError("use assign_add and its sisters")

    __isub__ = __imul__ = __itruediv__ = __iadd__

    shape = property(lambda self: self._tensor.shape)
    dtype = property(lambda self: self._tensor.dtype)

    def __array__(self, dtype=None, copy=None):
        return np.array(self.numpy(), dtype=dtype)


give_operators(Variable)
# %% variables-assign-solution
def fitting(v, value):
    if has_value(value) and value.dtype != v.dtype:
        raise ValueError(f"{value.dtype} is not {v.dtype}")
    if np.shape(array_of(value)) != v.shape:
        raise ValueError(f"the shape must be {v.shape}")
    return np.asarray(array_of(value)).astype(v.dtype)


def put(v, array):
    v._tensor = Tensor(array)
    return v


def assign(v, value):
    return put(v, fitting(v, value))


def assign_add(v, delta):
    return put(v, v.numpy() + fitting(v, delta))


def assign_sub(v, delta):
    return put(v, v.numpy() - fitting(v, delta))


Variable.assign, Variable.assign_add, Variable.assign_sub = assign, assign_add, assign_sub
# %% variables-scatter-solution
class IndexedSlices(NamedTuple):
    values: Any
    indices: Any
    dense_shape: Any = None


def checked(v, slices):
    if not isinstance(slices, IndexedSlices):
        raise TypeError("IndexedSlices, please")
    rows = slices.values.numpy()
    places = slices.indices.numpy().tolist()
    if rows.dtype != v.dtype or rows.shape != (len(places), *v.shape[1:]):
        raise ValueError("the rows do not fit")
    if not all(0 <= place < v.shape[0] for place in places):
        raise IndexError("no such row")
    return places, rows


def scatter_update(v, slices):
    places, rows = checked(v, slices)
    array = v.numpy().copy()
    for place, row in zip(places, rows):
        array[place] = row
    return put(v, array)


def scatter_sub(v, slices):
    places, rows = checked(v, slices)
    array = v.numpy().copy()
    for place, row in zip(places, rows):
        array[place] = array[place] - row
    return put(v, array)


Variable.scatter_update, Variable.scatter_sub = scatter_update, scatter_sub
