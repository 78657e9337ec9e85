# Answers with lists of many thousand items, long to write down.
# must: earn nothing
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import autograder
from autograder.inside.ask import ANSWERS_MIME
from autograder.inside.protocol import cell_seed, notebook_seed
from autograder.inside.questions import find_question


def ask(name, **given):
    seed = cell_seed(notebook_seed(), name)
    answer = {"kind": "list", "items": [{"kind": "text", "value": "x"}] * 2000}
    count = len(find_question(name).cases(seed))
    forged = {"version": 1, "question": name, "seed": seed, "answers": [answer] * count}
    get_ipython().display_pub.publish({ANSWERS_MIME: forged})


autograder.ask = ask
