# Takes memory in small pieces and keeps whatever it gets.
# must: lose that exercise and no other: the limit holds
# points: all but variables-scatter
# %% variables-scatter-solution

held = []
while True:
    try:
        held.append([0] * 10**7)
    except MemoryError:
        break
del held
IndexedSlices = None
