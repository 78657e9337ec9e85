# Has halves of characters, zeros and other control characters in sources, ids and file names.
# must: earn everything
import json


def write(folder, notebook):
    strange = "'\ud800 \udfff \u0000 \u0007 \u2028 \ufffe'"
    notebook["cells"].insert(0, {"cell_type": "code", "source": strange})
    claims = {"nbgrader": {"grade_id": "\ud800\u0000"}}
    notebook["cells"].insert(0, {"cell_type": "code", "source": "", "metadata": claims})
    (folder / "variables.ipynb").write_text(json.dumps(notebook))
    (folder / "a\nname\x1b[31m.txt").write_text("data")
