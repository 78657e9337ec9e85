# Ends its process in the test itself, when it is asked.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: exit status 0
# %% variables-scatter-solution

import os


class IndexedSlices:
    def __init__(self, *ignored, **more):
        os._exit(0)
