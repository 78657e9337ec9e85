# Deletes every test cell of an empty submission.
# must: earn nothing, and say that they were missing
# points: none
# rest: blank
# says: missing from the submission


def edit(notebook, find):
    tests = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
    notebook.cells = [c for c in notebook.cells if c not in tests]
