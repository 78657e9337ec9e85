"""The catalogue of mistakes: known wrong implementations, each a small change to the reference.

A mistake serves twice. The audit checks that it loses points where it should: a test of
the tests. And when a student's answers equal a mistake's, the verdict names the
misconception behind them.
"""

import functools
import importlib

from ...inside.questions import STAGES
from .mistake import Mistake
from .own import own_mistakes

__all__ = ["Mistake", "mistakes_of", "own_mistakes", "stage_mistakes"]


@functools.cache
def stage_mistakes(stage: str) -> tuple[Mistake, ...]:
    """The mistakes of one stage ("variables", "loss", …), in the order of its questions.

    Raises:
        KeyError: there is no such stage.
        ValueError: two mistakes of one question have the same name.
    """
    module = importlib.import_module(f"{__name__}.{STAGES[stage]}")
    catalogue: tuple[Mistake, ...] = tuple(module.MISTAKES)
    names = [(mistake.question, mistake.name) for mistake in catalogue]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two mistakes of {name[0]} have the name {name[1]!r}")
    return catalogue


def mistakes_of(question_id: str) -> tuple[Mistake, ...]:
    """The mistakes that are tied to one question."""
    stage = question_id.partition("-")[0]
    return tuple(m for m in stage_mistakes(stage) if m.question == question_id)
