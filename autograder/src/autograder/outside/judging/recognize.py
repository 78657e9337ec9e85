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
    """The first mistake that gives these answers to the cases drawn from `seed`, or None.

    `right` are the reference's names. The answers must have been checked.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # mistakes overflow, as students' answers do
        return next((m for m in mistakes if makes(m, right, question, answers, seed)), None)


# To be offered as a guess, a mistake must account for this share of the cases in the parts that it
# fails. A case counts fully if the answers agree, and half if both are wrong in the same way.
# tests/course/test_names.py says how often the guess is right.
ENOUGH = 0.8


def looks_like(
    question: Question,
    seed: int,
    wants: Sequence[Plain],
    answers: Sequence[Plain],
    theirs: Mapping[str, Sequence[Plain]],
) -> str | None:
    """The mistake that these answers look most like, though it does not give them; or None.

    A mistake that fails exactly the same cases, with answers of the same kinds, comes first. Next
    comes one that explains the parts that it fails, even if other parts are lost as well. Either
    must give at least one wrong answer exactly.

    Args:
        seed: what the cases were drawn from.
        wants, answers: the reference's answers, and those in question.
        theirs: the mistakes' answers, by name.
    """
    cases, wrong = question.cases(seed), _wrong(question, wants, answers)
    twins: dict[str, float] = {}
    partly: dict[str, float] = {}
    for name, given in theirs.items():
        theirs_wrong = _wrong(question, wants, given)
        both = wrong & theirs_wrong
        likeness = {
            place: _likeness(question, answers[place], given[place]) if place in both else 0.0
            for place in wrong | theirs_wrong
        }
        if 1.0 not in likeness.values():
            continue  # answers of the same kind, but not one that agrees
        if all(likeness.values()):
            twins[name] = sum(likeness.values())
        failed = {cases[place].part for place in theirs_wrong}
        within = [like for place, like in likeness.items() if cases[place].part in failed]
        if within and sum(within) >= ENOUGH * len(within):
            partly[name] = sum(within)
    found = twins or partly
    most = max(found.values(), default=0.0)
    best = [name for name, like in found.items() if like == most]
    return best[0] if len(best) == 1 else None  # in a tie, none is named


def is_blank(question: Question, wants: Sequence[Plain], answers: Sequence[Plain]) -> bool:
    """Whether whatever is wrong is so because it has not been written yet."""
    wrong = (answers[place] for place in _wrong(question, wants, answers))
    return all(one["kind"] == "error" and "NotImplementedError" in one["types"] for one in wrong)


def _wrong(question: Question, wants: Sequence[Plain], answers: Sequence[Plain]) -> set[int]:
    """The places of the wrong answers."""
    pairs = enumerate(zip(wants, answers, strict=True))
    return {place for place, (want, got) in pairs if not same(want, got, question.tolerance)}


def _likeness(question: Question, got: Plain, their: Plain) -> float:
    """How much a wrong answer is like a mistake's: 1, a half or 0."""
    if same(their, got, question.tolerance):
        return 1.0
    return 0.5 if same_kind(got, their) else 0.0


def makes(
    mistake: Mistake,
    right: Mapping[str, Any],
    question: Question,
    answers: Sequence[Plain],
    seed: int,
) -> bool:
    """Whether an implementation with this mistake gives these answers to all cases."""
    names = mistake.apply(dict(right))
    return all(
        same(answer_case(question, case, names), answer, question.tolerance)
        for case, answer in zip(question.cases(seed), answers, strict=True)
    )


def alike(question: Question, some: Sequence[Plain], others: Sequence[Plain]) -> bool:
    """Whether two lists of answers to the same cases agree; the second must have been checked."""
    pairs = zip(some, others, strict=True)
    return all(same(one, other, question.tolerance) for one, other in pairs)
