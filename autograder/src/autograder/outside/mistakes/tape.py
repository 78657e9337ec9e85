"""Mistakes of the stage tape."""

from .mistake import Mistake

MISTAKES: list[Mistake] = []
