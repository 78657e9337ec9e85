# Hands in another eager in the place of the stage's, with all that the stage asks for.
# must: earn nothing: the course's modules are used
# stage: 03-tape
# points: none
# rest: blank
import nbformat
from nbformat.v4 import new_code_cell

EVIL = "def __getattr__(name):\n    return print\nprint('the submission's own library')\n"
STEAL = "import eager\nprint(eager.__file__, hasattr(eager, 'GradientTape'))\n"


def write(folder, notebook):
    (folder / "eager").mkdir(exist_ok=True)
    for name in ("__init__", "tape", "gradients", "ops"):
        (folder / "eager" / f"{name}.py").write_text(EVIL)
    (folder / "eager.py").write_text(EVIL)
    notebook.cells.append(new_code_cell(STEAL))
    nbformat.write(notebook, folder / "tape.ipynb")
