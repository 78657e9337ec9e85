# Says that it is of nbformat 2, and is nothing that could be converted.
# must: earn nothing, with the reason
# points: none
# says: cannot be converted
import json


def write(folder, notebook):
    old = {"nbformat": 2, "worksheets": [{"cells": [{"cell_type": None}, 5]}], "metadata": []}
    (folder / "variables.ipynb").write_text(json.dumps(old))
