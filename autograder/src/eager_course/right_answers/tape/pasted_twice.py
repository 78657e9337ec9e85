# Cells run twice, and copied: the class extends itself once more.
# %% extra after tape-record-solution
@contextmanager
def recording():
    records = []
    listeners.append(records.append)
    try:
        yield records
    finally:
        listeners.remove(records.append)


# %% extra after tape-reductions-solution
VJPS["reduce_sum"] = (reduce_sum_x,)
VJPS["reduce_mean"] = (reduce_mean_x,)
VJPS["matmul"] = (matmul_a, matmul_b)


# %% extra after tape-persistent-solution
class GradientTape(GradientTape):
    def __init__(self, persistent=False):
        super().__init__()
        self.persistent = persistent

    def gradient(self, target, sources):
        gradients = super().gradient(target, sources)
        self.used = not self.persistent
        return gradients
