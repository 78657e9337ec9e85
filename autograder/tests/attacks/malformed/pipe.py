# Is a pipe, in which nobody ever writes.
# must: earn nothing, with the reason
# points: none
# says: a link or a device
import os


def write(folder, notebook):
    os.mkfifo(folder / "variables.ipynb")
