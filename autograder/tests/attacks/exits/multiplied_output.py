# Updates a thousand outputs at once with megabytes, to use up the grader's memory.
# must: lose that exercise and no other: the output is cut
# points: all but variables-scatter
# %% variables-scatter-solution

from IPython.display import display, update_display

for number in range(900):
    display(number, display_id="many")
for number in range(3):
    update_display("x" * 1_000_000, display_id="many")
raise NotImplementedError
