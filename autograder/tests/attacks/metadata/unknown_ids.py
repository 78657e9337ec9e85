# Has cells that claim to be grade cells that nobody released, worth many points.
# must: earn what the release has and no more
from nbformat.v4 import new_code_cell


def edit(notebook, find):
    for name in ("extra-credit", "tape-vjps", "../../etc", "", "variables-tensor "):
        claims = {"grade": True, "grade_id": name, "points": 50, "locked": False}
        claims |= {"solution": False, "schema_version": 3, "task": False}
        notebook.cells.append(new_code_cell("50.0", metadata={"nbgrader": claims}))
