# Opens files without end, and leaves them open.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: Too many open files
# %% variables-scatter-solution

held = [open(f"{number}", "w") for number in range(10_000)]
