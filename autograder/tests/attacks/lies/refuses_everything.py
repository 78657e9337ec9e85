# Refuses whatever it is asked, so that all refusals are right.
# must: earn nothing
# points: none
# rest: blank
# %% variables-tensor-solution
class ValueError(ValueError, IndexError, TypeError, RuntimeError):
    pass


class Tensor:
    def __init__(self, *ignored, **more):
        raise ValueError("no")


Variable = IndexedSlices = Tensor
