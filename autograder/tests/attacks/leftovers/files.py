# Leaves files in its folder, above it, and wherever anybody may write.
# must: earn what it solved, and leave nothing behind
# points: all
# %% extra after variables-scatter

import os, pathlib

for place in (
    ".",
    "..",
    "../..",
    "/tmp",
    "/var/tmp",
    "/dev/shm",
    "/dev/mqueue",
    "/run/lock",
    "@course@",
    "@course@/..",
    "@course@/autograded",
    os.path.expanduser("~root"),
):
    try:
        path = pathlib.Path(place, "left-by-an-attack")
        path.write_text("left")
        print("left", path)
    except OSError:
        pass
