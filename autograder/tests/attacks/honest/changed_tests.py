# Edited the visible checks, and its experiments behind them.
# must: earn everything


def edit(notebook, find):
    for name in ("variables-tensor", "variables-scatter", "variables-fallback-tensor"):
        find(name).source += "\nprint('I looked here')\nTensor([1.0])"
