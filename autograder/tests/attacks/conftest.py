"""The arena: a course full of secrets, where attacks are graded as a class's submissions are."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook

from autograder.outside.course import CourseFolder
from autograder.outside.grading.assignment import read_assignment
from autograder.outside.grading.job import Assignment, Graded, Job
from autograder.outside.grading.settings import read_settings
from autograder.outside.grading.submissions import read_submission
from autograder.outside.grading.grade import grade_submission
from autograder.outside.grading.sandboxes import close_sandboxes, warm_sandbox
from autograder.outside.reports.points import gradebook_url
from autograder.outside.notebooks.released import ReleasedNotebook
from autograder.outside.judging.render import VERDICT_MIME
from eager_course.sample_class import Handout
from autograder.outside.sandbox import Limits
from autograder.outside.sandbox.machine import problems
from autograder.outside.sandbox.parent import WarmParent
from autograder.outside.sandbox.sandbox import FIRST_UID
from autograder.outside.course.seeds import course_secret, notebook_seed
from eager_course.course import COURSE
from autograder.outside.course.reference import package_folder

from .attack import Attack, quick

REFERENCE = package_folder("eager")
ROOT = Path(__file__).parents[3]
ASSIGNMENTS = ("01-variables", "03-tape")
LIMITS = Limits(cell_seconds=3.0, grace_seconds=0.5, notebook_seconds=30.0, cpu_seconds=30)
OTHER, CANARY = "ada", "canary-{}-7e0b9d"
MOST_TEXT = 200_000  # of one output, searched for a leak
VARIABLE = "AUTOGRADER_CANARY"
# Folders in which anybody may write, and the file that attacks try to leave there.
ANYBODYS, LEFT = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock"), "left-by-an-attack"


IPC, LEFT_KEY = sorted(Path("/proc/sysvipc").glob("*")), " 4711 "


@dataclass(frozen=True)
class Result:
    """What the grader made of one submission."""

    graded: Graded

    @property
    def points(self) -> dict[str, float | None]:
        """Grade cell -> points."""
        (notebook,) = self.graded.notebooks
        return {name: notebook.scores.get(name) for name in notebook.most}

    @cached_property
    def notebook(self) -> NotebookNode | None:
        """The autograded notebook, if there is one. It must be strict JSON."""
        (graded,) = self.graded.notebooks
        if graded.text is None:
            return None
        json.loads(graded.text, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
        return nbformat.reads(graded.text, as_version=4)

    @property
    def cells(self) -> list[NotebookNode]:
        """Its cells."""
        return self.notebook.cells if self.notebook else []

    @property
    def verdicts(self) -> list[dict[str, Any]]:
        """The judge's verdict on each grade cell."""
        bundles = [o.get("data", {}) for c in self.cells if is_test(c) for o in c.outputs]
        return [bundle[VERDICT_MIME] for bundle in bundles if VERDICT_MIME in bundle]

    @property
    def summary(self) -> str:
        """What a person wants to know about it if a test fails."""
        reasons = [f"{v['question']}: {v['points']} {v['reason'] or ''}" for v in self.verdicts]
        return "\n".join([*reasons, *self.graded.troubles])[:3000]

    @property
    def told(self) -> str:
        """Everything that the instructor and the student are told about what went wrong."""
        verdicts = [text for cell in self.cells if is_test(cell) for text in texts(cell.outputs)]
        errors = [
            f"{output.ename}: {output.evalue}"
            for cell in self.cells
            for output in cell.get("outputs", [])
            if output.output_type == "error"
        ]
        words = [cell.source for cell in self.cells if cell.cell_type == "markdown"]
        return "\n".join([*self.graded.troubles, *verdicts, *errors, *words])

    @property
    def displayed(self) -> str:
        """Everything that its cells displayed, except verdicts."""
        shown = [
            text
            for cell in self.cells
            if not is_test(cell)
            for text in texts(cell.get("outputs", []))
        ]
        return "\n".join(shown)

    @property
    def everything(self) -> str:
        """Every text in what is handed back, except the submission's own sources."""
        outputs = [text for cell in self.cells for text in texts(cell.get("outputs", []))]
        return "\n".join([*self.graded.troubles, *(text[:MOST_TEXT] for text in outputs)])


class Arena:
    """A course with two released assignments, and canaries where no submission may look."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.course = CourseFolder.at(ROOT).copy_to(folder / "course", ASSIGNMENTS)
        for assignment in ASSIGNMENTS:
            done = self.course.nbgrader("generate_assignment", assignment)
            assert done.returncode == 0, done.stderr
        self.stages = {name: Handout.of(self.course, name) for name in ASSIGNMENTS}
        self.canaries = self._plant()
        self.assignments = {name: self._assignment(name) for name in ASSIGNMENTS}

    def submit(self, attack: Attack, student: str) -> Path:
        """Put an attack below `submitted/`; the folder."""
        folder = self.course.root / "submitted" / student / attack.assignment
        folder.mkdir(parents=True)
        attack.submit(folder, self.stages[attack.assignment], self.addresses)
        return folder

    def grade(self, attack: Attack) -> Result:
        """Grade an attack as `autograder grade` and `nbgrader autograde` grade submissions."""
        student = attack.name.replace("/", "-").replace("_", "-")
        folder = self.submit(attack, student)
        try:
            return self._graded(student, attack.assignment, folder)
        finally:
            shutil.rmtree(folder.parent)

    def grade_honest(self, assignment: str) -> Result:
        """Grade the one honest submission of an assignment."""
        folder = self.course.root / "submitted" / OTHER / assignment
        return self._graded(OTHER, assignment, folder)

    @property
    def addresses(self) -> dict[str, str]:
        """What an attacker may know about this machine."""
        known: dict[str, object] = {
            "course": self.course.root,
            "gradebook": self.course.root / "gradebook.db",
            "beside": self.folder / "beside.txt",
            "reference": REFERENCE,
            "grader": REFERENCE.parent / "autograder" / "outside",
            "repository": ROOT,
            "other": OTHER,
            "pid": os.getpid(),
        }
        return {name: str(value) for name, value in known.items()}

    def harm(self) -> list[str]:
        """What an attack left behind that the next submission, or anybody, could notice."""
        found = [f"{path} was changed" for path, was in self._planted if path.read_bytes() != was]
        found += [f"{path} was left" for path in map(Path, ANYBODYS) if (path / LEFT).exists()]
        found += [f"{table} has an entry more" for table in IPC if LEFT_KEY in table.read_text()]
        parent = self.warm_parent
        found += [f"process {pid} goes on" for pid in processes_of(FIRST_UID + parent.pid)]
        return found + [f"{path} was left" for path in parent.room.iterdir()]

    @property
    def warm_parent(self) -> WarmParent:
        """The process that all submissions are forked from."""
        parent = warm_sandbox()._parent
        assert parent is not None
        return parent

    def _graded(self, student: str, name: str, folder: Path) -> Result:
        assignment = self.assignments[name]
        secret = course_secret(self.course.root)
        seeds = {
            notebook.name: notebook_seed(secret, name, notebook.name, student, b"")
            for notebook in assignment.notebooks
        }
        return Result(grade_submission(Job(assignment, read_submission(student, folder), seeds)))

    def _assignment(self, name: str) -> Assignment:
        settings = read_settings(self.course)
        notebook = self.course.notebook_path("source", name)
        with Gradebook(gradebook_url(self.course.root)) as gradebook:
            released = ReleasedNotebook.of(gradebook.find_notebook(notebook.stem, name), notebook)
        read = read_assignment(name, [released], settings, unsafe=False)
        return replace(read, limits=LIMITS)

    def _plant(self) -> dict[str, str]:
        """Put a canary wherever there is something that is not a student's."""
        places = ("source", "gradebook", "submission", "beside", "environment")
        canaries = {place: CANARY.format(place) for place in places}
        for name, stage in self.stages.items():
            source = self.course.notebook_path("source", name)
            add_note(source, self.course.notebook("source", name), canaries["source"])
            submitted = self.course.notebook_path("submitted", name, OTHER)
            submitted.parent.mkdir(parents=True)
            add_note(submitted, quick(stage.filled(stage.solutions)), canaries["submission"])
        with Gradebook(gradebook_url(self.course.root)) as gradebook:
            gradebook.add_student(OTHER, email=canaries["gradebook"])
        (self.folder / "beside.txt").write_text(canaries["beside"])
        canaries["secret"] = course_secret(self.course.root)
        self._planted = [
            (path, path.read_bytes())
            for path in (
                self.folder / "beside.txt",
                self.course.root / "gradebook.db",
                *self.course.root.glob("source/*/*.ipynb"),
                *self.course.root.glob("submitted/*/*/*.ipynb"),
                *self.course.root.glob(".autograder/*"),
            )
        ]
        # Anybody may read and change them, as far as their modes have a say.
        for path, _ in self._planted:
            path.chmod(0o666)
        for path in (self.folder, *self.course.root.rglob("*")):
            if path.is_dir():
                path.chmod(0o777)
        return canaries


def add_note(path: Path, notebook: NotebookNode, text: str) -> None:
    """Write a notebook with one more cell, the first, which is read if any is."""
    notebook.cells.insert(0, new_markdown_cell(text))
    nbformat.write(notebook, path)


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell is judged."""
    known = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and bool(known.get("grade"))


def texts(value: Any) -> Iterator[str]:
    """Every text in outputs, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from (str(key), *texts(item))
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif value is not None:
        yield str(value)


def processes_of(uid: int) -> list[int]:
    """The processes of a user."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            if path.stat().st_uid == uid:
                found.append(int(path.name))
    return found


@pytest.fixture(scope="session")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """The arena, for all tests of a process."""
    if problems():
        pytest.skip(" ".join(problems()))
    os.environ[VARIABLE] = CANARY.format("environment")
    folder = tmp_path_factory.mktemp("arena")
    for path in (folder, *folder.parents[:2]):
        path.chmod(0o755)
    arena = Arena(folder)
    arena.grade_honest(ASSIGNMENTS[0])
    yield arena
    close_sandboxes()
    del os.environ[VARIABLE]
