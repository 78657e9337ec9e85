"""The fast audit: only ask and judge, in this process and its workers."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from ..course import Course, CourseFolder, CourseSource, Stage, load_course
from ..notebooks.fill import solutions
from ..startup import hurry
from .adversaries import audit_without_work
from .mistakes import question_rows, try_mistakes
from .report import Outcome, RightRow
from .right_answers import RightAnswer, read_right_answers
from .trial import try_notebook


def audit_fast(
    folder: CourseFolder,
    stages: Sequence[Stage],
    seeds: int,
    jobs: int,
) -> Iterator[Outcome]:
    """The rows of the audit, as they come: mistakes, right answers, and rules that are broken."""
    context = get_context("spawn")  # workers must not inherit a plotting backend or its locks
    source = folder.course.source
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=hurry) as pool:
        tasks: list[Future[list[Outcome]]] = []
        for stage in stages:
            for question_id in stage.known_questions:
                tasks.append(pool.submit(_audit_question, source, question_id, seeds))
            for answer in read_right_answers(stage.right_answers):
                task = pool.submit(
                    _audit_right_answer, folder.root, stage.assignment, answer, range(seeds)
                )
                tasks.append(task)
        for task in tasks:
            yield from task.result()


def _audit_question(source: CourseSource, question_id: str, seeds: int) -> list[Outcome]:
    course = load_course(source)
    rows = audit_question(course, question_id, seeds)
    return [*rows, *audit_without_work(course, question_id, seeds)]


def _audit_right_answer(
    root: Path, assignment: str, answer: RightAnswer, seeds: Sequence[int]
) -> list[Outcome]:
    folder = CourseFolder.at(root)
    stage = folder.course.stage_of(assignment)
    assert stage is not None
    return audit_right_answer(folder, stage, answer, seeds)


def audit_question(course: Course, question_id: str, seeds: int) -> list[Outcome]:
    """The rows of one question: its mistakes, and the rules that it breaks."""
    question = course.find_question(question_id)
    rows = try_mistakes(course, question, course.mistakes_of(question_id), range(seeds))
    return [*question_rows(question, rows)]


def audit_right_answer(
    folder: CourseFolder, stage: Stage, answer: RightAnswer, seeds: Sequence[int]
) -> list[Outcome]:
    """The row of one right answer, which runs in this process."""
    source = folder.notebook("source", stage.assignment)
    beside = folder.notebook_path("source", stage.assignment).parent
    problems: list[str] = []
    try:
        notebook = answer.notebook(source, solutions(source))
        verdicts = try_notebook(folder.course, notebook, beside, seeds)
    except (RuntimeError, KeyError) as error:
        return [RightRow(stage.name, answer.name, answer.style, 0, (str(error).splitlines()[0],))]
    for question_id in stage.known_questions:
        if question_id not in verdicts:
            problems.append(f"{question_id} was not asked")
        for verdict in verdicts.get(question_id, []):
            if verdict.points != verdict.max_points:
                lost = [part.name for part in verdict.parts if not part.holds]
                what = verdict.reason or f"loses {', '.join(lost)}"
                problems.append(f"{question_id} with seed {verdict.seed}: {what}")
    return [RightRow(stage.name, answer.name, answer.style, len(seeds), tuple(problems[:4]))]
