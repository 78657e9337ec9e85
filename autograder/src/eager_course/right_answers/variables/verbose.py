# Verbose: loops, many names, one step at a time, nothing clever.
# %% variables-tensor-solution
class Tensor:
    """A value."""

    def __init__(self, value, dtype=None):
        is_from_numpy = isinstance(value, np.ndarray) or isinstance(value, np.generic)
        if dtype is not None:
            chosen_dtype = np.dtype(dtype)
        elif is_from_numpy:
            chosen_dtype = value.dtype
        else:
            as_numpy_sees_it = np.array(value)
            if as_numpy_sees_it.dtype == np.float64:
                chosen_dtype = np.dtype(np.float32)
            elif as_numpy_sees_it.dtype == np.int64:
                chosen_dtype = np.dtype(np.int32)
            else:
                chosen_dtype = as_numpy_sees_it.dtype
        if is_from_numpy:
            the_copy = value.astype(chosen_dtype).copy()
        else:
            the_copy = np.array(value).astype(chosen_dtype)
        self._array = the_copy

    def numpy(self):
        copy_for_the_reader = np.array(self._array)
        return copy_for_the_reader

    def get_shape(self):
        return self._array.shape

    shape = property(get_shape)

    def get_dtype(self):
        return self._array.dtype

    dtype = property(get_dtype)

    def __array__(self, dtype=None, copy=None):
        if dtype is None:
            return self.numpy()
        return self.numpy().astype(dtype)

    def __repr__(self):
        return "Tensor(" + str(self._array.tolist()) + ")"
# %% variables-operators-solution
def combine(function, x, y):
    x_has = has_value(x)
    y_has = has_value(y)
    if x_has and y_has:
        if x.dtype != y.dtype:
            raise ValueError("The dtypes " + str(x.dtype) + " and " + str(y.dtype) + " do not mix.")
        left = x.numpy()
        right = y.numpy()
    elif x_has:
        left = x.numpy()
        right = np.array(y).astype(x.dtype)
    else:
        left = np.array(x).astype(y.dtype)
        right = y.numpy()
    result = function(left, right)
    return Tensor(result)


def give_operators(kind):
    def add(x, y):
        return combine(np.add, x, y)

    def reflected_add(x, y):
        return combine(np.add, y, x)

    def subtract(x, y):
        return combine(np.subtract, x, y)

    def reflected_subtract(x, y):
        return combine(np.subtract, y, x)

    def multiply(x, y):
        return combine(np.multiply, x, y)

    def reflected_multiply(x, y):
        return combine(np.multiply, y, x)

    def divide(x, y):
        return combine(np.true_divide, x, y)

    def reflected_divide(x, y):
        return combine(np.true_divide, y, x)

    def power(x, y):
        return combine(np.power, x, y)

    def reflected_power(x, y):
        return combine(np.power, y, x)

    def negative(x):
        return combine(np.multiply, x, -1)

    kind.__add__ = add
    kind.__radd__ = reflected_add
    kind.__sub__ = subtract
    kind.__rsub__ = reflected_subtract
    kind.__mul__ = multiply
    kind.__rmul__ = reflected_multiply
    kind.__truediv__ = divide
    kind.__rtruediv__ = reflected_divide
    kind.__pow__ = power
    kind.__rpow__ = reflected_power
    kind.__neg__ = negative
    kind.__array_ufunc__ = None


give_operators(Tensor)
# %% variables-scatter-solution
class IndexedSlices:
    """Rows and where they belong."""

    def __init__(self, values, indices, dense_shape=None):
        self.values = values
        self.indices = indices
        self.dense_shape = dense_shape


def check_everything(v, slices):
    if not isinstance(slices, IndexedSlices):
        raise TypeError("A scatter takes IndexedSlices, not " + type(slices).__name__ + ".")
    indices = slices.indices.numpy().tolist()
    rows = slices.values.numpy()
    if rows.dtype != v.dtype:
        raise ValueError("The rows are " + str(rows.dtype) + ", the Variable is " + str(v.dtype) + ".")
    if len(rows) != len(indices):
        raise ValueError("There are not as many rows as indices.")
    for row in rows:
        if np.shape(row) != v.shape[1:]:
            raise ValueError("A row has another shape than the Variable's rows.")
    for index in indices:
        if index < 0:
            raise ValueError("An index is negative.")
        if index > v.shape[0] - 1:
            raise ValueError("An index lies beyond the last row.")
    return indices, rows


def scatter_update(v, slices):
    indices, rows = check_everything(v, slices)
    for place in range(len(indices)):
        v._array[indices[place]] = rows[place]
    return v


def scatter_sub(v, slices):
    indices, rows = check_everything(v, slices)
    for place in range(len(indices)):
        v._array[indices[place]] = v._array[indices[place]] - rows[place]
    return v


Variable.scatter_update = scatter_update
Variable.scatter_sub = scatter_sub
