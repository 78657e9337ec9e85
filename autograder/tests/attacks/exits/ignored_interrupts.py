# Catches every interrupt and goes on.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: did not stop when its time was up
# %% variables-scatter-solution

import signal, time

signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
while True:
    try:
        time.sleep(1)
    except BaseException:
        pass
