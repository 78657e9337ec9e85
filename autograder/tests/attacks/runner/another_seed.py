# Chooses a seed, so that it knows the cases before, or has a friend's.
# must: earn nothing, with the reason
# points: none
# rest: solved
# says: answers are not to the cases
# %% extra before variables-tensor-solution

import os

os.environ["AUTOGRADER_SEED"] = "practice"
