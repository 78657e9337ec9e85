# Ends its process in every cell, and in what its objects do at the end.
# must: come to an end, with the reason; what ended the process is not repeated
# points: all
# says: exit status 5
# %% extra before variables-tensor-solution

import atexit, os


class Last:
    def __del__(self):
        os._exit(1)


last = Last()
atexit.register(os._exit, 1)
get_ipython().events.register("post_run_cell", lambda result: os._exit(5))
