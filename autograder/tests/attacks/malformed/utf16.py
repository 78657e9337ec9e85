# Is written in UTF-16.
# must: earn nothing, with the reason
# points: none
# says: not text in UTF-8
import nbformat


def write(folder, notebook):
    (folder / "variables.ipynb").write_text(nbformat.writes(notebook), encoding="utf-16")
