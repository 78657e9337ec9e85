# Leaves threads, timers and tasks that want to go on for ever.
# must: earn what it solved, and leave nothing behind
# points: all
# %% extra after variables-scatter

import asyncio, signal, threading, time


def busy():
    while True:
        try:
            time.sleep(0.001)
        except BaseException:
            pass


for number in range(20):
    threading.Thread(target=busy, daemon=number % 2 == 0).start()
signal.setitimer(signal.ITIMER_REAL, 1e6, 0.001)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
tasks = [asyncio.get_running_loop().create_task(asyncio.sleep(1e6)) for number in range(100)]
await asyncio.sleep(0)
