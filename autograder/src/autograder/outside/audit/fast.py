"""The fast audit: ask and judge alone, in this process and its workers."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from ..course import Course, CourseFolder, CourseSource, Stage, load_course
from ..notebooks.fill import solutions
from .adversaries import points_without_work
from .mistakes import Row, broken_promises, parts_that_kill_nothing, try_mistakes
from .report import MistakeRow, Outcome, PartRow, RightRow, RuleRow
from .right_answers import RightAnswer, read_right_answers
from .trial import try_notebook


def audit_fast(
    folder: CourseFolder,
    stages: Sequence[Stage],
    seeds: int,
    jobs: int,
    adversaries: bool = False,
) -> Iterator[Outcome]:
    """The rows of the audit as they come: every mistake, every right answer, every idle part.

    With `adversaries` also what points can be had without the work.
    """
    context = get_context("spawn")  # workers must not inherit a plotting backend or its locks
    source = folder.course.source
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        tasks: list[Future[list[Outcome]]] = []
        for stage in stages:
            for question_id in stage.known_questions:
                tasks.append(
                    pool.submit(_audit_question, source, question_id, seeds, adversaries)
                )
            for answer in read_right_answers(stage.right_answers):
                task = pool.submit(
                    _audit_right_answer, folder.root, stage.assignment, answer, seeds
                )
                tasks.append(task)
        for task in tasks:
            yield from task.result()


def _audit_question(
    source: CourseSource, question_id: str, seeds: int, adversaries: bool
) -> list[Outcome]:
    course = load_course(source)
    found = audit_question(course, question_id, seeds)
    if adversaries:
        question = course.find_question(question_id)
        found += [
            RuleRow(question_id, why)
            for why in points_without_work(course, question, range(seeds))
        ]
    return found


def _audit_right_answer(
    root: Path, assignment: str, answer: RightAnswer, seeds: int
) -> list[Outcome]:
    folder = CourseFolder.at(root)
    stage = folder.course.stage_of(assignment)
    assert stage is not None
    return audit_right_answer(folder, stage, answer, seeds)


def audit_question(course: Course, question_id: str, seeds: int) -> list[Outcome]:
    """The rows of one question: its mistakes and its idle parts."""
    question = course.find_question(question_id)
    mistakes = course.mistakes_of(question_id)
    rows: list[Row] = try_mistakes(course, question, mistakes, range(seeds))
    found: list[Outcome] = [
        MistakeRow(question_id, row.mistake.name, row.lost, tuple(row.problems)) for row in rows
    ]
    found += [PartRow(question_id, part) for part in parts_that_kill_nothing(question, rows)]
    return found + [
        RuleRow(question_id, f"the promise {name!r}: {why}")
        for name, why in broken_promises(question, rows)
    ]


def audit_right_answer(
    folder: CourseFolder, stage: Stage, answer: RightAnswer, seeds: int
) -> list[Outcome]:
    """The row of one right answer, which runs in this process."""
    source = folder.notebook("source", stage.assignment)
    problems: list[str] = []
    try:
        notebook = answer.notebook(source, solutions(source))
        verdicts = try_notebook(folder.course, notebook, range(seeds))
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
    return [RightRow(stage.name, answer.name, answer.style, seeds, tuple(problems[:4]))]
