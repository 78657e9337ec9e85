# Is a link to the instructor's notebook.
# must: earn nothing, with the reason
# points: none
# says: a link or a device


def write(folder, notebook):
    (folder / "variables.ipynb").symlink_to("@course@/source/01-variables/variables.ipynb")
