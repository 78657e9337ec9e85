"""Recognizes a known mistake by its answers."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from ...inside.plain import Plain
from ...inside.program import answer_case
from ...inside.question import Question, Tolerance
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


# Of the cases in the parts that a mistake fails, the share that it must account for to be offered
# as a guess. A case counts whole when the answers agree, and half when they are wrong and of one
# kind. tests/course/test_names.py says how often the guess is right.
ENOUGH = 0.8


def looks_like(
    question: Question,
    seed: int,
    wants: Sequence[Plain],
    answers: Sequence[Plain],
    theirs: Mapping[str, Sequence[Plain]],
) -> str | None:
    """Which of several mistakes an answer that none of them gives looks most like; None for none.

    One that fails just the same cases, with answers of the same kinds, comes first; then one that
    accounts for what is lost in the parts that it fails, where more is lost besides.

    Args:
        seed: what the cases were drawn from.
        wants, answers: the reference's answers to them, and those in question.
        theirs: the mistakes' answers to them, by name.
    """
    cases = question.cases(seed)
    twins: dict[str, float] = {}
    parts: dict[str, float] = {}
    for name, given in theirs.items():
        likeness = [
            _likeness(want, got, their, question.tolerance)
            for want, got, their in zip(wants, answers, given, strict=True)
        ]
        if all(like != 0 for like in likeness):
            twins[name] = sum(like or 0 for like in likeness)
        failed = {
            case.part
            for case, want, their in zip(cases, wants, given, strict=True)
            if not same(want, their, question.tolerance)
        }
        counted = [
            like
            for case, like in zip(cases, likeness, strict=True)
            if case.part in failed and like is not None
        ]
        if counted and sum(counted) >= ENOUGH * len(counted):
            parts[name] = sum(counted)
    found = twins or parts
    best = [name for name, like in found.items() if like == max(found.values())]
    return best[0] if len(best) == 1 else None  # of several that are as like, none is named


def _likeness(want: Plain, got: Plain, their: Plain, tolerance: Tolerance) -> float | None:
    """How much a wrong answer is like a mistake's: 1, a half or 0. None where both are right."""
    wrong, theirs_wrong = not same(want, got, tolerance), not same(want, their, tolerance)
    if not wrong and not theirs_wrong:
        return None
    if not (wrong and theirs_wrong):
        return 0.0
    if same(their, got, tolerance):
        return 1.0
    return 0.5 if same_kind(got, their) else 0.0


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
