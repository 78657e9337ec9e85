# Writes garbage to the grader's pipe.
# must: lose the cell, with the reason, and no other
# points: all but variables-scatter
# says: it sent something that no cell displays
# %% variables-scatter-solution
import os

for fd in range(3, 32):
    try:
        os.write(fd, b"\x00\x00\x00\x10" + bytes(range(16)))
    except OSError:
        pass
