"""Recognizes a known mistake by its answers."""

from collections.abc import Iterable, Sequence

from ...inside.plain import Plain
from ...inside.question import Question
from ..course import Mistake
from .compare import same, same_kind

# Mistakes to try, each with its answers.
Tried = Sequence[tuple[Mistake, Sequence[Plain]]]


def recognized(
    question: Question, wants: Sequence[Plain], answers: Sequence[Plain], tried: Tried
) -> Mistake | None:
    """The first mistake that gives these answers, which must have been checked, or None.

    `wants` are the right answers.
    """
    # Mistakes differ where something is wrong: most are ruled out by the first of these answers.
    wrong = _wrong(question, wants, answers)
    order = sorted(range(len(answers)), key=lambda place: place not in wrong)
    for mistake, theirs in tried:
        if all(same(theirs[place], answers[place], question.tolerance) for place in order):
            return mistake
    return None


# To be offered as a guess, a mistake must account for this share of the cases in the parts that it
# fails. A case counts fully if the answers agree, and half if both are wrong in the same way.
# tests/course/test_names.py says how often the guess is right.
ENOUGH = 0.8


def looks_like(
    question: Question,
    seed: int,
    wants: Sequence[Plain],
    answers: Sequence[Plain],
    tried: Tried,
) -> Mistake | None:
    """The mistake that these answers look most like, though it does not give them; or None.

    A mistake that fails exactly the same cases, with answers of the same kinds, comes first. Next
    comes one that explains the parts that it fails, even if other parts are lost as well. Either
    must give at least one wrong answer exactly.

    Args:
        seed: what the cases were drawn from.
        wants, answers: the right answers, and those in question.
        tried: the mistakes that may be offered.
    """
    cases, wrong = question.cases(seed), _wrong(question, wants, answers)
    twins: list[tuple[float, Mistake]] = []
    partly: list[tuple[float, Mistake]] = []
    for mistake, theirs in tried:

        def likeness_at(place: int, theirs: Sequence[Plain] = theirs) -> float:
            return _likeness(question, wants[place], answers[place], theirs[place])

        within = [place for place in wrong if cases[place].part in mistake.fails]
        if _explains_too_little(map(likeness_at, within), len(within)):
            continue  # and its other answers need not be worked out
        theirs_wrong = _wrong(question, wants, theirs)
        likeness = dict.fromkeys(theirs_wrong, 0.0) | {place: likeness_at(place) for place in wrong}
        if 1.0 not in likeness.values():
            continue  # answers of the same kind, but not one that agrees
        if all(likeness.values()):
            twins.append((sum(likeness.values()), mistake))
        failed = {cases[place].part for place in theirs_wrong}
        explained = [like for place, like in likeness.items() if cases[place].part in failed]
        if explained and sum(explained) >= ENOUGH * len(explained):
            partly.append((sum(explained), mistake))
    found = twins or partly
    most = max((like for like, _ in found), default=0.0)
    best = [mistake for like, mistake in found if like == most]
    return best[0] if len(best) == 1 else None  # in a tie, none is named


def _explains_too_little(likeness: Iterable[float], count: int) -> bool:
    """Whether a mistake can be neither a twin nor explain enough, from as few as will show it.

    Args:
        likeness: of `count` wrong answers in the parts that the mistake fails.
    """
    left, is_twin = float(count), True
    for like in likeness:
        left -= 1 - like
        is_twin = is_twin and like > 0
        if not is_twin and left < ENOUGH * count:
            return True
    return False


def is_blank(question: Question, wants: Sequence[Plain], answers: Sequence[Plain]) -> bool:
    """Whether whatever is wrong is so because it has not been written yet."""
    wrong = (answers[place] for place in _wrong(question, wants, answers))
    return all(one["kind"] == "error" and "NotImplementedError" in one["types"] for one in wrong)


def _wrong(question: Question, wants: Sequence[Plain], answers: Sequence[Plain]) -> set[int]:
    """The places of the wrong answers."""
    pairs = enumerate(zip(wants, answers, strict=True))
    return {place for place, (want, got) in pairs if not same(want, got, question.tolerance)}


def _likeness(question: Question, want: Plain, got: Plain, their: Plain) -> float:
    """How much a wrong answer is like a mistake's: 1, a half, or 0 if that is right or another."""
    if same(want, their, question.tolerance):
        return 0.0
    if same(their, got, question.tolerance):
        return 1.0
    return 0.5 if same_kind(got, their) else 0.0


def alike(question: Question, some: Sequence[Plain], others: Sequence[Plain]) -> bool:
    """Whether two lists of answers to the same cases agree; the second must have been checked."""
    pairs = zip(some, others, strict=True)
    return all(same(one, other, question.tolerance) for one, other in pairs)
