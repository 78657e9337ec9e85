# Writes files without end.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# %% variables-scatter-solution

import os

held = 0
while True:
    with open(f"file-{held}", "wb") as file:
        held += file.write(bytes(10**7))
