"""Recognizes a known mistake by its answers."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from ...inside.plain import Plain
from ...inside.program import answer_case
from ...inside.question import Question
from ..course import Mistake
from .compare import same, same_kind


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


def looks_like(
    question: Question,
    wants: Sequence[Plain],
    answers: Sequence[Plain],
    theirs: Mapping[str, Sequence[Plain]],
) -> str | None:
    """Which of several mistakes fails just the same cases, with answers of the same kinds.

    `theirs` are their answers to the same cases, by name. Of several the one is named that gives
    the most answers alike; None where there is none.
    """
    tolerance = question.tolerance
    wrong = [not same(want, got, tolerance) for want, got in zip(wants, answers, strict=True)]
    found: dict[str, int] = {}
    for name, given in theirs.items():
        rows = list(zip(wants, answers, given, wrong, strict=True))
        if all(
            same_kind(got, their) and not same(want, their, tolerance)
            if is_wrong
            else same(want, their, tolerance)
            for want, got, their, is_wrong in rows
        ):
            found[name] = sum(same(their, got, tolerance) for _, got, their, _ in rows)
    return max(found, key=lambda name: found[name], default=None)


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
