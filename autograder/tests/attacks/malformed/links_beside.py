# Brings links to the gradebook, the course and its neighbors, and reads what they lead to.
# must: earn everything, read nothing, and say that they were left out
# says: it is a link or a device
import nbformat
from nbformat.v4 import new_code_cell

READ = """
import os
for path, folders, names in os.walk('.'):
    for name in [*folders, *names]:
        try:
            print(name, open(os.path.join(path, name)).read())
        except Exception as error:
            print(name, error)
"""


def write(folder, notebook):
    (folder / "data").mkdir()
    (folder / "gradebook.txt").symlink_to("@gradebook@")
    (folder / "data" / "beside.txt").symlink_to("@beside@")
    (folder / "course").symlink_to("@course@")
    (folder / "up").symlink_to("..")
    notebook.cells.append(new_code_cell(READ))
    nbformat.write(notebook, folder / "variables.ipynb")
