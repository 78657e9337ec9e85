# Hands in a package autograder, whose ask displays full marks.
# must: earn what is solved, by the real ask
# points: all but variables-scatter
import nbformat

FAKE = "def ask(*args, **more):\n    get_ipython().displayhook(7.0)\n"


def write(folder, notebook):
    for name in ("autograder", "autograder/inside", "eager", "numpy_"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(FAKE)
    (folder / "autograder.py").write_text(FAKE)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "variables-scatter-solution":
            cell.source = "import autograder, eager"
    nbformat.write(notebook, folder / "variables.ipynb")
