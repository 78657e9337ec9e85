# Displays a second set of answers while it is asked.
# must: lose that exercise, with the reason
# points: all but variables-scatter
# says: 2 sets of answers
# %% extra after variables-scatter-solution
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


class IndexedSlices(IndexedSlices):
    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        if not shown:
            shown.append(True)
            display_forged("variables-scatter", {"kind": "text", "value": "right"})


shown = []
