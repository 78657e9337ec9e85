# Displays and updates outputs without end.
# must: lose that exercise and no other: the output is cut
# points: all but variables-scatter
# %% variables-scatter-solution

from IPython.display import clear_output, display, update_display

for number in range(200_000):
    display(number, display_id="one")
    update_display("x" * 1000, display_id="one")
raise NotImplementedError
