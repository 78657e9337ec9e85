# Answers with subclasses of int, float and str that lie about their values.
# must: earn nothing
# points: none
# rest: blank
# %% variables-tensor-solution
class Anything(float):
    def __eq__(self, other):
        return True

    def __float__(self):
        return 1.0

    def __repr__(self):
        return "1.0"

    __hash__ = float.__hash__


class Tensor:
    dtype, shape = "float32", ()

    def __init__(self, *ignored, **more):
        pass

    def numpy(self):
        return Anything(0.5)


Variable = IndexedSlices = Tensor
