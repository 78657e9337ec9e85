"""Tries every mistake of a question: which parts it loses, and whether it can be told apart."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

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


class Answered(NamedTuple):
    """The answers to the cases drawn from one seed: the right ones, and each mistake's."""

    right: Sequence[Plain]
    mistakes: Sequence[Sequence[Plain]]


def try_mistakes(
    course: Course,
    question: Question,
    mistakes: Sequence[Mistake],
    seeds: Sequence[int],
    answered: Iterable[Answered] | None = None,
) -> list[Row]:
    """A row per mistake, tried with every seed; the reference answers unless `answered` does.

    One draw comes after another, so that the answers to one are all that is kept.
    """
    tried = [_Tried(mistake) for mistake in mistakes]
    pairs = list(combinations(range(len(mistakes)), 2))
    told_apart: set[tuple[int, int]] = set()
    if answered is None:
        answered = (_answers(course, question, mistakes, seed) for seed in seeds)
    for seed, draw in zip(seeds, answered, strict=True):
        for one, answers in zip(tried, draw.mistakes, strict=True):
            one.look_at(question, seed, draw, answers, mistakes)
        told_apart |= {
            (i, j)
            for i, j in pairs
            if (i, j) not in told_apart and not alike(question, draw.mistakes[i], draw.mistakes[j])
        }
    rows = [one.row(course, question) for one in tried]
    for i, j in pairs:
        row, other = rows[j], mistakes[i]
        said = other.name in row.mistake.like or row.mistake.name in other.like
        if (i, j) not in told_apart and not said:
            row.problems.append(f"no case tells it from {other.name}, and neither says so")
        if (i, j) in told_apart and said:
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
    course: Course, question: Question, mistakes: Sequence[Mistake], seed: int
) -> Answered:
    """What the reference answers, and each mistake made afresh, so that it carries nothing over."""
    given: list[Sequence[Plain]] = []
    for mistake in mistakes:
        with course.preserve_reference():
            made = mistake.apply(course.names(question))
            given.append(answer_question(question, made, seed)["answers"])
    return Answered(expected_answers(course, question.id, seed), given)


@dataclass
class _Tried:
    """What was seen of one mistake, draw after draw."""

    mistake: Mistake
    lost: list[set[str]] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)
    taken_for: set[str] = field(default_factory=set)

    def look_at(
        self,
        question: Question,
        seed: int,
        draw: Answered,
        answers: Sequence[Plain],
        mistakes: Sequence[Mistake],
    ) -> None:
        """Judge its answers in one draw, of which all mistakes' answers are known."""
        misses = [miss.case for miss in missed(question, draw.right, answers, seed)]
        self.lost.append({case.part for case in misses})
        self.broken |= {(case.part, case.asks) for case in misses}
        # What the judge would recognize, from the answers at hand.
        named = next(
            other.name
            for other, theirs in zip(mistakes, draw.mistakes, strict=True)
            if alike(question, theirs, answers)
        )
        if misses and named != self.mistake.name and named not in self.mistake.like:
            self.taken_for.add(named)

    def row(self, course: Course, question: Question) -> Row:
        """Its row: what it lost in every draw, and what is not as the catalogue says."""
        problems: list[str] = []
        always = set.intersection(*self.lost)
        if not always:
            problems.append("gets full marks")
        if self.taken_for:
            problems.append(f"is taken for {', '.join(sorted(self.taken_for))}")
        if flips := set.union(*self.lost) - always:
            problems.append(f"loses {', '.join(sorted(flips))} with some seeds only")
        if always != set(self.mistake.fails):
            problems.append(f"the catalogue says that it fails {', '.join(self.mistake.fails)}")
        # Whoever gives a question of the package other shares decides what its mistakes cost.
        if not course.replaces(question.id) and (
            problem := wrong_cost(question, self.mistake, always)
        ):
            problems.append(problem)
        order = [part.name for part in question.parts if part.name in always]
        return Row(self.mistake, tuple(order), frozenset(self.broken), problems)


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
