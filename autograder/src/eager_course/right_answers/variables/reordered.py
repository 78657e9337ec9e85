# Another order: exercise 5 is written before exercise 1, the assigns before class Variable.
# %% extra before variables-tensor-solution
class IndexedSlices:
    def __init__(self, values, indices, dense_shape=None):
        self.values, self.indices, self.dense_shape = values, indices, dense_shape


def good_rows(v, slices):
    if not isinstance(slices, IndexedSlices):
        raise TypeError(f"a scatter takes IndexedSlices, not {slices!r}")
    where, rows = slices.indices.numpy(), slices.values.numpy()
    if np.any(where < 0) or np.any(where >= v.shape[0]):
        raise IndexError(f"rows {where} of {v.shape[0]}")
    if rows.shape != where.shape + v.shape[1:] or rows.dtype != v.dtype:
        raise ValueError(f"{rows.dtype} rows of shape {rows.shape}")
    return where, rows


def scatter_update(v, slices):
    where, rows = good_rows(v, slices)
    v._array[where] = rows
    return v


def scatter_sub(v, slices):
    where, rows = good_rows(v, slices)
    for row in set(where.tolist()):
        v._array[row] -= rows[where == row].sum(axis=0)
    return v
# %% extra before variables-variable-solution
def fitting(v, value):
    if has_value(value) and value.dtype != v.dtype:
        raise ValueError("another dtype")
    array = np.array(array_of(value), dtype=v.dtype)
    if array.shape != v.shape:
        raise ValueError("another shape")
    return array


def assign(v, value):
    v._array = fitting(v, value)
    return v


def assign_add(v, delta):
    return assign(v, v + fitting(v, delta))


def assign_sub(v, delta):
    return assign(v, v - fitting(v, delta))
# %% variables-assign-solution
Variable.assign = assign
Variable.assign_add = assign_add
Variable.assign_sub = assign_sub
# %% variables-scatter-solution
Variable.scatter_update = scatter_update
Variable.scatter_sub = scatter_sub
