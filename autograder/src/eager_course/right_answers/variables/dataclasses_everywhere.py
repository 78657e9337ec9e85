# Dataclasses: a frozen one for the Tensor, plain ones for Variable and IndexedSlices.
# %% variables-tensor-solution
from dataclasses import dataclass, field


def choose_dtype(value, dtype):
    if dtype is not None:
        return np.dtype(dtype)
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype
    found = np.asarray(value).dtype
    return np.dtype({"float64": "float32", "int64": "int32"}.get(found.name, found.name))


@dataclass(frozen=True, eq=False, init=False)
class Tensor:
    _array: np.ndarray

    def __init__(self, value, dtype=None):
        object.__setattr__(self, "_array", np.array(value, dtype=choose_dtype(value, dtype)))

    def numpy(self):
        return self._array.copy()

    @property
    def shape(self):
        return self._array.shape

    @property
    def dtype(self):
        return self._array.dtype

    def __array__(self, dtype=None, copy=None):
        return np.array(self._array, dtype=dtype)
# %% variables-variable-solution
@dataclass(eq=False, init=False)
class Variable:
    trainable: bool
    name: str
    _array: np.ndarray = field(repr=False)

    def __init__(self, initial_value, trainable=True, name="Variable", dtype=None):
        self.trainable, self.name = trainable, name
        self._array = np.array(Tensor(array_of(initial_value), dtype).numpy())

    def numpy(self):
        return self._array.copy()

    def value(self):
        return Tensor(self._array)

    def _no(self, other):
        raise RuntimeError("a Variable changes by assign, assign_add and assign_sub only")

    __iadd__ = __isub__ = __imul__ = __itruediv__ = _no

    def assign(self, value):
        self._array[...] = array_of(value)

    @property
    def shape(self):
        return self._array.shape

    @property
    def dtype(self):
        return self._array.dtype

    def __array__(self, dtype=None, copy=None):
        return np.array(self._array, dtype=dtype)


give_operators(Variable)
# %% variables-scatter-solution
@dataclass(frozen=True)
class IndexedSlices:
    values: object
    indices: object
    dense_shape: object = None


def rows_of(v, slices):
    match slices:
        case IndexedSlices(values=values, indices=indices):
            places, rows = np.asarray(indices), np.asarray(values)
        case _:
            raise TypeError(f"expected IndexedSlices, got {type(slices).__name__}")
    if rows.dtype != v.dtype:
        raise ValueError(f"rows of {rows.dtype}, a Variable of {v.dtype}")
    if rows.shape != places.shape + v.shape[1:]:
        raise ValueError(f"rows of shape {rows.shape} for indices of shape {places.shape}")
    if places.min() < 0 or places.max() >= v.shape[0]:
        raise IndexError(f"not all of {places} are rows")
    return places, rows


def scatter_update(v, slices):
    places, rows = rows_of(v, slices)
    changed = v.numpy()
    changed[places] = rows
    v._array = changed
    return v


def scatter_sub(v, slices):
    places, rows = rows_of(v, slices)
    changed = v.numpy()
    for place, row in zip(places, rows, strict=True):
        changed[place] -= row
    v._array = changed
    return v


Variable.scatter_update = scatter_update
Variable.scatter_sub = scatter_sub
