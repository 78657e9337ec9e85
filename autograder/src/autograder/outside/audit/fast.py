"""The fast audit: ask and judge alone, in this process and its workers."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from ...inside.questions import STAGES, find_question, stage_questions
from ..course import Course
from ..fill import solutions
from ..mistakes import Mistake, mistakes_of, own_mistakes
from .mistakes import Row, parts_that_kill_nothing, try_mistakes
from .report import MistakeRow, PartRow, RightRow
from .right_answers import RightAnswer, read_right_answers
from .trial import try_notebook

Outcome = MistakeRow | PartRow | RightRow


def audit_fast(
    course: Course, right_answers: Path, stages: Sequence[str], seeds: int, jobs: int
) -> Iterator[Outcome]:
    """The rows of the audit as they come: every mistake, every right answer, every idle part."""
    context = get_context("spawn")  # workers must not inherit a plotting backend or its locks
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        tasks: list[Future[list[Outcome]]] = []
        for stage in stages:
            for question_id in stage_questions(stage):
                own = [m for m in own_mistakes(course.root) if m.question == question_id]
                tasks.append(pool.submit(audit_question, question_id, own, seeds))
            for answer in read_right_answers(right_answers / stage):
                tasks.append(pool.submit(audit_right_answer, course, stage, answer, seeds))
        for task in tasks:
            yield from task.result()


def assignment_of(course: Course, stage: str) -> str:
    """The assignment whose questions these are: "01-variables" for "variables".

    Raises:
        ValueError: the course has none.
    """
    for name in course.assignments:
        if name.partition("-")[2] == stage and stage in STAGES:
            return name
    raise ValueError(f"the course has no assignment for the stage {stage!r}")


def audit_question(question_id: str, own: list[Mistake], seeds: int) -> list[Outcome]:
    """The rows of one question: its mistakes, those of a course's own, and its idle parts."""
    question = find_question(question_id)
    rows: list[Row] = try_mistakes(question, [*mistakes_of(question_id), *own], range(seeds))
    found: list[Outcome] = [
        MistakeRow(question_id, row.mistake.name, row.lost, tuple(row.problems)) for row in rows
    ]
    return found + [PartRow(question_id, part) for part in parts_that_kill_nothing(question, rows)]


def audit_right_answer(
    course: Course, stage: str, answer: RightAnswer, seeds: int
) -> list[Outcome]:
    """The row of one right answer, which runs in this process."""
    source = course.notebook("source", assignment_of(course, stage))
    problems: list[str] = []
    try:
        verdicts = try_notebook(answer.notebook(source, solutions(source)), range(seeds))
    except (RuntimeError, KeyError) as error:
        return [RightRow(stage, answer.name, answer.style, 0, (str(error).splitlines()[0],))]
    for question_id in stage_questions(stage):
        if question_id not in verdicts:
            problems.append(f"{question_id} was not asked")
        for verdict in verdicts.get(question_id, []):
            if verdict.points != verdict.max_points:
                lost = [part.name for part in verdict.parts if not part.holds]
                what = verdict.reason or f"loses {', '.join(lost)}"
                problems.append(f"{question_id} with seed {verdict.seed}: {what}")
    return [RightRow(stage, answer.name, answer.style, seeds, tuple(problems[:4]))]
