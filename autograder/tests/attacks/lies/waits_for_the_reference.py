# Answers with an object that becomes whatever it is compared with.
# must: earn nothing
# points: none
# rest: blank
# %% variables-tensor-solution
class Chameleon(dict):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __getitem__(self, key):
        return self

    def __reduce__(self):
        return (print, ("unpickled",))


class Tensor:
    def __init__(self, *ignored, **more):
        self.values = self.indices = Chameleon(kind="none")
        self.dtype, self.shape = Chameleon(), Chameleon()

    def numpy(self):
        return Chameleon()


Variable = IndexedSlices = Tensor
