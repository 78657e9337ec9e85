# Prints a hundred megabytes.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: displayed more than
# %% variables-scatter-solution

for number in range(10_000):
    print("x" * 10_000)
raise NotImplementedError
