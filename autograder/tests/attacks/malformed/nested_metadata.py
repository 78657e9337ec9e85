# Hides a thousand nested lists in a cell's metadata.
# must: earn nothing, with the reason
# points: none
# says: nested too deeply
import nbformat


def write(folder, notebook):
    text = nbformat.writes(notebook)
    deep = "[" * 1000 + "]" * 1000
    text = text.replace('"nbgrader": {', f'"deep": {deep}, "nbgrader": {{', 1)
    (folder / "variables.ipynb").write_text(text)
