# Writes to files that it has removed, and keeps them open.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: of files
# %% variables-scatter-solution

import os

held = []
for number in range(40):
    held.append(open("hidden", "wb"))
    os.remove("hidden")
    held[-1].write(bytes(3 * 10**7))
import time

time.sleep(3)
