# Gives all cells one id, and some ids that no notebook may have.
# must: earn everything


def edit(notebook, find):
    for cell in notebook.cells:
        cell.id = "same"
    notebook.cells[0].id, notebook.cells[1].id = "", "x" * 10_000
