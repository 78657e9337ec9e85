# Has hooks before and after every cell that raise errors past IPython.
# must: earn what it solved
# points: all
# %% extra before variables-tensor-solution


def fail(*ignored):
    raise KeyboardInterrupt("from a hook")


get_ipython().events.register("post_run_cell", fail)
get_ipython().events.register("post_execute", fail)
