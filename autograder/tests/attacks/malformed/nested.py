# Is nested a hundred thousand lists deep.
# must: earn nothing, with the reason
# points: none
# says: nested too deeply


def write(folder, notebook):
    (folder / "variables.ipynb").write_text("[" * 100_000 + "]" * 100_000)
