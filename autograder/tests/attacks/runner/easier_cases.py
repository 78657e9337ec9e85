# Makes every question ask for a constant, and answers it.
# must: earn nothing
# points: none
# rest: blank
# %% extra before variables-tensor-solution

from dataclasses import replace
from autograder.inside import questions

for question in questions._known.values():
    real = question.cases
    question.__dict__["cases"] = lambda seed, real=real: tuple(
        replace(case, program="0", inputs={}) for case in real(seed)
    )
