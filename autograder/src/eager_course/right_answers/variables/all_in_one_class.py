# The whole class Variable in the cell of exercise 3; the later cells only add what is left.
# %% variables-variable-solution
class Variable:
    __array_ufunc__ = None

    def __init__(self, initial_value, trainable=True, name="Variable", dtype=None):
        self.trainable = trainable
        self.name = name
        self._tensor = Tensor(array_of(initial_value), dtype)

    def numpy(self):
        return self._tensor.numpy()

    def value(self):
        return self._tensor

    @property
    def shape(self):
        return self._tensor.shape

    @property
    def dtype(self):
        return self._tensor.dtype

    def __array__(self, dtype=None, copy=None):
        return np.array(self.numpy(), dtype=dtype)

    def __repr__(self):
        return f"<{self.name}: {self._tensor!r}>"

    def __add__(self, other):
        return self._tensor + other

    def __sub__(self, other):
        return self._tensor - other

    def __mul__(self, other):
        return self._tensor * other

    def __truediv__(self, other):
        return self._tensor / other

    def __pow__(self, other):
        return self._tensor**other

    def __neg__(self):
        return -self._tensor

    def __radd__(self, other):
        return other + self._tensor

    def __rsub__(self, other):
        return other - self._tensor

    def __rmul__(self, other):
        return other * self._tensor

    def __rtruediv__(self, other):
        return other / self._tensor

    def __rpow__(self, other):
        return other**self._tensor

    def __iadd__(self, other):
        raise RuntimeError("no += on a Variable: use assign_add()")

    def __isub__(self, other):
        raise RuntimeError("no -= on a Variable")

    def __imul__(self, other):
        raise RuntimeError("no *= on a Variable")

    def __itruediv__(self, other):
        raise RuntimeError("no /= on a Variable")

    def _fitting(self, value):
        if has_value(value) and value.dtype != self.dtype:
            raise ValueError(f"{value.dtype} does not fit {self.dtype}")
        tensor = Tensor(array_of(value), dtype=self.dtype)
        if tensor.shape != self.shape:
            raise ValueError(f"{tensor.shape} does not fit {self.shape}")
        return tensor

    def assign(self, value):
        self._tensor = self._fitting(value)
        return self

    def assign_add(self, delta):
        return self.assign(self._tensor + self._fitting(delta))

    def assign_sub(self, delta):
        return self.assign(self._tensor - self._fitting(delta))

    def _scatter(self, slices, write):
        if not isinstance(slices, IndexedSlices):
            raise TypeError("expected IndexedSlices")
        indices, values = np.asarray(slices.indices), slices.values
        if values.dtype != self.dtype or values.shape != indices.shape + self.shape[1:]:
            raise ValueError("the values do not fit")
        if set(indices.tolist()) - set(range(self.shape[0])):
            raise IndexError("no such row")
        array = self.numpy()
        write(array, indices, values.numpy())
        self._tensor = Tensor(array)
        return self

    def scatter_update(self, slices):
        def write(array, indices, values):
            array[indices] = values

        return self._scatter(slices, write)

    def scatter_sub(self, slices):
        return self._scatter(slices, np.subtract.at)
# %% variables-assign-solution
# Little to do: the class in exercise 3 has all three.
def fitting(v, value):
    return v._fitting(value).numpy()


assert all(hasattr(Variable, name) for name in ("assign", "assign_add", "assign_sub"))
# %% variables-scatter-solution
class IndexedSlices:
    def __init__(self, values, indices, dense_shape=None):
        self.values = values
        self.indices = indices
        self.dense_shape = dense_shape
