# Announces to the grader a message of four gigabytes.
# must: lose the cell, with the reason, and no other
# points: all but variables-scatter
# says: it sent something that no cell displays
# %% variables-scatter-solution
import os

for fd in range(3, 32):
    try:
        os.write(fd, b"\xff\xff\xff\xff" + bytes(1000))
    except OSError:
        pass
