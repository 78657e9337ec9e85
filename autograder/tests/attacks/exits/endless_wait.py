# Waits for what never comes: a lock, a task, an answer.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: did not finish in time
# %% variables-scatter-solution

import asyncio, threading

await asyncio.get_running_loop().create_future()
