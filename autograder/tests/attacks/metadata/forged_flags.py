# Says of every test that it is its own solution, unlocked, a task, graded by hand.
# must: earn nothing
# points: none
# rest: blank


def edit(notebook, find):
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader.update(
                grade=False, solution=True, locked=False, task=True, cell_type="markdown"
            )
            cell.source = "100.0"
