"""Tries to earn points without the work: by copying, by patching, by returning next to nothing.

A student's process may bring along a table of yesterday's right answers, and may replace any
helper that a case's program calls. Neither may earn more than a blank notebook does.
"""

import copy
import inspect
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

from ...inside.ask import answer_question
from ...inside.plain import Plain
from ...inside.question import Question
from ..course import Course, Stage
from ..judging.answers import expected_answers
from ..judging.judge import missed
from .report import RuleRow

YESTERDAY = 2**32  # a seed that is not used today
LUCK = 0.1  # of all seeds: a random order of good and bad calls is now and then guessed right
NEXT_TO_NOTHING = 0.05  # of a question's weight
TRIVIAL: dict[str, Callable[..., Any]] = {
    "pass": lambda *arguments, **named: None,
    "return 0": lambda *arguments, **named: 0,
    "return x": lambda *arguments, **named: arguments[0] if arguments else None,
}


def audit_adversaries(course: Course, stages: Sequence[Stage], seeds: int) -> Iterator[RuleRow]:
    """A row for everything that can be earned without the work in these stages."""
    for stage in stages:
        for question_id in stage.known_questions:
            yield from audit_without_work(course, question_id, seeds)


def audit_without_work(course: Course, question_id: str, seeds: int) -> Iterator[RuleRow]:
    """A row for everything that can be earned without the work in one question."""
    for why in points_without_work(course, course.find_question(question_id), range(seeds)):
        yield RuleRow(question_id, why)


def points_without_work(course: Course, question: Question, seeds: Sequence[int]) -> Iterator[str]:
    """What earns more than it should, in sentences; the reference answers for the question."""
    names = _blank(course, question)
    blank = _always_earned(course, question, names, seeds)
    for part in sorted(_copied(course, question, seeds) - blank):
        yield f"a table of yesterday's answers earns the part {part!r}"
    for part in sorted(_patched(course, question, seeds) - blank):
        yield f"patched helpers earn the part {part!r} for a blank notebook"
    weights = {part.name: part.weight for part in question.parts}
    most = NEXT_TO_NOTHING * sum(weights.values())
    for name, function in TRIVIAL.items():
        trivial = _trivial(course, question, function)
        if trivial is None:
            return
        earned = _always_earned(course, question, trivial, seeds)
        if sum(weights[part] for part in earned) > most:
            yield f"`{name}` earns {', '.join(sorted(earned))}"


def _always_earned(
    course: Course, question: Question, names: Mapping[str, Any], seeds: Sequence[int]
) -> set[str]:
    """The parts that hold for an implementation under every seed."""
    always = {part.name for part in question.parts}
    for seed in seeds:
        always &= _earned(course, question, names, seed)
        if not always:
            break  # as a rule after the first
    return always


def _earned(course: Course, question: Question, names: Mapping[str, Any], seed: int) -> set[str]:
    """The parts that hold for an implementation."""
    with course.preserve_reference():
        given = answer_question(question, dict(names), seed)["answers"]
    return _holding(course, question, given, seed)


def _holding(course: Course, question: Question, answers: Sequence[Plain], seed: int) -> set[str]:
    wants = expected_answers(course, question.id, seed)
    lost = {miss.case.part for miss in missed(question, wants, answers, seed)}
    return {part.name for part in question.parts} - lost


def _copied(course: Course, question: Question, seeds: Sequence[int]) -> set[str]:
    """The parts that yesterday's answers earn."""
    table = expected_answers(course, question.id, YESTERDAY)
    # If another seed draws another number of cases, the table is of no use there anyway.
    usable = [seed for seed in seeds if len(question.cases(seed)) == len(table)]
    return _often([_holding(course, question, table, seed) for seed in usable], len(seeds))


def _often(earned: Sequence[set[str]], seeds: int) -> set[str]:
    """The parts that are earned under more seeds than luck explains.

    Of a few seeds, one may be lucky; with one or two there is no telling, and none may.
    """
    lucky = max(LUCK * seeds, 1 if seeds > 2 else 0)
    counts = Counter(part for parts in earned for part in parts)
    return {part for part, count in counts.items() if count > lucky}


def _patched(course: Course, question: Question, seeds: Sequence[int]) -> set[str]:
    """The parts that a blank notebook earns if its helpers repeat what they said yesterday."""
    if not question.helpers:
        return set()
    said: dict[str, list[Any]] = {name: [] for name in question.helpers}

    def noting(name: str, helper: Callable[..., Any]) -> Callable[..., Any]:
        def note(*arguments: Any, **named: Any) -> Any:
            said[name].append(result := helper(*arguments, **named))
            return result

        return note

    helpers = {name: noting(name, helper) for name, helper in question.helpers.items()}
    answer_question(_with(question, helpers), course.names(question), YESTERDAY)
    earned: list[set[str]] = []
    for seed in seeds:
        left = {name: iter(results) for name, results in said.items()}
        replayed = {
            name: lambda *arguments, results=results, **named: next(results)
            for name, results in left.items()
        }
        patched = _with(question, replayed)
        earned.append(_earned(course, patched, _blank(course, question), seed))
    return _often(earned, len(seeds))


def _with(question: Question, helpers: Mapping[str, Callable]) -> Question:
    changed = copy.copy(question)
    changed.helpers = dict(helpers)
    return changed


def _blank(course: Course, question: Question) -> dict[str, Any]:
    """The names as in a blank notebook: each raises NotImplementedError."""

    def missing(*arguments: Any, **named: Any) -> Any:
        raise NotImplementedError

    known = course.names(question).items()
    return {name: value if isinstance(value, ModuleType) else missing for name, value in known}


def _trivial(
    course: Course, question: Question, function: Callable[..., Any]
) -> dict[str, Any] | None:
    """The names with each function replaced; None if the exercise is a class."""
    names = course.names(question)
    functions = [name for name, value in names.items() if inspect.isfunction(value)]
    if not functions or any(map(inspect.isclass, names.values())):
        return None
    return {**names, **dict.fromkeys(functions, function)}
