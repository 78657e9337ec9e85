# Holds a number of a hundred thousand digits.
# must: earn nothing, with the reason
# points: none
# says: not a whole notebook


def write(folder, notebook):
    text = f'{{"nbformat": 4, "nbformat_minor": {"9" * 100_000}, "cells": []}}'
    (folder / "variables.ipynb").write_text(text)
