# Sends the grader a message that is nested as deep as its size allows.
# must: lose the cell, with the reason, and no other
# points: all but variables-scatter
# says: it sent something that no cell displays
# %% variables-scatter-solution
import os, struct

body = b'{"type": "display_data", "metadata": {}, "data": ' + b"[" * 30_000 + b"]" * 30_000 + b"}"
for fd in range(3, 32):
    try:
        os.write(fd, struct.pack(">I", len(body)) + body)
    except OSError:
        pass
