# Holds copies of exercises and of tests, one behind the other.
# must: earn everything

import copy


def edit(notebook, find):
    for name in ("variables-tensor-solution", "variables-tensor", "variables-assign"):
        place = notebook.cells.index(find(name))
        for number in range(2):
            notebook.cells.insert(place, copy.deepcopy(find(name)))
            notebook.cells[place].id = f"{name}-{number}"
