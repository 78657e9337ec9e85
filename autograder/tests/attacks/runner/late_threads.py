# Leaves threads that print and display answers while later tests run.
# must: earn what it solved
# points: all
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


import threading, time


def late():
    while True:
        print("12.0")
        get_ipython().displayhook(12.0)
        display_forged("variables-tensor", {"kind": "text", "value": "late"})
        time.sleep(0.01)


threading.Thread(target=late, daemon=True).start()
