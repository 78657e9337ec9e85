# Aborts.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: aborted
# %% variables-scatter-solution
import os

os.abort()
