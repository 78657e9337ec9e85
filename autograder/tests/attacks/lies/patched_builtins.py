# Replaces Python's own functions.
# must: earn nothing
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import builtins

real = builtins.isinstance
builtins.all = builtins.any = builtins.callable = lambda *args: True
builtins.isinstance = lambda thing, kind: True if "Tensor" in str(kind) else real(thing, kind)
