"""Builds the classes that are graded: of right answers and mistakes, and of cheap notebooks."""

import copy
import random
import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from autograder.outside.audit.right_answers import read_right_answers
from autograder.outside.course import CONFIG, CourseFolder
from autograder.outside.notebooks.fill import fill, solutions

STOCK = """
c = get_config()
c.CourseDirectory.course_id = "eager-training"
c.Autograder.course = "eager_course"
"""
SECRET = "the same for all copies of a class\n"
CHEAP = "00-cheap"


def build_class(course: CourseFolder, folder: Path, submissions: int) -> CourseFolder:
    """A copy of the course, released, with so many submissions of every stage.

    All right answers are among them, and for the rest mistakes drawn from the whole catalogue.
    """
    copied = course.copy_to(folder)
    for assignment in copied.assignments:
        _nbgrader(copied, "generate_assignment", assignment)
        for number, notebook in enumerate(_notebooks(copied, assignment, submissions)):
            _submit(copied, assignment, f"s{number:03}", notebook)
    (folder / ".autograder").mkdir()
    (folder / ".autograder" / "secret").write_text(SECRET)
    return copied


def copy_class(
    course: CourseFolder, folder: Path, stock: bool = False, students: int | None = None
) -> CourseFolder:
    """The same class again, or so many of its students, evenly spread.

    With `stock`, as nbgrader grades it without our configuration.
    """
    shutil.copytree(course.root, folder)
    if stock:
        (folder / CONFIG).write_text(STOCK)
    if students is not None:
        everybody = sorted((folder / "submitted").iterdir())
        some = everybody[:: max(1, len(everybody) // max(1, students))][:students]
        for path in set(everybody) - set(some):
            shutil.rmtree(path)
    return CourseFolder.at(folder)


def build_cheap_class(config: Path, folder: Path, submissions: int) -> CourseFolder:
    """A course with one assignment of one small test, and so many submissions."""
    metadata = {"locked": False, "schema_version": 3, "task": False}
    solution = {**metadata, "grade_id": "x", "grade": False, "solution": True}
    test = {**metadata, "grade_id": "t", "grade": True, "solution": False, "points": 1}
    notebook = new_notebook(
        cells=[
            new_code_cell(
                "### BEGIN SOLUTION\nx = 1\n### END SOLUTION", metadata={"nbgrader": solution}
            ),
            new_code_cell("assert x == 1", metadata={"nbgrader": {**test, "locked": True}}),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    (folder / "source" / CHEAP).mkdir(parents=True)
    nbformat.write(notebook, folder / "source" / CHEAP / "cheap.ipynb")
    shutil.copy(config, folder / CONFIG)
    course = CourseFolder.at(folder)
    _nbgrader(course, "generate_assignment", CHEAP)
    release = course.notebook("release", CHEAP)
    for number in range(submissions):
        answered = fill(copy.deepcopy(release), {"x": f"x = {number % 2}"})
        _submit(course, CHEAP, f"s{number:05}", answered)
    return course


def _notebooks(course: CourseFolder, assignment: str, count: int) -> list[nbformat.NotebookNode]:
    stage = course.course.stage_of(assignment)
    assert stage is not None
    source, release = course.notebook("source", assignment), course.notebook("release", assignment)
    solved = solutions(source)
    right = [
        answer.notebook(release, solved) for answer in read_right_answers(stage.right_answers)
    ][: max(1, count // 2)]
    mistakes = list(stage.known_mistakes)
    random.Random(0).shuffle(mistakes)
    wrong = [
        fill(copy.deepcopy(release), mistake.put_into(solved))
        for mistake in mistakes[: count - len(right)]
    ]
    return right + wrong


def _submit(
    course: CourseFolder, assignment: str, student: str, notebook: nbformat.NotebookNode
) -> None:
    """Hand in a notebook with what the release puts beside it."""
    path = course.notebook_path("submitted", assignment, student)
    shutil.copytree(course.root / "release" / assignment, path.parent)
    nbformat.write(notebook, path)


def _nbgrader(course: CourseFolder, *arguments: str) -> None:
    done = course.nbgrader(*arguments)
    if done.returncode:
        raise RuntimeError(f"nbgrader {' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
