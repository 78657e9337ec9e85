# Read-only arrays are handed out uncopied, and no array is ever written to twice.
# %% variables-tensor-solution
def frozen(array):
    array.flags.writeable = False
    return array


class Tensor:
    def __init__(self, value, dtype=None):
        if dtype is None and not isinstance(value, (np.ndarray, np.generic)):
            dtype = np.result_type(np.array(value).dtype, np.bool_)
            dtype = np.float32 if dtype.kind == "f" else np.int32 if dtype.kind == "i" else dtype
        self._array = frozen(np.array(value, dtype=dtype))

    def numpy(self):
        return self._array

    @property
    def shape(self):
        return self._array.shape

    @property
    def dtype(self):
        return self._array.dtype

    def __array__(self, dtype=None, copy=None):
        return np.array(self._array, dtype=dtype)

    def __repr__(self):
        return f"Tensor({self._array.tolist()})"
# %% variables-variable-solution
class Variable:
    def __init__(self, initial_value, trainable=True, name="Variable", dtype=None):
        self.trainable, self.name = trainable, name
        self._array = Tensor(array_of(initial_value), dtype).numpy()

    def numpy(self):
        return self._array

    def value(self):
        return Tensor(self._array)

    def __iadd__(self, other):
        raise RuntimeError("write v.assign_add(...)")

    __isub__ = __imul__ = __itruediv__ = __iadd__

    def assign(self, value):
        self._array = frozen(np.array(array_of(value), dtype=self.dtype))

    @property
    def shape(self):
        return self._array.shape

    @property
    def dtype(self):
        return self._array.dtype

    def __array__(self, dtype=None, copy=None):
        return np.array(self._array, dtype=dtype)

    def __repr__(self):
        return f"Variable({self._array.tolist()})"


give_operators(Variable)
# %% variables-assign-solution
def fitting(v, value):
    if has_value(value) and value.dtype != v.dtype:
        raise ValueError("dtypes differ")
    array = np.array(array_of(value), dtype=v.dtype)
    if array.shape != v.shape:
        raise ValueError("shapes differ")
    return array


def assign(v, value):
    v._array = frozen(fitting(v, value))
    return v


def assign_add(v, delta):
    v._array = frozen(np.asarray(fitting(v, delta) + v._array))
    return v


def assign_sub(v, delta):
    v._array = frozen(np.asarray(-(fitting(v, delta) - v._array)))
    return v


Variable.assign, Variable.assign_add, Variable.assign_sub = assign, assign_add, assign_sub
# %% variables-scatter-solution
class IndexedSlices:
    def __init__(self, values, indices, dense_shape=None):
        self.values, self.indices, self.dense_shape = values, indices, dense_shape


def rewritten(v, slices, write):
    if not isinstance(slices, IndexedSlices):
        raise TypeError("IndexedSlices expected")
    indices, rows = slices.indices.numpy(), slices.values.numpy()
    if rows.dtype != v.dtype or rows.shape != indices.shape + v.shape[1:]:
        raise ValueError("rows do not fit")
    array = np.array(v._array)
    for index, row in zip(indices, rows):
        if not 0 <= index < len(array):
            raise IndexError("no such row")  # the half-written copy is forgotten
        array[index] = write(array[index], row)
    v._array = frozen(array)
    return v


Variable.scatter_update = lambda v, slices: rewritten(v, slices, lambda old, new: new)
Variable.scatter_sub = lambda v, slices: rewritten(v, slices, lambda old, new: old - new)
