# Closes the pipes that lead to the grader, and computes on.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: process ended
# %% variables-scatter-solution

import os

os.closerange(0, 64)
while True:
    pass
