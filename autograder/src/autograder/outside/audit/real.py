"""The whole audit: every mistake and right answer as a submission, graded as a class is.

nbgrader releases the assignment and keeps the points. The class grader grades, by the function that
nbgrader's own `autograde` calls, and in a tenth of its time.
"""

import copy
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat

from ..class_grader.request import Request, State
from ..class_grader.run import grade_class
from ..class_grader.show import Silence
from ..course import Course, CourseFolder, Stage
from ..notebooks.fill import fill, solutions
from ..reports.points import Score, gradebook_url, scores
from .report import MistakeRow, Outcome, RightRow
from .right_answers import read_right_answers


def audit_real(course: CourseFolder, stages: Sequence[Stage], jobs: int) -> Iterator[Outcome]:
    """The rows of the audit, stage by stage; each stage is graded in its own copy of the course."""
    with tempfile.TemporaryDirectory() as folder:
        for stage in stages:
            yield from _audit_stage(course, stage, Path(folder), jobs)


def _audit_stage(course: CourseFolder, stage: Stage, folder: Path, jobs: int) -> list[Outcome]:
    assignment, known = stage.assignment, course.course
    copied = course.copy_to(folder / stage.name, [assignment])
    _nbgrader(copied, "generate_assignment", assignment)
    source, release = (copied.notebook(step, assignment) for step in ("source", "release"))
    solved = solutions(source)

    mistakes = {
        f"mistake-{number:03}": mistake
        for number, mistake in enumerate(
            m
            for question in stage.known_questions
            for m in known.mistakes_of(question)
            if m.question == question
        )
    }
    answers = {f"right-{answer.name}": answer for answer in read_right_answers(stage.right_answers)}
    for student, mistake in mistakes.items():
        notebook = fill(copy.deepcopy(release), mistake.put_into(solved))
        _submit(copied, assignment, student, notebook)
    for student, answer in answers.items():
        _submit(copied, assignment, student, answer.notebook(release, solved))
    for outcome in grade_class(copied, Request(assignments=[assignment], jobs=jobs), Silence()):
        if outcome.state is State.FAILED:
            raise RuntimeError(f"{outcome.student} was not graded: {outcome.why}")

    graded = scores(gradebook_url(copied.root), assignment)
    rows: list[Outcome] = []
    for student, mistake in mistakes.items():
        got = graded[student].cells[mistake.question] or 0.0
        want = points_left(known, mistake.question, mistake.fails, graded[student])
        problems = [] if abs(got - want) < 1e-6 else [f"got {got:g} points, not {want:g}"]
        problems += lost_elsewhere(mistake.question, graded[student])
        rows.append(MistakeRow(mistake.question, mistake.name, mistake.fails, tuple(problems)))
    for student, answer in answers.items():
        score = graded[student]
        lost = () if score.auto == score.auto_max else (f"got {score.auto:g} points",)
        rows.append(RightRow(stage.name, answer.name, answer.style, 1, lost))
    return rows


def lost_elsewhere(question_id: str, score: Score) -> list[str]:
    """The points that a mistake loses in other questions than its own, in sentences."""
    lost = {
        other: score.most[other] - (got or 0.0)
        for other, got in score.cells.items()
        if other != question_id
    }
    return [f"loses {n:g} points of {other}, too" for other, n in lost.items() if n > 1e-6]


def points_left(course: Course, question_id: str, fails: Sequence[str], score: Score) -> float:
    """The points of a question for which all parts hold except these."""
    parts = course.find_question(question_id).parts
    kept = sum(part.weight for part in parts if part.name not in fails)
    return score.most[question_id] * kept / sum(part.weight for part in parts)


def _submit(
    course: CourseFolder, assignment: str, student: str, notebook: nbformat.NotebookNode
) -> None:
    path = course.notebook_path("submitted", assignment, student)
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def _nbgrader(course: CourseFolder, *arguments: str) -> None:
    done = course.nbgrader(*arguments)
    if done.returncode:
        raise RuntimeError(f"nbgrader {' '.join(arguments)} failed:\n{done.stderr[-4000:]}")
