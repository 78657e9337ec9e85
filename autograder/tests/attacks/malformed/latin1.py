# Is written in Latin-1.
# must: earn nothing, with the reason
# points: none
# says: not text in UTF-8
import nbformat
from nbformat.v4 import new_markdown_cell


def write(folder, notebook):
    notebook.cells.append(new_markdown_cell("Zoë"))
    text = nbformat.writes(notebook)
    (folder / "variables.ipynb").write_text(text, encoding="latin-1", errors="replace")
