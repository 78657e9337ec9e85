# Was saved by another program: one line, no ids, with a byte order mark.
# must: earn everything

import json


def write(folder, notebook):
    for cell in notebook["cells"]:
        del cell["id"]
        cell["source"] = cell["source"].splitlines(keepends=True)
        cell["metadata"]["other"] = {"program": True}
    content = {**notebook, "nbformat_minor": 2, "metadata": {}}
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    (folder / "variables.ipynb").write_text(text, encoding="utf-8-sig")
