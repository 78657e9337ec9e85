# Raises its own limits, its priority and its rights.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: PermissionError
# %% variables-scatter-solution

import os, resource

for name in dir(resource):
    if name.startswith("RLIMIT"):
        number = getattr(resource, name)
        try:
            resource.setrlimit(number, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            print("raised", name)
        except (OSError, ValueError):
            pass
os.setpriority(os.PRIO_PROCESS, 0, -20)
