"""The judge: compares a student's answers with the reference's and gives a verdict.

It runs each question's cases, drawn from the seed that the grader chose, on the reference.
It believes nothing that the answers say about themselves: if they are for another seed or another
question, too few or too many, or not in the right form, they do not count.
"""

import functools
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder_check.messages import _

from ...inside.ask import VERSION, answer_question
from ...inside.plain import Plain
from ...inside.question import Question
from ..course import Course, Mistake
from ..course.mistake import RIGHT
from .compare import MalformedAnswer, check, same
from .recognize import alike, is_blank, looks_like, recognized
from .verdict import BY_SIZE, Miss, PartVerdict, Verdict

# Programs share what belongs to the whole process, such as Matplotlib's figures. A worker in a
# cluster may judge in several threads, so only one of them at a time runs programs.
_one_at_a_time = threading.Lock()


# What was recorded for one question: RIGHT, or a mistake's name -> the answers to all cases.
Recorded = Mapping[str, Sequence[Plain]]


class NoAnswers(ValueError):
    """The answers cannot be judged; the message is the reason, for the student to read."""


def judge(
    course: Course,
    question_id: str,
    answers: Any,
    seed: int,
    max_points: float,
    mistakes: Sequence[Mistake] | None = None,
    recorded: Recorded | None = None,
) -> Verdict:
    """The verdict on `answers`, which may be anything, to the cases drawn from `seed`.

    If parts are lost, the verdict names the first of `mistakes` (by default the course's for this
    question) that loses the same parts and answers every case the same way. If there is none, it
    may guess at one, as `looks_like` says.

    `recorded` are the right answers and those of the mistakes, if no package gives them.

    If there are answers from stand-ins, too, the verdict is on those that earn more.

    Raises:
        KeyError: no question has this id.
    """
    question = course.find_question(question_id)
    verdict = _judge(course, question, answers, seed, max_points, mistakes, recorded)
    if verdict.points == max_points or verdict.reason or question.stand_ins is None:
        return verdict
    if not (isinstance(answers, dict) and "again" in answers):
        return verdict
    again = {**answers, "answers": answers["again"]}
    other = _judge(course, question, again, seed, max_points, mistakes, recorded)
    if other.points <= verdict.points:
        return verdict
    return replace(other, stand_ins=question.stand_ins.names)


def _judge(
    course: Course,
    question: Question,
    answers: Any,
    seed: int,
    max_points: float,
    mistakes: Sequence[Mistake] | None,
    recorded: Recorded | None,
) -> Verdict:
    """The verdict on one set of answers."""
    try:
        given = checked_answers(question, answers, seed)
        parts = judge_parts(course, question, given, seed, max_points, recorded)
        mistake = guess = None
        if lost := {part.name for part in parts if not part.holds}:
            known = course.mistakes_of(question.id) if mistakes is None else mistakes
            alike = [one for one in known if set(one.fails) == lost]
            mistake = _recognized(course, question, given, seed, alike, recorded)
            if mistake is None:
                within = [one for one in known if set(one.fails) <= lost]
                guess = _guessed(course, question, given, seed, within, recorded)
    except NoAnswers as problem:
        return Verdict(question.id, max_points, seed=seed, reason=str(problem))
    return Verdict(question.id, max_points, parts, seed, mistake=mistake, guess=guess)


def checked_answers(question: Question, answers: Any, seed: int) -> list[Plain]:
    """The list of answers, one per case.

    Raises:
        NoAnswers: they are not answers to this question from this seed.
    """
    if not isinstance(answers, dict) or not isinstance(answers.get("answers"), list):
        raise NoAnswers(_("The cell's answers are not in the form that ask gives."))
    if answers.get("version") != VERSION or answers.get("question") != question.id:
        raise NoAnswers(_("The cell's answers are to another question."))
    if answers.get("seed") != seed or len(answers["answers"]) != len(question.cases(seed)):
        raise NoAnswers(_("The cell's answers are not to the cases that were asked."))
    for answer in answers["answers"]:
        try:
            check(answer)
        except MalformedAnswer as problem:
            raise NoAnswers(
                _(
                    "The cell's answers are not in the form that ask gives: {problem}.",
                    problem=problem,
                )
            ) from None
    return answers["answers"]


def judge_parts(
    course: Course,
    question: Question,
    answers: list[Plain],
    seed: int,
    max_points: float,
    recorded: Recorded | None = None,
) -> tuple[PartVerdict, ...]:
    """A verdict on each part; the parts share `max_points` by their weights."""
    if recorded is not None:
        wants: Sequence[Plain] = recorded[RIGHT]
    else:
        wants = expected_answers(course, question.id, seed)
    misses: dict[str, list[Miss]] = {part.name: [] for part in question.parts}
    for miss in missed(question, wants, answers, seed):
        misses[miss.case.part].append(miss)
    total = sum(part.weight for part in question.parts)
    return tuple(
        PartVerdict(
            name=part.name,
            says=part.says,
            points=max_points * part.weight / total,
            miss=min(misses[part.name], key=BY_SIZE, default=None),
        )
        for part in question.parts
    )


def missed(
    question: Question, wants: Sequence[Plain], answers: Sequence[Plain], seed: int
) -> Iterator[Miss]:
    """The cases drawn from `seed` whose answers are not the ones wanted, in order."""
    for case, want, got in zip(question.cases(seed), wants, answers, strict=True):
        if not same(want, got, question.tolerance):
            yield Miss(case, want, got, question)


def _recognized(
    course: Course,
    question: Question,
    given: list[Plain],
    seed: int,
    mistakes: Sequence[Mistake],
    recorded: Recorded | None,
) -> Mistake | None:
    if recorded is not None:
        known = [one for one in mistakes if one.name in recorded]
        return next((m for m in known if alike(question, recorded[m.name], given)), None)
    with _one_at_a_time:
        return recognized(course.names(question), question, given, seed, mistakes)


def _guessed(
    course: Course,
    question: Question,
    given: list[Plain],
    seed: int,
    mistakes: Sequence[Mistake],
    recorded: Recorded | None,
) -> Mistake | None:
    by_name = {one.name: one for one in mistakes}
    wants = expected_answers(course, question.id, seed) if recorded is None else recorded[RIGHT]
    if is_blank(question, wants, given):
        return None  # and no mistake needs to be tried
    if recorded is not None:
        theirs = {name: recorded[name] for name in by_name if name in recorded}
    else:
        theirs = {name: mistaken_answers(course, one, seed) for name, one in by_name.items()}
    found = looks_like(question, seed, wants, given, theirs)
    return by_name[found] if found else None


@functools.lru_cache(maxsize=64)  # a class makes the same mistakes again and again
def mistaken_answers(course: Course, mistake: Mistake, seed: int) -> tuple[Plain, ...]:
    """A mistake's answers to the cases drawn from `seed`."""
    question = course.find_question(mistake.question)
    return _answers(question, mistake.apply(course.names(question)), seed)


@functools.lru_cache(maxsize=512)
def expected_answers(course: Course, question_id: str, seed: int) -> tuple[Plain, ...]:
    """The reference's answers to the cases drawn from `seed`."""
    question = course.find_question(question_id)
    return _answers(question, course.names(question), seed)


def _answers(question: Question, names: Mapping[str, Any], seed: int) -> tuple[Plain, ...]:
    with _one_at_a_time:
        return tuple(answer_question(question, dict(names), seed)["answers"])
