# Deletes one test cell of a solved submission.
# must: lose that exercise, with the points that it would have earned, and no other
# points: all but variables-assign
# says: would have earned 6 of 6


def edit(notebook, find):
    notebook.cells.remove(find("variables-assign"))
