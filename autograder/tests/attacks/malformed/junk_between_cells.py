# Has numbers, nulls and cells of unknown types among its cells, and sources that are no text.
# must: earn everything: what is no cell is passed over
import json


def write(folder, notebook):
    junk = [None, 7, "text", [], {}, {"cell_type": "evil", "source": "x"}, {"cell_type": ["code"]}]
    junk += [{"cell_type": "code", "source": 5}, {"cell_type": "code", "source": ["x = 1", None]}]
    junk += [{"cell_type": "code", "metadata": "none", "outputs": 3}]
    notebook["cells"] = [*junk, *notebook["cells"], *junk]
    (folder / "variables.ipynb").write_text(json.dumps(notebook))
