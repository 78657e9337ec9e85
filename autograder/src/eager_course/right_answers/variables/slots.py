# __slots__ everywhere, and assignment by replacing the array.
# %% variables-tensor-solution
class Tensor:
    __slots__ = ("_array", "__weakref__")

    def __init__(self, value, dtype=None):
        if dtype is None and not hasattr(value, "dtype"):
            dtype = {float: np.float32, int: np.int32, bool: np.bool_}[np.array(value).dtype.type(0).item().__class__]
        array = np.array(value, dtype=dtype)
        array.setflags(write=False)
        object.__setattr__(self, "_array", array)

    def __setattr__(self, name, value):
        raise AttributeError(f"a Tensor cannot be changed: {name}")

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
class Variable:
    __slots__ = ("_array", "name", "trainable")

    def __init__(self, initial_value, trainable=True, name="Variable", dtype=None):
        self.trainable, self.name = trainable, name
        self._array = Tensor(array_of(initial_value), dtype).numpy()

    def numpy(self):
        return np.copy(self._array)

    def value(self):
        return Tensor(self._array)

    def __iadd__(self, other):
        raise RuntimeError("use assign_add")

    def __isub__(self, other):
        raise RuntimeError("use assign_sub")

    def __imul__(self, other):
        raise RuntimeError("use assign(v * x)")

    def __itruediv__(self, other):
        raise RuntimeError("use assign(v / x)")

    def assign(self, value):
        self._array = np.array(array_of(value), dtype=self._array.dtype)

    shape = property(lambda self: self._array.shape)
    dtype = property(lambda self: self._array.dtype)

    def __array__(self, dtype=None, copy=None):
        return np.array(self._array, dtype=dtype)


give_operators(Variable)
# %% variables-assign-solution
def fitting(v, value):
    if has_value(value):
        if np.dtype(value.dtype) != np.dtype(v.dtype):
            raise ValueError(f"{v.dtype} wanted, not {value.dtype}")
        array = value.numpy()
    else:
        array = np.array(value).astype(v.dtype)
    if array.shape != tuple(v.shape):
        raise ValueError(f"{v.shape} wanted, not {array.shape}")
    return np.array(array)


def assign(v, value):
    v._array = fitting(v, value)
    return v


def assign_add(v, delta):
    return assign(v, v._array + fitting(v, delta))


def assign_sub(v, delta):
    return assign(v, v._array - fitting(v, delta))


Variable.assign, Variable.assign_add, Variable.assign_sub = assign, assign_add, assign_sub
