# Hands in the notebook under another name, beside another notebook.
# must: earn nothing, and say how to name it
# points: none
# says: rename it to variables.ipynb
import nbformat


def write(folder, notebook):
    for name in ("mine", "other"):
        nbformat.write(notebook, folder / f"{name}.ipynb")
