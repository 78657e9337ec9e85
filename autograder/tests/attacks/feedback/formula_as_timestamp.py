# Says that it was handed in at a time that is a formula, and a page of escape sequences.
# must: earn what it solved
import nbformat


def write(folder, notebook):
    (folder / "timestamp.txt").write_text("=cmd|'/C calc'!A0\x1b]0;owned\x07" * 100)
    nbformat.write(notebook, folder / "variables.ipynb")
