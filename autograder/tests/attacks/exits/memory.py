# Takes all addresses that there are for memory, without using it.
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
    held.append(np.empty(10**7))
