"""Recognizes a known mistake by its answers."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from ...inside.plain import Plain
from ...inside.program import answer_case
from ...inside.question import Question
from ..course import Mistake
from .compare import same


def recognized(
    right: Mapping[str, Any],
    question: Question,
    answers: Sequence[Plain],
    seed: int,
    mistakes: Sequence[Mistake],
) -> Mistake | None:
    """The first mistake that answers the cases drawn from `seed` like this, or None.

    `right` are the reference's names. The answers must have been checked.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # mistakes overflow, as students' answers do
        return next((m for m in mistakes if makes(m, right, question, answers, seed)), None)


def makes(
    mistake: Mistake,
    right: Mapping[str, Any],
    question: Question,
    answers: Sequence[Plain],
    seed: int,
) -> bool:
    """Whether an implementation with this mistake answers every case alike."""
    names = mistake.apply(dict(right))
    return all(
        same(answer_case(question, case, names), answer, question.tolerance)
        for case, answer in zip(question.cases(seed), answers, strict=True)
    )


def alike(question: Question, some: Sequence[Plain], others: Sequence[Plain]) -> bool:
    """Whether two lists of answers to the same cases agree; the second must have been checked."""
    pairs = zip(some, others, strict=True)
    return all(same(one, other, question.tolerance) for one, other in pairs)
