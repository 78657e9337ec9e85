"""A small course with one exercise, graded by the real nbgrader with our configuration."""

import copy
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.outside.course import CourseFolder
from autograder.outside.course.reference import package_folder
from autograder.outside.reports.points import Score, gradebook_url, scores
from autograder.outside.sandbox.machine import problems
from eager_course.course import COURSE

REFERENCE = package_folder("eager")
ROOT = Path(__file__).parents[3]
ASSIGNMENT = "practice"
QUESTION = "variables-assign"

SOLUTION = """
import numpy as np
import built as eager
### BEGIN SOLUTION
Variable, Tensor = eager.Variable, eager.Tensor
### END SOLUTION
"""
TEST = f'''
### BEGIN HIDDEN TESTS
from autograder import ask
ask("{QUESTION}", %s)
### END HIDDEN TESTS
assert Variable(1.0).assign(3.0).numpy() == 3.0, "assign(3.0) should leave 3.0"
'''


def code(grade_id: str, source: str, grade: bool) -> NotebookNode:
    """A solution cell, or a test cell of six points."""
    known = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": grade,
        "schema_version": 3,
        "solution": not grade,
        "task": False,
    }
    if grade:
        known["points"] = 6
    cell = new_code_cell(source.strip(), metadata={"nbgrader": known})
    cell.id = grade_id
    return cell


def release(folder: Path, new_gradebook: Path) -> None:
    """Make a course with the one assignment, and release it."""
    needs = COURSE.find_question(QUESTION).needs
    handed = ", ".join(f"{name}={'eager' if name == 'tf' else 'eager.' + name}" for name in needs)
    handed = handed.replace("Variable=eager.Variable", "Variable=Variable")
    handed = handed.replace("eager.fitting", "eager.Variable._array_from")
    source = new_notebook(
        cells=[
            new_markdown_cell("# Practice"),
            code(f"{QUESTION}-solution", SOLUTION, grade=False),
            code(QUESTION, TEST % handed, grade=True),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    source.cells[0].id = "title"
    (folder / "source" / ASSIGNMENT).mkdir(parents=True)
    nbformat.write(source, folder / "source" / ASSIGNMENT / "practice.ipynb")
    # The reference itself is out of reach for a submission, so the course brings a copy.
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REFERENCE, folder / "source" / ASSIGNMENT / "built", ignore=without)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    shutil.copy(new_gradebook, folder)
    done = CourseFolder.at(folder).nbgrader("generate_assignment", ASSIGNMENT)
    assert done.returncode == 0, done.stderr


class Class:
    """Submissions of the one exercise, graded together."""

    def __init__(self, course: CourseFolder) -> None:
        self.course = course
        self.log = ""

    def solved(self, solution: str = "Variable, Tensor = eager.Variable, eager.Tensor"):
        """A release with this solution."""
        notebook = copy.deepcopy(self.course.notebook("release", ASSIGNMENT))
        find(notebook, f"{QUESTION}-solution").source = f"import built as eager\n{solution}"
        return notebook

    def submit(self, student: str, submission: NotebookNode | bytes) -> None:
        """Put a notebook, or whatever is in the bytes, below `submitted/`."""
        path = self.course.notebook_path("submitted", ASSIGNMENT, student)
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(submission, bytes):
            path.write_bytes(submission)
        else:
            nbformat.write(submission, path)

    def grade(self, *arguments: str) -> int:
        """Run `nbgrader autograde`; return its exit status."""
        done = self.course.nbgrader("autograde", ASSIGNMENT, *arguments)
        self.log = done.stderr
        return done.returncode

    @property
    def scores(self) -> dict[str, Score]:
        """Student -> score, from the gradebook."""
        return scores(gradebook_url(self.course.root), ASSIGNMENT)

    def points(self, student: str) -> float | None:
        """The points of the one grade cell."""
        return self.scores[student].cells[QUESTION]

    def autograded(self, student: str) -> NotebookNode:
        """The autograded notebook."""
        return self.course.notebook("autograded", ASSIGNMENT, student)

    def verdict(self, student: str) -> dict:
        """What the verdict in the autograded notebook says."""
        from autograder.outside.judging.render import VERDICT_MIME

        (output,) = find(self.autograded(student), QUESTION).outputs
        return output.data[VERDICT_MIME]


def find(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """The cell with this id."""
    return next(
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


@pytest.fixture
def can_seal() -> None:
    """Skips the test if this machine cannot seal a process, and says why."""
    if problems():
        pytest.skip(" ".join(problems()))


@pytest.fixture(scope="module")
def new_class(
    tmp_path_factory: pytest.TempPathFactory,
    made_once: Callable[..., Path],
    new_gradebook: Path,
) -> Callable[[], Class]:
    """Makes classes, each with its own course."""

    def make() -> Class:
        released = made_once("practice", lambda folder: release(folder, new_gradebook))
        folder = tmp_path_factory.mktemp("course")
        shutil.copytree(released, folder, dirs_exist_ok=True)
        return Class(CourseFolder.at(folder))

    return make
