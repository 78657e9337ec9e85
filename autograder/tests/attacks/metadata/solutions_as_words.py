# Turns its (right) solutions into raw cells and Markdown, by accident.
# must: earn everything: a cell's type is the release's
from itertools import cycle


def edit(notebook, find):
    kinds = cycle(["raw", "markdown"])
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").endswith("-solution"):
            cell.cell_type = next(kinds)
            del cell["outputs"], cell["execution_count"]
