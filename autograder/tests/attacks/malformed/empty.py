# Is an empty file.
# must: earn nothing, with the reason
# points: none
# says: The file is empty


def write(folder, notebook):
    (folder / "variables.ipynb").write_bytes(b"")
