# Is a folder with the notebook in it.
# must: earn nothing, with the reason
# points: none
# says: a link or a device
import nbformat


def write(folder, notebook):
    (folder / "variables.ipynb").mkdir()
    nbformat.write(notebook, folder / "variables.ipynb" / "variables.ipynb")
