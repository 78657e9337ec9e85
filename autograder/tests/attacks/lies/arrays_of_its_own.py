# Answers with a subclass of ndarray that is equal, close and right by its own account.
# must: earn nothing
# points: none
# rest: blank
# %% variables-tensor-solution
class Right(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __array_function__(self, function, types, args, more):
        return True

    def __array_ufunc__(self, *args, **more):
        return self

    def tobytes(self, *args):
        return b"the right bytes"


class Tensor:
    def __init__(self, *ignored, **more):
        self.dtype, self.shape = np.dtype("float32"), (1,)

    def numpy(self):
        return np.zeros(1, "float32").view(Right)


Variable = IndexedSlices = Tensor
