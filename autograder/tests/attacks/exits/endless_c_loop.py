# Loops in C, where no interrupt is heard.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: did not stop when its time was up
# %% variables-scatter-solution

import itertools

sum(itertools.repeat(0))
