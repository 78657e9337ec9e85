# Is of nbformat 99.
# must: earn nothing, with the reason
# points: none
# says: nbformat 99
import json


def write(folder, notebook):
    notebook["nbformat"] = 99
    (folder / "variables.ipynb").write_text(json.dumps(notebook))
