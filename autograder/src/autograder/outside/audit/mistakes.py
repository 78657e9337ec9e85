"""Tries every mistake of a question: which parts it loses, and whether it can be told apart."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ...inside.ask import answer_question
from ...inside.plain import Plain
from ...inside.question import Question
from ..course import ONE_SLIP, Course, Mistake
from ..judging.answers import expected_answers
from ..judging.judge import missed
from ..judging.recognize import alike
from .report import MistakeRow, RuleRow


@dataclass
class Row:
    """The result of trying one mistake.

    Attributes:
        mistake: the mistake.
        lost: the parts that it lost with every seed.
        broken: what the cases that it missed were about, as (part, promise).
        problems: sentences; empty if all is as the catalogue says.
    """

    mistake: Mistake
    lost: tuple[str, ...]
    broken: frozenset[tuple[str, str]] = frozenset()
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answered:
    """Answers that have already been given: the right ones by seed, and each mistake's."""

    right: Sequence[Plain]
    mistakes: Sequence[Sequence[Plain]]


def try_mistakes(
    course: Course,
    question: Question,
    mistakes: Sequence[Mistake],
    seeds: Sequence[int],
    answered: Answered | None = None,
) -> list[Row]:
    """A row per mistake, tried with every seed; the reference answers unless `answered` does."""
    if answered is not None:
        answers = list(answered.mistakes)
    else:
        answers = [_answers(course, question, mistake, seeds) for mistake in mistakes]
    right = answered.right if answered is not None else None
    rows = [
        _row(course, question, mistakes, answers, which, seeds, right)
        for which in range(len(mistakes))
    ]
    for i, row in enumerate(rows):
        for j in range(i):
            other = mistakes[j]
            pairs = zip(answers[i], answers[j], strict=True)
            same_answers = all(_agree(question, one, two) for one, two in pairs)
            said = other.name in row.mistake.like or row.mistake.name in other.like
            if same_answers and not said:
                row.problems.append(f"no case tells it from {other.name}, and neither says so")
            if said and not same_answers:
                row.problems.append(f"says it is like {other.name}, but a case tells them apart")
    return rows


def question_rows(question: Question, rows: Sequence[Row]) -> Iterator[MistakeRow | RuleRow]:
    """What the audit shows for a question: its mistakes, and the rules that it breaks."""
    for row in rows:
        yield MistakeRow(question.id, row.mistake.name, row.lost, tuple(row.problems))
    for part in parts_that_kill_nothing(question, rows):
        why = f"no mistake fails the part {part!r}, so nothing proves that it tests anything"
        yield RuleRow(question.id, why)
    for name, why in unproved_promises(question, rows):
        yield RuleRow(question.id, f"the promise {name!r}: {why}")
    for name in not_pasted(question):
        why = f"a case calls the helper {name!r}, which students do not have: give it `pasted=`"
        yield RuleRow(question.id, why)


def not_pasted(question: Question) -> list[str]:
    """The helpers called by programs that students are shown as they are."""
    shown = [case.program for case in question.cases(0) if not case.pasted]
    return [
        name for name in question.helpers if any(re.search(rf"\b{name}\(", text) for text in shown)
    ]


def parts_that_kill_nothing(question: Question, rows: Sequence[Row]) -> list[str]:
    """The parts of the question that no mistake loses."""
    lost = {part for row in rows for part in row.lost}
    return [part.name for part in question.parts if part.name not in lost]


def unproved_promises(question: Question, rows: Sequence[Row]) -> list[tuple[str, str]]:
    """The promises that are not proved, and why.

    Each needs a case that asks it, and a mistake that breaks it and nothing else.
    """
    asked = {(one.part, one.asks) for one in question.cases(0) if one.asks}
    known = {(part.name, name) for part in question.parts for name in part.promises}
    alone = {one for row in rows if len(row.broken) == 1 for one in row.broken}
    found = [(name, f"no promise of the part {part!r}") for part, name in sorted(asked - known)]
    found += [
        (name, f"no case of the part {part!r} asks it") for part, name in sorted(known - asked)
    ]
    why = "no mistake breaks it and nothing else"
    found += [(name, why) for part, name in sorted((known & asked) - alone)]
    return found


def _answers(
    course: Course, question: Question, mistake: Mistake, seeds: Sequence[int]
) -> list[Plain]:
    """A mistake's answers, made afresh for each seed so that it carries no state over."""
    return [
        answer_question(question, mistake.apply(course.names(question)), seed) for seed in seeds
    ]


def _row(
    course: Course,
    question: Question,
    mistakes: Sequence[Mistake],
    answers: Sequence[Sequence[Plain]],
    which: int,
    seeds: Sequence[int],
    right: Sequence[Plain] | None,
) -> Row:
    """The row of one mistake; `answers` are those of all mistakes, by mistake and seed."""
    mistake = mistakes[which]
    problems: list[str] = []
    lost: list[set[str]] = []
    broken: set[tuple[str, str]] = set()
    misnamed: set[str] = set()
    for place, seed in enumerate(seeds):
        given = answers[which][place]
        wants = right[place]["answers"] if right else expected_answers(course, question.id, seed)
        misses = [miss.case for miss in missed(question, wants, given["answers"], seed)]
        lost.append({case.part for case in misses})
        broken |= {(case.part, case.asks) for case in misses}
        # What the judge would recognize, from the answers at hand.
        named = next(
            other.name
            for other, theirs in zip(mistakes, answers, strict=True)
            if _agree(question, theirs[place], given)
        )
        if lost[-1] and named != mistake.name and named not in mistake.like:
            misnamed.add(named)
    always = set.intersection(*lost)
    if not always:
        problems.append("gets full marks")
    if misnamed:
        problems.append(f"is taken for {', '.join(sorted(misnamed))}")
    if flips := set.union(*lost) - always:
        problems.append(f"loses {', '.join(sorted(flips))} with some seeds only")
    if always != set(mistake.fails):
        problems.append(f"the catalogue says that it fails {', '.join(mistake.fails)}")
    # Whoever gives a question of the package other shares decides what its mistakes cost.
    if not course.replaces(question.id) and (problem := wrong_cost(question, mistake, always)):
        problems.append(problem)
    order = [part.name for part in question.parts if part.name in always]
    return Row(mistake, tuple(order), frozenset(broken), problems)


def wrong_cost(question: Question, mistake: Mistake, lost: Collection[str]) -> str:
    """What is wrong with how much of its question a mistake loses; "" if nothing is."""
    weights = {part.name: part.weight for part in question.parts}
    share = sum(weights[part] for part in lost) / sum(weights.values())
    is_costly = share > ONE_SLIP + 1e-9
    if is_costly and not mistake.costly:
        return (
            f"loses {share:.0%} of its question: one slip should lose {ONE_SLIP:.0%} at most, "
            "unless `costly` says why"
        )
    if mistake.costly and not is_costly:
        return f"says why it is costly, but loses only {share:.0%} of its question"
    return ""


def _agree(question: Question, some: Plain, others: Plain) -> bool:
    return alike(question, some["answers"], others["answers"])
