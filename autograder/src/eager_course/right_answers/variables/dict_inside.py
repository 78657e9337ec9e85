# Other internals: Tensor and Variable keep a dict of place -> number.
# %% variables-tensor-solution
class Tensor:
    def __init__(self, value, dtype=None):
        plain = not isinstance(value, (np.ndarray, np.generic))
        array = np.array(value)
        if dtype is None:
            dtype = array.dtype
            if plain:
                dtype = {np.dtype("float64"): np.float32, np.dtype("int64"): np.int32}.get(dtype, dtype)
        self.__dtype, self.__shape = np.dtype(dtype), array.shape
        self.__numbers = {place: number for place, number in np.ndenumerate(array.astype(dtype))}

    def numpy(self):
        array = np.empty(self.__shape, self.__dtype)
        for place, number in self.__numbers.items():
            array[place] = number
        array.flags.writeable = False
        return array

    @property
    def shape(self):
        return self.__shape

    @property
    def dtype(self):
        return self.__dtype

    def __array__(self, dtype=None, copy=None):
        return np.array(self.numpy(), dtype=dtype)

    def __repr__(self):
        return f"Tensor({self.numpy().tolist()})"
# %% variables-variable-solution
class Variable:
    def __init__(self, initial_value, trainable=True, name="Variable", dtype=None):
        self.state = {"trainable": trainable, "name": name}
        array = Tensor(array_of(initial_value), dtype).numpy()
        self.state["numbers"] = dict(np.ndenumerate(array))
        self.state["like"] = np.zeros_like(array)

    trainable = property(lambda self: self.state["trainable"])
    name = property(lambda self: self.state["name"])
    shape = property(lambda self: self.state["like"].shape)
    dtype = property(lambda self: self.state["like"].dtype)

    def numpy(self):
        array = self.state["like"].copy()
        for place, number in self.state["numbers"].items():
            array[place] = number
        return array

    def value(self):
        return Tensor(self.numpy())

    def replace(self, array):
        self.state["numbers"] = dict(np.ndenumerate(np.asarray(array, dtype=self.dtype)))
        return self

    def assign(self, value):
        return self.replace(array_of(value))

    def __iadd__(self, other):
        raise RuntimeError("+= is not for Variables: assign_add is")

    __isub__ = __imul__ = __itruediv__ = __iadd__

    def __array__(self, dtype=None, copy=None):
        return np.array(self.numpy(), dtype=dtype)

    def __repr__(self):
        return f"Variable({self.numpy().tolist()})"


give_operators(Variable)
# %% variables-assign-solution
def fitting(v, value):
    if has_value(value) and value.dtype != v.dtype:
        raise ValueError(f"expected dtype {v.dtype}")
    array = np.array(array_of(value), dtype=v.dtype)
    if array.shape != v.shape:
        raise ValueError(f"expected shape {v.shape}")
    return array


Variable.assign = lambda v, value: v.replace(fitting(v, value))
Variable.assign_add = lambda v, delta: v.replace(v.numpy() + fitting(v, delta))
Variable.assign_sub = lambda v, delta: v.replace(v.numpy() - fitting(v, delta))
# %% variables-scatter-solution
class IndexedSlices(dict):
    def __init__(self, values, indices, dense_shape=None):
        super().__init__(rows=values, places=indices, dense_shape=dense_shape)

    values = property(lambda self: self["rows"])
    indices = property(lambda self: self["places"])
    dense_shape = property(lambda self: self["dense_shape"])


def scatter(v, slices, change):
    if not isinstance(slices, IndexedSlices):
        raise TypeError("expected IndexedSlices")
    places, rows = np.array(slices.indices), np.array(slices.values)
    if rows.dtype != v.dtype:
        raise ValueError("wrong dtype")
    if rows.shape != places.shape + v.shape[1:]:
        raise ValueError("wrong shape")
    if np.any(places != np.clip(places, 0, v.shape[0] - 1)):
        raise ValueError("wrong index")
    array = v.numpy()
    change(array, places, rows)
    return v.replace(array)


def put(array, places, rows):
    for place, row in zip(places, rows):
        array[place] = row


def take(array, places, rows):
    for place, row in zip(places, rows):
        array[place] = array[place] - row


Variable.scatter_update = lambda v, slices: scatter(v, slices, put)
Variable.scatter_sub = lambda v, slices: scatter(v, slices, take)
