# Takes all memory, in Python and in NumPy.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: MemoryError
# %% variables-scatter-solution

held = []
try:
    held.append(np.ones(10**12))
except MemoryError:
    pass
while True:
    held.append(bytearray(10**8))
