# Strips all metadata of all cells, as some editors do.
# must: earn nothing, with the reason
# points: none
# says: not marked as a test


def edit(notebook, find):
    for cell in notebook.cells:
        cell.metadata.clear()
