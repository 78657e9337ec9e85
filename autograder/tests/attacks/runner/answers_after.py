# Displays answers of its own when the test is over.
# must: lose that exercise, with the reason
# points: all but variables-scatter
# says: 2 sets of answers
# %% extra before variables-scatter
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


def late(result):
    if "variables-scatter" in result.info.raw_cell:
        display_forged("variables-scatter", {"kind": "text", "value": "right"})


get_ipython().events.register("post_run_cell", late)
