# Writes to its standard output and error without end, past Python.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: did not finish in time
# %% variables-scatter-solution

import os

while True:
    os.write(1, b"x" * 60_000)
    os.write(2, b"y" * 60_000)
