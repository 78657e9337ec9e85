# Has objects that say that they are equal to everything.
# must: earn nothing
# points: none
# rest: blank
# %% variables-tensor-solution
class Tensor:
    def __init__(self, value=None, dtype=None):
        pass

    def __eq__(self, other):
        return True

    def __getattr__(self, name):
        return Tensor()

    def __call__(self, *args, **more):
        return Tensor()


Variable = IndexedSlices = Tensor
