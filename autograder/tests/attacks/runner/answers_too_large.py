# Gives answers of many megabytes.
# must: earn nothing, with the reason
# points: none
# rest: blank
# says: answers were larger than
# %% extra before variables-tensor-solution

import autograder
from autograder.inside.ask import ANSWERS_MIME


def ask(name, **given):
    get_ipython().display_pub.publish({ANSWERS_MIME: {"answers": ["x" * 1000] * 4180}})


autograder.ask = ask
