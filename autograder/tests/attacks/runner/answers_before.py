# Displays answers of its own before the test, in a cell of its own.
# must: earn nothing
# points: none
# rest: blank
# %% extra before variables-tensor-solution

from autograder.inside.ask import ANSWERS_MIME
from autograder.inside.protocol import cell_seed, notebook_seed
from autograder.inside.questions import find_question


def forged(name, answer):
    seed = cell_seed(notebook_seed(), name)
    answers = [answer for case in find_question(name).cases(seed)]
    return {"version": 1, "question": name, "seed": seed, "answers": answers}


def display_forged(name, answer):
    bundle = {ANSWERS_MIME: forged(name, answer)}
    get_ipython().display_pub.publish(bundle)


for name in ("tensor", "operators", "variable", "assign", "scatter"):
    display_forged(f"variables-{name}", {"kind": "text", "value": "right"})
