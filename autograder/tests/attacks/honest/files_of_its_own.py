# Brings a module and data of its own, and writes files.
# must: earn everything

import nbformat
from nbformat.v4 import new_code_cell

USE = "from mine import answer\nprint(answer, np.loadtxt('data/numbers.txt'))\nnp.save('x', [1])"


def write(folder, notebook):
    (folder / "data").mkdir()
    (folder / "data" / "numbers.txt").write_text("1 2 3")
    (folder / "mine.py").write_text("answer = 42")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "variables-checkpoint.ipynb").write_text("old")
    notebook.cells.insert(3, new_code_cell(f"{USE}\nassert answer == 42"))
    nbformat.write(notebook, folder / "variables.ipynb")
