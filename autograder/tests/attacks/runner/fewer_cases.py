# Makes every question ask nothing, so that nothing can be wrong.
# must: earn nothing, with the reason
# points: none
# rest: blank
# says: answers are not to the cases
# %% extra before variables-tensor-solution

from autograder.inside import questions
from autograder.inside.question import Question

Question.cases = property(lambda self: lambda seed: ())
for question in questions._known.values():
    question.__dict__["cases"] = lambda seed: ()
