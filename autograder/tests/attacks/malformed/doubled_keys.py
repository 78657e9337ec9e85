# Says everything twice, so that two readers of the file may see two notebooks.
# must: earn nothing: of two values the last counts, which has no solutions
# points: none
import json


def write(folder, notebook):
    solved = json.dumps(notebook["cells"])
    text = (
        f'{{"nbformat": 4, "nbformat_minor": 5, "metadata": {{}}, "cells": {solved}, "cells": []}}'
    )
    (folder / "variables.ipynb").write_text(text)
