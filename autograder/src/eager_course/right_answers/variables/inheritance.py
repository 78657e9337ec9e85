# Inheritance: Tensor and Variable are both kinds of a base class that holds numbers.
# %% variables-tensor-solution
class Numbers:
    """Holds an array; says what it holds."""

    RULES = {"f": np.float32, "i": np.int32, "b": np.bool_}

    def __init__(self, value, dtype=None):
        self._array = np.array(value, dtype=self.dtype_for(value, dtype))

    @classmethod
    def dtype_for(cls, value, dtype):
        if dtype is not None:
            return dtype
        try:
            return value.dtype
        except AttributeError:
            return cls.RULES[np.array(value).dtype.kind]

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

    def __repr__(self):
        return f"{type(self).__name__}({self._array.tolist()}, dtype={self.dtype})"


class Tensor(Numbers):
    """Numbers that stay."""
# %% variables-variable-solution
class Variable(Numbers):
    """Numbers that can be replaced."""

    def __init__(self, initial_value, trainable=True, name="Variable", dtype=None):
        super().__init__(array_of(initial_value), dtype)
        self.trainable, self.name = trainable, name

    def value(self):
        return Tensor(self._array)

    def __iadd__(self, other):
        raise RuntimeError("v += x loses the Variable, write v.assign_add(x)")

    __isub__ = __imul__ = __itruediv__ = __iadd__

    def assign(self, value):
        self._array[...] = array_of(value)


give_operators(Variable)
# %% variables-assign-solution
class Variable(Variable):
    """The same box with strict assigns."""

    def fitting(self, value):
        if isinstance(value, Numbers) and value.dtype != self.dtype:
            raise ValueError("another dtype")
        array = np.array(value, dtype=self.dtype)
        if array.shape != self.shape:
            raise ValueError("another shape")
        return array

    def assign(self, value):
        self._array = self.fitting(value)
        return self

    def assign_add(self, delta):
        return self.assign(self._array + self.fitting(delta))

    def assign_sub(self, delta):
        return self.assign_add(-self.fitting(delta))


def fitting(v, value):
    return v.fitting(value)
# %% variables-scatter-solution
class IndexedSlices:
    def __init__(self, values, indices, dense_shape=None):
        self.values, self.indices, self.dense_shape = values, indices, dense_shape


class Variable(Variable):
    """The same box with scatters."""

    def rows(self, slices):
        if not isinstance(slices, IndexedSlices):
            raise TypeError("no IndexedSlices")
        if slices.values.dtype != self.dtype:
            raise ValueError("another dtype")
        if slices.values.shape != slices.indices.shape + self.shape[1:]:
            raise ValueError("another shape")
        indices = slices.indices.numpy()
        if (indices < 0).any() or (indices >= self.shape[0]).any():
            raise IndexError("no such row")
        return indices, slices.values.numpy()

    def scatter_update(self, slices):
        indices, rows = self.rows(slices)
        self._array[indices] = rows
        return self

    def scatter_sub(self, slices):
        indices, rows = self.rows(slices)
        np.add.at(self._array, indices, -rows)
        return self
