# Is a picture.
# must: earn nothing, with the reason
# points: none
# says: a picture, not a notebook


def write(folder, notebook):
    (folder / "variables.ipynb").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10)
