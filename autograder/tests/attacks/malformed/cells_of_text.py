# Has a text in the place of its cells.
# must: earn nothing, with the reason
# points: none
# says: no list of cells
import json


def write(folder, notebook):
    notebook["cells"] = "all solved"
    (folder / "variables.ipynb").write_text(json.dumps(notebook))
