# Writes to the grader's pipe that the cell is done, and answers of its own.
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


import json, os, struct


def say(message):
    body = json.dumps(message).encode()
    for fd in range(3, 32):
        try:
            os.write(fd, struct.pack(">I", len(body)) + body)
        except OSError:
            pass


for round in range(50):
    say({"type": "done"})
    for name in ("tensor", "operators", "variable", "assign", "scatter"):
        data = {ANSWERS_MIME: forged(f"variables-{name}", {"kind": "none"}), "text/plain": "6.0"}
        say({"type": "display_data", "data": data, "metadata": {}})
