# Takes its time, in cells of its own and while it is asked.
# must: earn everything
# points: all
# %% extra before variables-tensor-solution
import time

time.sleep(2)


# %% extra after variables-scatter-solution
class IndexedSlices(IndexedSlices):
    def __init__(self, *args, **more):
        time.sleep(0.01)
        super().__init__(*args, **more)
