# Hands in the notebook under another name.
# must: earn nothing, and say how to name it
# points: none
# says: rename it to variables.ipynb
import nbformat


def write(folder, notebook):
    nbformat.write(notebook, folder / "variables (1).ipynb")
