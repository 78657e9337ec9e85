# Replaces the functions that run cells.
# must: earn nothing
# points: none
# rest: blank
# %% extra before variables-tensor-solution

shell = type(get_ipython())


def full(self, *args, **more):
    self.displayhook(6.0)


for kind in shell.__mro__[:-1]:
    for name in ("run_cell", "_run_cell", "run_cell_async", "run_ast_nodes", "run_code"):
        if name in vars(kind):
            setattr(kind, name, full)
get_ipython().run_cell = full.__get__(get_ipython())
