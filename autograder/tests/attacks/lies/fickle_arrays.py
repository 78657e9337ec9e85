# Gives NumPy another array at every look.
# must: earn nothing
# points: none
# rest: blank
# %% variables-tensor-solution
class Tensor:
    shape, dtype = (1,), np.float32

    def __init__(self, *ignored, **more):
        self.looks = 0

    def __array__(self, dtype=None, copy=None):
        self.looks += 1
        return np.full(self.looks, self.looks, dtype="float32")

    def numpy(self):
        return self


Variable = IndexedSlices = Tensor
