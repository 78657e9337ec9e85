# Kills its own process.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: was killed
# %% variables-scatter-solution
import os

os.kill(os.getpid(), 9)
