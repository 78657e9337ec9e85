# Loops without end in the test itself.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: did not finish in time
# %% variables-scatter-solution


class IndexedSlices:
    def __init__(self, *ignored, **more):
        while True:
            pass
