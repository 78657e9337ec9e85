# Has a version that is a page of text and escape sequences.
# must: earn nothing, with the reason
# points: none
# says: is JSON, but not a notebook
import json


def write(folder, notebook):
    notebook["nbformat"] = "4\x1b]0;owned\x07<script>alert(1)</script>" * 50_000
    (folder / "variables.ipynb").write_text(json.dumps(notebook))
