# Has a version that is a list, nested as deeply as can be read.
# must: earn nothing, with the reason
# points: none
# says: The file is JSON, but not a notebook


def write(folder, notebook):
    deep = "[" * 900 + "]" * 900
    (folder / "variables.ipynb").write_text(f'{{"nbformat": {deep}, "cells": []}}')
