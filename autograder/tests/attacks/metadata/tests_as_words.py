# Turns every test cell into Markdown, which nothing runs.
# must: earn nothing
# points: none
# rest: blank


def edit(notebook, find):
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.cell_type = "markdown"
