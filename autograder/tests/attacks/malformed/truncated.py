# Is cut off in the middle, as by a full disk.
# must: earn nothing, with the reason
# points: none
# says: not a whole notebook
import nbformat


def write(folder, notebook):
    text = nbformat.writes(notebook)
    (folder / "variables.ipynb").write_text(text[: len(text) // 2])
