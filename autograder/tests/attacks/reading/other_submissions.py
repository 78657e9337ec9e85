# Opens what other students handed in, and the course's secret.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import os, pathlib


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__)


for folder in ("submitted", "autograded", "feedback", ".autograder"):
    root = pathlib.Path("@course@") / folder
    attempt(lambda: [(path, path.read_bytes()) for path in root.rglob("*") if path.is_file()])
    attempt(lambda: (root / "@other@/01-variables/variables.ipynb").read_text())
attempt(lambda: open("@course@/.autograder/secret").read())
attempt(lambda: open("../../../@other@/01-variables/variables.ipynb").read())
attempt(lambda: [p.read_bytes() for p in pathlib.Path("..").rglob("*") if p.is_file()])
