# Has hundreds of thousands of cells, to use up the grader's memory.
# must: earn nothing, with the reason
# points: none
# says: at most 2000 are read


def write(folder, notebook):
    cells = ",".join(['{"cell_type": "code"}'] * 500_000)
    (folder / "variables.ipynb").write_text(f'{{"nbformat": 4, "cells": [{cells}]}}')
