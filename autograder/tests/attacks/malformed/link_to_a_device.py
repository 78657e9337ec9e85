# Is a link to a device that never ends.
# must: earn nothing, with the reason
# points: none
# says: a link or a device


def write(folder, notebook):
    (folder / "variables.ipynb").symlink_to("/dev/zero")
