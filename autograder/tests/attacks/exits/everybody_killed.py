# Signals all processes, its group, its parent and the grader.
# must: lose that exercise and no other: no signal leaves the process
# points: all but variables-scatter
# %% variables-scatter-solution

import os, signal

for pid in (0, -1, os.getppid(), @pid@, -os.getppid(), 1):
    for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSTOP):
        try:
            os.kill(pid, number)
        except PermissionError:
            pass
