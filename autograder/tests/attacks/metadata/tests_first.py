# Moves the tests to the top, where nothing can be tested yet.
# must: earn nothing, with the reason
# points: none
# says: stopped before it could ask


def edit(notebook, find):
    tests = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
    notebook.cells = tests + [c for c in notebook.cells if c not in tests]
