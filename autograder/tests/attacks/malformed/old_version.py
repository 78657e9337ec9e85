# Is a notebook of nbformat 3, with cells that are none.
# must: earn nothing, with the reason
# points: none
# says: has none of the test cells
import json


def write(folder, notebook):
    sheets = [{"cells": [{"cell_type": "code", "input": "1", "outputs": [], "language": "py"}]}]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": sheets}
    (folder / "variables.ipynb").write_text(json.dumps(old))
