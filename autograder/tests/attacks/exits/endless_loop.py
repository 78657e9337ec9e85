# Loops without end.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: did not finish in time
# %% variables-scatter-solution
while True:
    pass
