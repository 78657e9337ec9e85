# Answers with empty arrays of endless shape.
# must: earn nothing, with the reason
# points: none
# rest: blank
# says: not in the form that ask gives
# %% extra before variables-tensor-solution

import autograder
from autograder.inside.ask import ANSWERS_MIME
from autograder.inside.protocol import cell_seed, notebook_seed
from autograder.inside.questions import find_question


def ask(name, **given):
    seed = cell_seed(notebook_seed(), name)
    answer = {"kind": "array", "dtype": "float32", "shape": [0, 10**30], "data": ""}
    count = len(find_question(name).cases(seed))
    forged = {"version": 1, "question": name, "seed": seed, "answers": [answer] * count}
    get_ipython().display_pub.publish({ANSWERS_MIME: forged})


autograder.ask = ask
