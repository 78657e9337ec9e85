# Other internals: a Tensor keeps bytes, which Python itself protects from change.
# %% variables-tensor-solution
class Tensor:
    def __init__(self, value, dtype=None):
        array = np.array(value)
        if dtype is not None:
            array = array.astype(dtype)
        elif not isinstance(value, (np.ndarray, np.generic)):
            narrow = {"float64": "float32", "int64": "int32"}
            array = array.astype(narrow.get(array.dtype.name, array.dtype.name))
        self._state = (array.tobytes(), array.shape, array.dtype)

    def numpy(self):
        raw, shape, dtype = self._state
        return np.frombuffer(raw, dtype=dtype).reshape(shape)

    @property
    def shape(self):
        return self._state[1]

    @property
    def dtype(self):
        return self._state[2]

    def __array__(self, dtype=None, copy=None):
        return np.array(self.numpy(), dtype=dtype)

    def __repr__(self):
        return f"Tensor({self.numpy().tolist()})"
