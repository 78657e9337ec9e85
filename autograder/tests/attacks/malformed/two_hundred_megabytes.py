# Is 200 MB large.
# must: earn nothing, with the reason
# points: none
# says: at most 20 MB are read


def write(folder, notebook):
    with open(folder / "variables.ipynb", "wb") as file:
        file.truncate(200 * 1024 * 1024)
