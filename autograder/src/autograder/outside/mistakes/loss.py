"""Mistakes of the stage loss."""

from .mistake import Mistake

MISTAKES: list[Mistake] = []
