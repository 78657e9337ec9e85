# Displays one output of a hundred megabytes.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: it sent something that no cell displays
# %% variables-scatter-solution

from IPython.display import HTML

HTML("x" * 10**8)
