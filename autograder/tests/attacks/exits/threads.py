# Starts threads without end.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# %% variables-scatter-solution

import threading, time

for number in range(10_000):
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
