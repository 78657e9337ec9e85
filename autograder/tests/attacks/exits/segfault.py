# Reads memory that is not there, by ctypes.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: segmentation fault
# %% variables-scatter-solution
import ctypes

ctypes.string_at(0)
