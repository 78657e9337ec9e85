# Is a right answer of a later stage, with the library beside it.
# must: earn everything

# stage: 03-tape


def edit(notebook, find):
    notebook.cells[0].metadata["note"] = "nothing else"
