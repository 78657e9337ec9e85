"""A small course with two assignments, built once and copied for every test that needs one."""

import contextlib
import copy
import io
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.__main__ import main
from autograder.outside.class_grader import workers
from autograder.outside.class_grader.version import grader_version
from autograder.outside.course import CONFIG, CourseFolder
from autograder.outside.grading import sandboxes
from autograder.outside.reports.points import Score, gradebook_url, scores
from autograder.outside.sandbox import Sandbox, SandboxUnavailable

ROOT = Path(__file__).parents[3]
# stages of the course, for the part of `eager` that students have there
LINE, PAIR = "02-loss", "03-tape"

IMPORT = "import eager as tf"
MODEL = """
class Model:
    def __init__(self):
        self.W, self.b = tf.Variable(5.0), tf.Variable(0.0)

    def __call__(self, x):
        return self.W * x + self.b
"""
LOSS = """
def mean_squared_error(predicted, desired):
    if predicted.shape != desired.shape:
        raise ValueError("shapes differ")
    return tf.reduce_mean(tf.square(predicted - desired))
"""
# The right loss except for the mean: loses some parts of its question.
SUM_LOSS = LOSS.replace("reduce_mean", "reduce_sum")
WRITTEN = "Two million times."


def known(grade_id: str, points: float | None = None, solution: bool = False) -> dict[str, Any]:
    """nbgrader's metadata of a cell."""
    metadata = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": metadata if points is None else {**metadata, "points": points}}


def solution(grade_id: str, source: str) -> NotebookNode:
    """A cell with a solution in it."""
    text = f"### BEGIN SOLUTION\n{source.strip()}\n### END SOLUTION"
    return new_code_cell(text, metadata=known(grade_id, solution=True))


def question(grade_id: str, names: str) -> NotebookNode:
    """A test cell that asks a question, with a visible check."""
    source = (
        f"### BEGIN HIDDEN TESTS\nfrom autograder import ask\nask({grade_id!r}, {names})\n"
        f"### END HIDDEN TESTS\nassert callable({names.partition('=')[0]})"
    )
    return new_code_cell(source, metadata=known(grade_id, points=4))


def notebook(*cells: NotebookNode) -> NotebookNode:
    """A source notebook of these cells."""
    whole = new_notebook(
        cells=[new_markdown_cell("# Practice"), new_code_cell(IMPORT), *copy.deepcopy(cells)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    for place, cell in enumerate(whole.cells):
        cell.id = f"cell-{place}"
    return whole


MODEL_CELLS = (
    solution("loss-model-solution", MODEL),
    question("loss-model", "Model=Model, tf=tf"),
)
LOSS_CELLS = (
    solution("loss-mse-solution", LOSS),
    question("loss-mse", "mean_squared_error=mean_squared_error, tf=tf"),
)
PLAIN = new_code_cell("assert Model().W.numpy() == 5.0", metadata=known("plain", points=1))
WRITTEN_CELL = new_markdown_cell(
    f"### BEGIN SOLUTION\n{WRITTEN}\n### END SOLUTION",
    metadata=known("written", points=5, solution=True),
)
SOURCES = {
    LINE: {"line": notebook(*MODEL_CELLS, *LOSS_CELLS, PLAIN, WRITTEN_CELL)},
    PAIR: {"first": notebook(*MODEL_CELLS), "second": notebook(*LOSS_CELLS)},
}
SOLVED = {
    "loss-model-solution": MODEL,
    "loss-mse-solution": LOSS,
    "written": WRITTEN,
}
FULL = 9.0  # of LINE, automatically


@pytest.fixture(scope="session")
def released(made_once: Callable[..., Path], new_gradebook: Path) -> CourseFolder:
    """The course with both assignments generated; not to be changed."""
    folder = made_once("class", lambda made: release(made / "course", new_gradebook))
    return CourseFolder.at(folder / "course")


def release(folder: Path, new_gradebook: Path) -> None:
    """Make the course, and generate both assignments."""
    for assignment, notebooks in SOURCES.items():
        (folder / "source" / assignment).mkdir(parents=True)
        for name, content in notebooks.items():
            nbformat.write(content, folder / "source" / assignment / f"{name}.ipynb")
    (folder / "source" / LINE / "numbers.txt").write_text("1 2 3\n")
    # Its notebooks ask some of their stages' questions only.
    config = (ROOT / CONFIG).read_text()
    assert "    autograder.CheckQuestions,\n" in config
    (folder / CONFIG).write_text(config.replace("    autograder.CheckQuestions,\n", ""))
    shutil.copy(new_gradebook, folder)
    course = CourseFolder.at(folder)
    for assignment in SOURCES:
        done = course.nbgrader("generate_assignment", assignment)
        assert done.returncode == 0, done.stderr


@pytest.fixture(autouse=True)
def _version_as_it_is_now() -> None:
    """Graders in other processes read it anew, too; somebody may be at work on the grader."""
    grader_version.cache_clear()


@pytest.fixture(autouse=True, scope="module")
def shared_sandbox() -> Iterator[None]:
    """One for all that a module's tests grade in this process: each takes a second to start."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workers, "close_sandboxes", lambda: None)
        yield
    sandboxes.close_sandboxes()


@pytest.fixture(scope="session")
def sealing() -> None:
    """Skips a test where the machine cannot seal a process."""
    try:
        Sandbox().close()
    except SandboxUnavailable as error:
        pytest.skip(str(error))


class Class:
    """A new course with submissions, graded by `autograder grade`."""

    def __init__(self, course: CourseFolder) -> None:
        self.course = course

    @property
    def root(self) -> Path:
        return self.course.root

    def solved(self, assignment: str = LINE, name: str = "line", **answers: str) -> NotebookNode:
        """A release with right answers, or with these; "-" in a cell's id is "_" here."""
        given = {**SOLVED, **{cell.replace("_", "-"): text for cell, text in answers.items()}}
        path = self.root / "release" / assignment / f"{name}.ipynb"
        submission = nbformat.read(path, as_version=4)
        for cell in submission.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
            if grade_id in given:
                cell.source = given[grade_id]
        return submission

    def folder(self, student: str, assignment: str = LINE, step: str = "submitted") -> Path:
        return self.root / step / student / assignment

    def submit(
        self,
        student: str,
        submission: NotebookNode | bytes | None = None,
        assignment: str = LINE,
        name: str = "line",
        **files: str,
    ) -> Path:
        """Put a notebook, or whatever is in the bytes, where nbgrader looks for it."""
        path = self.folder(student, assignment) / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(submission, bytes):
            path.write_bytes(submission)
        else:
            nbformat.write(submission or self.solved(assignment, name), path)
        for file, text in files.items():
            (path.parent / f"{file}.txt").write_text(text)
        return path

    def configure(self, text: str) -> None:
        """Add lines to the course's configuration."""
        with (self.root / CONFIG).open("a") as file:
            file.write(f"\n{text}\n")

    def grade(self, *arguments: str) -> int:
        """Run `autograder grade`; its exit status."""
        return main(["grade", "--course", str(self.root), "--jobs", "1", *arguments])

    def told(self, *arguments: str) -> dict[str, Any]:
        """Run `autograder grade --json`; what it printed, with its exit status as "status"."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            status = self.grade("--json", *arguments)
        return {**json.loads(printed.getvalue()), "status": status}

    def scores(self, assignment: str = LINE) -> dict[str, Score]:
        return scores(gradebook_url(self.root), assignment)

    def autograded(self, student: str, assignment: str = LINE, name: str = "line") -> NotebookNode:
        path = self.folder(student, assignment, "autograded") / f"{name}.ipynb"
        return nbformat.read(path, as_version=4)


@pytest.fixture
def unsealed(released: CourseFolder, tmp_path: Path) -> Class:
    """A class that nobody grades, so that no machine has to seal anything."""
    shutil.copytree(released.root, tmp_path / "course")
    return Class(CourseFolder.at(tmp_path / "course"))


@pytest.fixture
def new_class(released: CourseFolder, tmp_path: Path, sealing: None) -> Callable[[], Class]:
    """Makes classes, each with a copy of the course."""

    def make() -> Class:
        folder = tmp_path / f"course-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(released.root, folder)
        return Class(CourseFolder.at(folder))

    return make


@pytest.fixture
def group(new_class: Callable[[], Class]) -> Class:
    """One class."""
    return new_class()


def of(outcome: dict[str, Any], student: str, assignment: str = LINE) -> dict[str, Any]:
    """What `--json` says about one submission."""
    (found,) = [
        one
        for one in outcome["submissions"]
        if (one["student"], one["assignment"]) == (student, assignment)
    ]
    return found


def states(outcome: dict[str, Any]) -> dict[str, str]:
    """Student -> state, of the assignment LINE."""
    return {
        one["student"]: one["state"] for one in outcome["submissions"] if one["assignment"] == LINE
    }


def find(submission: NotebookNode, grade_id: str) -> NotebookNode:
    """The cell with this id."""
    return next(
        cell
        for cell in submission.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def without(submission: NotebookNode, grade_ids: Sequence[str]) -> NotebookNode:
    """A copy without these cells."""
    shorter = copy.deepcopy(submission)
    for grade_id in grade_ids:
        shorter.cells.remove(find(shorter, grade_id))
    return shorter
