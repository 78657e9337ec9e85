# Slow: sleeps a little, and does more work than it has to.
# %% variables-scatter-solution
import time

time.sleep(0.1)


class IndexedSlices:
    def __init__(self, values, indices, dense_shape=None):
        time.sleep(1e-5)
        self.values, self.indices, self.dense_shape = values, indices, dense_shape


def checked(v, slices):
    time.sleep(1e-5)
    if not isinstance(slices, IndexedSlices):
        raise TypeError("expected IndexedSlices")
    indices, rows = slices.indices.numpy(), slices.values.numpy()
    if rows.dtype != v.dtype:
        raise ValueError("the dtype")
    if rows.shape != indices.shape + v.shape[1:]:
        raise ValueError("the shape")
    for index in indices:
        if sum(index == row for row in range(v.shape[0])) != 1:
            raise ValueError("the index")
    return indices, rows


def scatter_update(v, slices):
    indices, rows = checked(v, slices)
    for row in range(v.shape[0]):
        for index, new in zip(indices, rows):
            if index == row:
                v._array[row] = new
    return v


def scatter_sub(v, slices):
    indices, rows = checked(v, slices)
    for row in range(v.shape[0]):
        for index, new in zip(indices, rows):
            if index == row:
                v._array[row] -= new
    return v


Variable.scatter_update = scatter_update
Variable.scatter_sub = scatter_sub
