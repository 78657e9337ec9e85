# Brings thousands of files, and folders in folders in folders.
# must: earn everything, and say what was left out
# says: Left out
import nbformat


def write(folder, notebook):
    deep = folder.joinpath(*["deep"] * 40)
    deep.mkdir(parents=True)
    (deep / "file.txt").write_text("too deep")
    for number in range(1500):
        (folder / f"{number}.txt").write_text("x")
    nbformat.write(notebook, folder / "variables.ipynb")
