# Other arithmetic: everything is computed in float64 or int64 and cast at the edge.
# %% variables-operators-solution
WIDE = {"f": np.float64, "i": np.int64, "b": np.int64}


def wide(operand, dtype):
    return np.asarray(array_of(operand), dtype=dtype).astype(WIDE[np.dtype(dtype).kind])


def combine(function, x, y):
    dtype = next(z.dtype for z in (x, y) if has_value(z))
    if any(has_value(z) and z.dtype != dtype for z in (x, y)):
        raise ValueError("these dtypes do not mix")
    result = np.asarray(function(wide(x, dtype), wide(y, dtype)))
    return Tensor(result.astype(dtype) if result.dtype.kind == dtype.kind else result)


def give_operators(kind):
    for name in ("add", "sub", "mul", "truediv", "pow"):
        function = {"add": np.add, "sub": np.subtract, "mul": np.multiply, "truediv": np.divide, "pow": np.power}[name]

        def forward(x, y, function=function):
            return combine(function, x, y)

        def reflected(x, y, function=function):
            return combine(lambda a, b: function(b, a), x, y)

        setattr(kind, "__" + name + "__", forward)
        setattr(kind, "__r" + name + "__", reflected)
    kind.__neg__ = lambda x: combine(np.multiply, -1, x)
    kind.__array_ufunc__ = None


give_operators(Tensor)
# %% variables-variable-solution
class Variable:
    def __init__(self, initial_value, trainable=True, name="Variable", dtype=None):
        first = Tensor(array_of(initial_value), dtype)
        self.trainable, self.name, self.dtype = trainable, name, first.dtype
        self._wide = first.numpy().astype(WIDE[first.dtype.kind])

    def numpy(self):
        return self._wide.astype(self.dtype)

    def value(self):
        return Tensor(self.numpy())

    def __iadd__(self, other):
        raise RuntimeError("use assign_add instead")

    __isub__ = __imul__ = __itruediv__ = __iadd__

    def assign(self, value):
        self._wide = np.array(array_of(value)).astype(self.dtype).astype(self._wide.dtype)

    @property
    def shape(self):
        return self._wide.shape

    def __array__(self, dtype=None, copy=None):
        return np.array(self.numpy(), dtype=dtype)

    def __repr__(self):
        return f"Variable({self.numpy().tolist()}, dtype={self.dtype})"


give_operators(Variable)
# %% variables-assign-solution
def fitting(v, value):
    if has_value(value) and value.dtype != v.dtype:
        raise ValueError(f"dtype {value.dtype} does not fit {v.dtype}")
    if np.shape(array_of(value)) != v.shape:
        raise ValueError(f"shape {np.shape(array_of(value))} does not fit {v.shape}")
    return np.asarray(array_of(value), dtype=v.dtype)


def become(v, numbers):
    v._wide = np.array(numbers).astype(v.dtype).astype(v._wide.dtype)
    return v


Variable.assign = lambda v, value: become(v, fitting(v, value))
Variable.assign_add = lambda v, delta: become(v, v._wide + wide(fitting(v, delta), v.dtype))
Variable.assign_sub = lambda v, delta: become(v, v._wide - wide(fitting(v, delta), v.dtype))
# %% variables-scatter-solution
class IndexedSlices:
    def __init__(self, values, indices, dense_shape=None):
        self.values, self.indices, self.dense_shape = values, indices, dense_shape


def checked(v, slices):
    if not isinstance(slices, IndexedSlices):
        raise TypeError("not IndexedSlices")
    indices, rows = array_of(slices.indices), array_of(slices.values)
    if rows.dtype != v.dtype or rows.shape != indices.shape + v.shape[1:]:
        raise ValueError("the rows do not fit")
    if (indices < 0).any() or (indices > v.shape[0] - 1).any():
        raise IndexError("an index does not fit")
    return indices, wide(rows, v.dtype)


def scatter_update(v, slices):
    indices, rows = checked(v, slices)
    v._wide[indices] = rows
    return v


def scatter_sub(v, slices):
    # Sum up what goes off each row first, then subtract once.
    indices, rows = checked(v, slices)
    total = np.zeros_like(v._wide)
    np.add.at(total, indices, rows)
    return become(v, v._wide - total)


Variable.scatter_update = scatter_update
Variable.scatter_sub = scatter_sub
