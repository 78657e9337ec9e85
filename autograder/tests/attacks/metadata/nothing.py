# Hands in a folder without a notebook.
# must: earn nothing, with the reason
# points: none
# says: no notebook


def write(folder, notebook):
    (folder / "notes.txt").write_text("I will hand in the notebook tomorrow.")
