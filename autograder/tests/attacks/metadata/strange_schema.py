# Has nbgrader's metadata of other versions, and of other types than nbgrader writes.
# must: earn everything: the release's metadata counts


def edit(notebook, find):
    find("variables-tensor").metadata.nbgrader.schema_version = 99
    find("variables-assign").metadata.nbgrader.checksum = "0" * 32
    find("variables-scatter").metadata.nbgrader.update(points="many", grade="yes", locked=None)
    notebook.cells[0].metadata["nbgrader"] = "none of your business"
    notebook.cells[1].metadata["nbgrader"] = {"grade_id": ["a", "list"]}
    notebook.cells[2].metadata["nbgrader"] = {"grade_id": {"a": "dict"}}
