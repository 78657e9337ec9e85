# Leaves a process that lives longer than it does.
# must: earn what it solved, and leave nothing behind
# points: all
# %% extra after variables-scatter

import ctypes, os, subprocess

for start in (
    lambda: subprocess.Popen(["sleep", "600"], start_new_session=True),
    lambda: os.spawnvp(os.P_NOWAIT, "sleep", ["sleep", "600"]),
    lambda: ctypes.CDLL(None).daemon(1, 1),
    os.fork,
    lambda: os.system("sleep 600 &"),
):
    try:
        print(start())
    except OSError as error:
        print(error)
print(ctypes.CDLL(None).prctl(1, 0, 0, 0, 0), ctypes.CDLL(None).prctl(36, 1, 0, 0, 0))
