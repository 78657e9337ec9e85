# Terse: as few lines as still read well.
# %% variables-tensor-solution
class Tensor:
    def __init__(self, value, dtype=None):
        own = getattr(value, "dtype", None)
        python = {"f": "float32", "i": "int32", "b": "bool"}
        self._array = np.array(value, dtype or own or python[np.array(value).dtype.kind])

    numpy = lambda self: self._array.copy()
    shape = property(lambda self: self._array.shape)
    dtype = property(lambda self: self._array.dtype)
    __array__ = lambda self, dtype=None, copy=None: np.array(self._array, dtype)
    __repr__ = lambda self: f"Tensor({self._array.tolist()})"
# %% variables-operators-solution
def combine(function, x, y):
    kinds = {z.dtype for z in (x, y) if has_value(z)}
    if len(kinds) > 1:
        raise ValueError(f"dtypes differ: {kinds}")
    (dtype,) = kinds
    return Tensor(np.asarray(function(*(np.asarray(array_of(z), dtype) for z in (x, y)))))


def give_operators(kind):
    kind.__array_ufunc__ = None
    kind.__neg__ = lambda x: combine(np.subtract, np.zeros_like(array_of(x)), x)
    for name in ("add", "subtract", "multiply", "true_divide", "power"):
        short = {"subtract": "sub", "multiply": "mul", "true_divide": "truediv", "power": "pow"}.get(name, name)
        setattr(kind, f"__{short}__", lambda x, y, f=getattr(np, name): combine(f, x, y))
        setattr(kind, f"__r{short}__", lambda x, y, f=getattr(np, name): combine(f, y, x))


give_operators(Tensor)
# %% variables-assign-solution
def fitting(v, value):
    if has_value(value) and value.dtype != v.dtype or np.shape(array_of(value)) != v.shape:
        raise ValueError("does not fit")
    return np.asarray(array_of(value), v.dtype)


def update(change):
    def method(v, value):
        v._array = np.asarray(change(v._array, fitting(v, value)))
        return v

    return method


Variable.assign = update(lambda old, new: new.copy())
Variable.assign_add = update(np.add)
Variable.assign_sub = update(np.subtract)
# %% variables-scatter-solution
class IndexedSlices:
    def __init__(self, values, indices, dense_shape=None):
        vars(self).update(values=values, indices=indices, dense_shape=dense_shape)


def scatter(write):
    def method(v, slices):
        if type(slices) is not IndexedSlices:
            raise TypeError("IndexedSlices wanted")
        i, rows = slices.indices.numpy(), slices.values.numpy()
        if rows.dtype != v.dtype or rows.shape != (*i.shape, *v.shape[1:]):
            raise ValueError("rows do not fit")
        if not np.isin(i, range(v.shape[0])).all():
            raise IndexError("no such row")
        write(v._array, i, rows)
        return v

    return method


Variable.scatter_update = scatter(lambda array, i, rows: array.__setitem__(i, rows))
Variable.scatter_sub = scatter(np.subtract.at)
