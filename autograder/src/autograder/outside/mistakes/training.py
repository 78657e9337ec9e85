"""Mistakes of the stage training."""

from .mistake import Mistake

MISTAKES: list[Mistake] = []
