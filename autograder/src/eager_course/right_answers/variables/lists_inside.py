# Other internals: the Variable keeps nested Python lists, and its dtype beside them.
# %% variables-variable-solution
def nested_copy(numbers):
    return [nested_copy(n) for n in numbers] if isinstance(numbers, list) else numbers


class Variable:
    def __init__(self, initial_value, trainable=True, name="Variable", dtype=None):
        start = Tensor(array_of(initial_value), dtype)
        self.trainable, self.name = trainable, name
        self._numbers, self._shape, self._dtype = start.numpy().tolist(), start.shape, start.dtype

    def numpy(self):
        return np.array(self._numbers, dtype=self._dtype).reshape(self._shape)

    def value(self):
        return Tensor(self.numpy())

    def __iadd__(self, other):
        raise RuntimeError("write assign_add")

    __isub__ = __imul__ = __itruediv__ = __iadd__

    def assign(self, value):
        self._numbers = nested_copy(np.array(array_of(value), dtype=self._dtype).tolist())

    shape = property(lambda self: self._shape)
    dtype = property(lambda self: self._dtype)

    def __array__(self, dtype=None, copy=None):
        return self.numpy() if dtype is None else self.numpy().astype(dtype)

    def __repr__(self):
        return f"Variable({self._numbers})"


give_operators(Variable)
# %% variables-assign-solution
def fitting(v, value):
    if has_value(value) and value.dtype != v.dtype:
        raise ValueError("the dtype differs")
    array = np.array(array_of(value), dtype=v.dtype)
    if array.shape != v.shape:
        raise ValueError("the shape differs")
    return array


def elementwise(operation, left, right):
    if isinstance(left, list):
        return [elementwise(operation, a, b) for a, b in zip(left, right, strict=True)]
    return operation(left, right)


def assign(v, value):
    v._numbers = fitting(v, value).tolist()
    return v


def assign_add(v, delta):
    v._numbers = elementwise(lambda a, b: a + b, v._numbers, fitting(v, delta).tolist())
    return v


def assign_sub(v, delta):
    v._numbers = elementwise(lambda a, b: a - b, v._numbers, fitting(v, delta).tolist())
    return v


Variable.assign, Variable.assign_add, Variable.assign_sub = assign, assign_add, assign_sub
# %% variables-scatter-solution
class IndexedSlices:
    def __init__(self, values, indices, dense_shape=None):
        self.values, self.indices, self.dense_shape = values, indices, dense_shape


def pairs(v, slices):
    if not isinstance(slices, IndexedSlices):
        raise TypeError("IndexedSlices, please")
    if slices.values.dtype != v.dtype or slices.values.shape != slices.indices.shape + v.shape[1:]:
        raise ValueError("these rows do not fit")
    indices = slices.indices.numpy().tolist()
    for index in indices:
        if index not in range(v.shape[0]):
            raise IndexError(f"no row {index}")
    return list(zip(indices, slices.values.numpy().tolist(), strict=True))


def scatter_update(v, slices):
    for index, row in pairs(v, slices):
        v._numbers[index] = row
    return v


def scatter_sub(v, slices):
    for index, row in pairs(v, slices):
        v._numbers[index] = elementwise(lambda a, b: a - b, v._numbers[index], row)
    return v


Variable.scatter_update, Variable.scatter_sub = scatter_update, scatter_sub
