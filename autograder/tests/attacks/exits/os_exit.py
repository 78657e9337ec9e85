# Ends its process in the middle of an exercise.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: exit status 3
# %% variables-scatter-solution
import os

os._exit(3)
