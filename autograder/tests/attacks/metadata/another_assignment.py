# Hands in a solved notebook of another assignment.
# must: earn nothing, with the reason
# points: none
# says: has none of the test cells
import shutil


def write(folder, notebook):
    other = "@course@/release/03-tape/tape.ipynb"
    shutil.copy(other, folder / "variables.ipynb")
