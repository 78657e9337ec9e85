# Swaps the ids of a test and its solution.
# must: lose what this breaks, with the reason, and earn nothing else by it
# points: all but variables-scatter
# says: stopped before it could ask


def edit(notebook, find):
    test, solution = find("variables-scatter"), find("variables-scatter-solution")
    test.metadata.nbgrader.grade_id = "variables-scatter-solution"
    solution.metadata.nbgrader.grade_id = "variables-scatter"
