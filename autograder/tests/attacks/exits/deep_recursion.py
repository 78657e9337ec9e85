# Recurses without end, beyond what the stack holds.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: The notebook's Python process
# %% variables-scatter-solution

import sys

sys.setrecursionlimit(10**9)


def deeper():
    return [deeper()]


sorted([1, 2], key=lambda x: deeper())
