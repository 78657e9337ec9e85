# Has a version that is a list, nested as deeply as can be read.
# must: earn nothing, with the reason
# points: none
# says: not a notebook of a known format


def write(folder, notebook):
    deep = "[" * 900 + "]" * 900
    (folder / "variables.ipynb").write_text(f'{{"nbformat": {deep}, "cells": []}}')
