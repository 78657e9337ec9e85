"""The judge: compares a student's answers with the reference's and gives a verdict.

It runs each question's cases, drawn from the seed that the grader chose, on the reference.
It believes nothing that the answers say about themselves: if they are for another seed or another
question, too few or too many, or not in the right form, they do not count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from autograder_check.messages import _

from ...inside.ask import VERSION
from ...inside.plain import Plain
from ...inside.question import Question
from ..course import Course, Mistake
from ..course.mistake import RIGHT
from .answers import Known, WorkedOut
from .compare import MalformedAnswer, check, same
from .recognize import is_blank, looks_like, recognized
from .verdict import BY_SIZE, Miss, PartVerdict, Verdict


class NoAnswers(ValueError):
    """The answers cannot be judged; the message is the reason, for the student to read."""


def judge(
    course: Course,
    question_id: str,
    answers: Any,
    seed: int,
    max_points: float,
    mistakes: Sequence[Mistake] | None = None,
    known: Known | None = None,
) -> Verdict:
    """The verdict on `answers`, which may be anything, to the cases drawn from `seed`.

    If parts are lost, the verdict names the first of `mistakes` (by default the course's for this
    question) that loses the same parts and answers every case the same way. If there is none, it
    may guess at one, as `looks_like` says.

    `known` are the right answers and those of the mistakes, where they have been worked out or
    no package gives them.

    If there are answers from stand-ins, too, the verdict is on those that earn more.

    Raises:
        KeyError: no question has this id.
    """
    question = course.find_question(question_id)
    if known is None:
        known = WorkedOut(course, question_id, seed, mistakes)
    if mistakes is None:
        mistakes = course.mistakes_of(question_id)
    verdict = _judge(question, answers, seed, max_points, mistakes, known)
    if verdict.points == max_points or verdict.reason or question.stand_ins is None:
        return verdict
    if not (isinstance(answers, dict) and "again" in answers):
        return verdict
    again = {**answers, "answers": answers["again"]}
    other = _judge(question, again, seed, max_points, mistakes, known)
    if other.points <= verdict.points:
        return verdict
    return replace(other, stand_ins=question.stand_ins.names)


def _judge(
    question: Question,
    answers: Any,
    seed: int,
    max_points: float,
    mistakes: Sequence[Mistake],
    known: Known,
) -> Verdict:
    """The verdict on one set of answers."""
    try:
        given = checked_answers(question, answers, seed)
    except NoAnswers as problem:
        return Verdict(question.id, max_points, seed=seed, reason=str(problem))
    wants = known[RIGHT]
    parts = judge_parts(question, wants, given, seed, max_points)
    mistake = guess = None
    if lost := {part.name for part in parts if not part.holds}:
        tried = [(one, known[one.name]) for one in mistakes if one.name in known]
        alike = [(one, theirs) for one, theirs in tried if set(one.fails) == lost]
        mistake = recognized(question, wants, given, alike)
        if mistake is None and not is_blank(question, wants, given):
            within = [(one, theirs) for one, theirs in tried if set(one.fails) <= lost]
            guess = looks_like(question, seed, wants, given, within)
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
    question: Question,
    wants: Sequence[Plain],
    answers: Sequence[Plain],
    seed: int,
    max_points: float,
) -> tuple[PartVerdict, ...]:
    """A verdict on each part; the parts share `max_points` by their weights."""
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
