# Sends its process the signals that end it.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: ended by signal
# %% variables-scatter-solution

import os, signal

for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGALRM):
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
