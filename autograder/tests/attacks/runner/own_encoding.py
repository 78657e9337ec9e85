# Replaces what turns answers into plain data.
# must: earn nothing
# points: none
# rest: blank
# %% extra before variables-tensor-solution

from autograder.inside import ask, plain, program

for module in (ask, plain, program):
    for name in ("encode", "encode_error"):
        if hasattr(module, name):
            setattr(module, name, lambda *args: {"kind": "text", "value": "the right one"})
