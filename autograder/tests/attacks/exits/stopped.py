# Stops its process, so that it neither runs nor ends.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: did not stop when its time was up
# %% variables-scatter-solution

import os, signal

os.kill(os.getpid(), signal.SIGSTOP)
