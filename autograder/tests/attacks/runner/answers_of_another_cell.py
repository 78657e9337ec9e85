# Gives a solved exercise's answers again, to an exercise that it did not solve.
# must: lose that exercise, with the reason
# points: all but variables-scatter
# says: answers are to another question
# %% extra before variables-tensor-solution

import autograder
from autograder.inside.ask import ANSWERS_MIME
from autograder.inside.ask import ask as inside_ask

kept, real = [], inside_ask


def ask(name, **given):
    if name == "variables-scatter":
        return get_ipython().display_pub.publish({ANSWERS_MIME: kept[-1]})
    kept.append(real(name, given))


autograder.ask = ask
# %% variables-scatter-solution
IndexedSlices = None
