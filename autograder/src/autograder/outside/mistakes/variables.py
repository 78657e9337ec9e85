"""Mistakes of the stage variables."""

from .mistake import Mistake

MISTAKES: list[Mistake] = []
