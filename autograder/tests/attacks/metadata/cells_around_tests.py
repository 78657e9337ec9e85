# Puts cells that display full marks before and behind every test.
# must: earn nothing
# points: none
# rest: blank
from nbformat.v4 import new_code_cell


def edit(notebook, find):
    for cell in list(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade"):
            place = notebook.cells.index(cell)
            notebook.cells.insert(place + 1, new_code_cell("100.0"))
            notebook.cells.insert(place, new_code_cell("100.0"))
