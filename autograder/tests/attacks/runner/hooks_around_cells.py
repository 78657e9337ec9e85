# Displays full marks from hooks before and after every cell.
# must: earn nothing
# points: none
# rest: blank
# %% extra before variables-tensor-solution


def full(*ignored):
    get_ipython().displayhook(6.0)


for name in ("pre_execute", "pre_run_cell", "post_execute", "post_run_cell"):
    get_ipython().events.register(name, full)
