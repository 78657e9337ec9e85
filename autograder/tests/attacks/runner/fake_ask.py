# Puts an ask of its own in the place of the real one.
# must: earn nothing
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import sys, types
import autograder


def ask(name, **given):
    get_ipython().displayhook(6.0)


autograder.ask = ask
sys.modules["autograder"] = types.SimpleNamespace(ask=ask)
sys.modules["autograder.inside.ask"] = types.SimpleNamespace(ask=ask)
