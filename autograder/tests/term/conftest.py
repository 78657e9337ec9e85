"""A small course with a gradebook that is filled by hand: quick, and nothing has to be graded."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader import api
from nbgrader.apps import ExportApp

from autograder.__main__ import main
from autograder.outside.course import CONFIG, CourseFolder
from autograder.outside.grading.settings import Settings, read_settings

DUE = datetime(2026, 11, 20, 23, 0)
LOSS = "02-loss"


class Term:
    """A course of assignments with one automatic cell (4 points) and a written answer (5)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def url(self) -> str:
        return f"sqlite:///{self.root / 'gradebook.db'}"

    @property
    def settings(self) -> Settings:
        return read_settings(CourseFolder.at(self.root))

    def make(self) -> None:
        """Write the course's own files, with the assignment LOSS."""
        (self.root / "source").mkdir(parents=True)
        (self.root / CONFIG).write_text("c = get_config()\n")
        self.release(LOSS)

    def release(self, assignment: str, notebook: str = "loss", due: datetime | None = DUE) -> None:
        """Save an assignment's cells in the gradebook, as generate_assignment does."""
        with api.Gradebook(self.url) as book:
            book.update_or_create_assignment(assignment, duedate=due)
            book.add_notebook(notebook, assignment)
            where = (notebook, assignment)
            book.add_grade_cell("mse", *where, max_score=4, cell_type="code")
            book.add_solution_cell("mse-solution", *where)
            book.add_grade_cell("words", *where, max_score=5, cell_type="markdown")
            book.add_solution_cell("words", *where)
            for name in ("mse", "mse-solution", "words"):
                book.add_source_cell(name, *where, source="", cell_type="code")

    def grade(
        self,
        student: str,
        automatic: float = 4.0,
        written: float | None = None,
        penalty: float | None = None,
        assignment: str = LOSS,
        overruled: float | None = None,
        **submission: object,
    ) -> None:
        """Save a graded submission."""
        with api.Gradebook(self.url) as book:
            book.update_or_create_student(student)
            row = book.add_submission(assignment, student, **submission)
            row.notebooks[0].late_submission_penalty = penalty
            for grade in row.notebooks[0].grades:
                is_code = grade.name == "mse"
                grade.auto_score = automatic if is_code else None
                grade.manual_score = overruled if is_code else written
                grade.needs_manual_grade = not is_code and written is None
            book.db.commit()

    def command(self, *arguments: str) -> int:
        return main([*arguments, "--course", str(self.root)])

    def exported(self) -> dict[tuple[str, str], dict[str, str]]:
        """(student, assignment) -> a row of `nbgrader export`."""
        import csv

        path = self.root / "exported.csv"
        plugin = ExportApp().plugin_class(to=str(path))
        with api.Gradebook(self.url) as book:
            plugin.export(book)
        with path.open() as file:
            return {(row["student_id"], row["assignment"]): row for row in csv.DictReader(file)}


@pytest.fixture(scope="session")
def _made(made_once: Callable[..., Path], new_gradebook: Path) -> Path:
    def make(root: Path) -> None:
        shutil.copy(new_gradebook, root)
        Term(root).make()

    return made_once("term", make)


@pytest.fixture
def term(_made: Path, tmp_path: Path) -> Term:
    """A new course, in which nobody has handed in anything."""
    shutil.copytree(_made, tmp_path / "course")
    return Term(tmp_path / "course")
