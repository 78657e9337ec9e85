# Talkative: prints in every method, and warnings on stderr.
# %% variables-tensor-solution
import sys
import warnings


class Tensor:
    def __init__(self, value, dtype=None):
        print("making a Tensor of", type(value).__name__)
        warnings.warn("this Tensor is made of NumPy")
        if dtype is None:
            dtype = getattr(value, "dtype", None)
        if dtype is None:
            dtype = {"f": np.float32, "i": np.int32, "b": np.bool_}[np.array(value).dtype.kind]
        self._array = np.array(value, dtype=dtype)

    def numpy(self):
        print("reading", file=sys.stderr)
        return self._array.copy()

    shape = property(lambda self: self._array.shape)
    dtype = property(lambda self: self._array.dtype)

    def __array__(self, dtype=None, copy=None):
        return np.array(self._array, dtype=dtype)

    def __repr__(self):
        return f"Tensor({self._array.tolist()})"


warnings.warn("a warning of the cell itself")
# %% variables-assign-solution
def fitting(v, value):
    print("does it fit?", np.shape(array_of(value)), v.shape)
    if has_value(value) and value.dtype != v.dtype:
        print("no: the dtype")
        raise ValueError(f"dtype {value.dtype} for {v.dtype}")
    array = np.asarray(array_of(value), dtype=v.dtype)
    if array.shape != v.shape:
        print("no: the shape")
        raise ValueError(f"shape {array.shape} for {v.shape}")
    print("yes")
    return array


def assign(v, value):
    v._array[...] = fitting(v, value)
    print("now", v._array)
    return v


def assign_add(v, delta):
    warnings.warn("adding", DeprecationWarning)
    v._array[...] = v._array + fitting(v, delta)
    return v


def assign_sub(v, delta):
    warnings.warn("subtracting", RuntimeWarning)
    v._array[...] = v._array - fitting(v, delta)
    return v


Variable.assign = assign
Variable.assign_add = assign_add
Variable.assign_sub = assign_sub
