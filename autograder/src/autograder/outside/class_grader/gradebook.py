"""Saves grades in nbgrader's gradebook, as `nbgrader autograde` does, one submission at a time.

The rows are nbgrader's own. The difference is that a submission is saved in one transaction,
so that it is in the gradebook whole or not at all. This is the only place where the class
grader touches the gradebook.
"""

import contextlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from nbgrader import api
from nbgrader.api import InvalidEntry, MissingEntry
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from .. import extensions
from ..grading.job import Graded, GradedNotebook
from ..grading.settings import Settings, assignment_folder
from ..grading.shown import fingerprint, what_is_known
from ..notebooks.released import ReleasedNotebook, released_notebooks

SQLITE = "sqlite:///"
LOCKED = "locked"  # in what SQLite says then
TRIES, PAUSE = 10, 3.0  # while another program has the gradebook locked; the pause in seconds
Scores = dict[str, dict[str, float | None]]
T = TypeVar("T")


class GradebookTrouble(OSError):
    """The gradebook cannot be used; the message says why."""


@dataclass(frozen=True)
class Saved:
    """What the gradebook knows about a submission.

    Attributes:
        id: the id of its row.
        scores: notebook -> `grade_id` -> automatic points.
        extension: as text; empty if there is none.
    """

    id: str
    scores: Scores
    extension: str


@dataclass(frozen=True)
class Student:
    """A student in the gradebook; what it does not know is empty."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


def is_missing(settings: Settings) -> bool:
    """Whether the course's gradebook is a file that nobody has made yet."""
    url = settings.coursedir.db_url
    return url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).is_file()


class Gradebook:
    """nbgrader's gradebook of one course, open.

    Raises:
        GradebookTrouble: it does not exist, or cannot be opened.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known_cells: dict[str, dict[str, _Cells]] = {}
        url = settings.coursedir.db_url
        if is_missing(settings):
            raise GradebookTrouble(
                f"there is no gradebook at {url.removeprefix(SQLITE)}: run "
                "`autograder release ASSIGNMENT` first"
            )
        with _stated(f"cannot open the gradebook at {without_password(url)}"):
            self._gradebook = api.Gradebook(url, settings.coursedir.course_id)
            # Rows stay as they were read: each save fetches its own afresh.
            self._gradebook.db().expire_on_commit = False

    def close(self) -> None:
        """Give the connection back."""
        self._gradebook.close()

    def assignments(self) -> list[str]:
        """The names of all assignments, in order."""
        with _stated("cannot read the gradebook"):
            return sorted(assignment.name for assignment in self._gradebook.assignments)

    def released(self, assignment: str) -> list[ReleasedNotebook]:
        """The notebooks of an assignment as they were released, by name.

        Raises:
            GradebookTrouble: the gradebook does not know the assignment.
        """
        folder = assignment_folder(self._settings, "source", assignment)
        with _stated("cannot read the gradebook"):
            try:
                known = self._gradebook.find_assignment(assignment)
            except MissingEntry:
                raise GradebookTrouble(
                    f"the gradebook has no assignment {assignment!r}: "
                    f"run `autograder release {assignment}` first. It has: "
                    + (", ".join(self.assignments()) or "none")
                ) from None
            found = released_notebooks(known, folder)
        if not found:
            raise GradebookTrouble(
                f"the gradebook has no notebook for {assignment!r}: "
                f"run `autograder release {assignment}` first"
            )
        return found

    def fingerprint(self, assignment: str, student: str, notebook: str) -> str | None:
        """The fingerprint that a page of feedback should have; None if nothing was graded."""
        with _stated("cannot read the gradebook"):
            try:
                row = self._gradebook.find_submission_notebook(notebook, assignment, student)
            except MissingEntry:
                return None
            return fingerprint(what_is_known(row))

    def due(self, assignment: str) -> datetime | None:
        """The due date in UTC, without a zone; None if there is none."""
        with _stated("cannot read the gradebook"):
            return self._gradebook.find_assignment(assignment).duedate

    def students(self) -> list[str]:
        """The ids of all students, in order."""
        with _stated("cannot read the gradebook"):
            return sorted(self._gradebook.db.scalars(select(api.Student.id)))

    def people(self) -> list[Student]:
        """All students, by id."""
        columns = [getattr(api.Student, known.name) for known in fields(Student)]
        with _stated("cannot read the gradebook"):
            rows = self._gradebook.db.execute(select(*columns).order_by(api.Student.id)).all()
        return [Student(*(value or "" for value in row)) for row in rows]

    def enroll(self, students: Mapping[str, Mapping[str, str]]) -> None:
        """Add students, or change what is known of them, in one transaction.

        Args:
            students: id -> the columns of their row to set.

        Raises:
            GradebookTrouble: the gradebook cannot be written; it is as it was.
        """
        session = self._gradebook.db
        with _stated("cannot save in the gradebook"):
            try:
                for id, known in students.items():
                    row = session.get(api.Student, id)
                    if row is None:
                        row = api.Student(id=id)
                        session.add(row)
                    for column, value in known.items():
                        setattr(row, column, value)
                session.commit()
            finally:
                session.rollback()

    def most(self) -> dict[str, float]:
        """Assignment -> the most points that it gives, in order."""
        with _stated("cannot read the gradebook"):
            rows = self._gradebook.db.execute(
                select(api.Assignment.name, api.Assignment.max_score).order_by(api.Assignment.name)
            )
            return {name: float(points) for name, points in rows}

    def by_hand(self, assignment: str) -> set[tuple[str, str]]:
        """Notebook and `grade_id` of every cell of an assignment that a person grades."""
        with _stated("cannot read the gradebook"):
            rows = self._gradebook.db.execute(
                select(api.Notebook.name, api.BaseCell.name)
                .join(api.Notebook, api.Notebook.id == api.BaseCell.notebook_id)
                .join(api.Assignment, api.Assignment.id == api.Notebook.assignment_id)
                .where(api.Assignment.name == assignment)
                .where(api.BaseCell.type.in_(["SolutionCell", "TaskCell"]))
            )
            return {(notebook, cell) for notebook, cell in rows}

    def rows(self, assignment: str, *columns: Any) -> Sequence[Any]:
        """These columns for each graded cell of each submission; one query for a whole class.

        A submitted notebook without graded cells has one row, with None for whatever is a cell's.
        """
        wanted = (
            select(*columns)
            .select_from(api.SubmittedAssignment)
            .join(api.Assignment, api.Assignment.id == api.SubmittedAssignment.assignment_id)
            .join(
                api.SubmittedNotebook,
                api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id,
            )
            .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
            .outerjoin(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id)
            .outerjoin(api.BaseCell, api.BaseCell.id == api.Grade.cell_id)
            .where(api.Assignment.name == assignment)
        )
        with _stated("cannot read the gradebook"):
            found = self._gradebook.db.execute(wanted).all()
            self._gradebook.db.rollback()
        return found

    def saved(self, assignment: str) -> dict[str, Saved]:
        """Student -> what is saved about their submission."""
        found: dict[str, Saved] = {}
        for row_id, student, extension, notebook, cell, score in self.rows(
            assignment,
            api.SubmittedAssignment.id,
            api.SubmittedAssignment.student_id,
            api.SubmittedAssignment.extension,
            api.Notebook.name,
            api.BaseCell.name,
            api.Grade.auto_score,
        ):
            saved = found.setdefault(student, Saved(row_id, {}, str(extension or "")))
            known = saved.scores.setdefault(notebook, {})
            if cell is not None:
                known[cell] = score
        return found

    def save(
        self,
        assignment: str,
        student: str,
        timestamp: datetime | None,
        graded: Graded,
        deadline: datetime | None = None,
        unchanged: Collection[str] = (),
    ) -> Saved:
        """Save the grades of a submission, in one transaction; return what is now saved.

        Scores that a person gave stay as they are. Their cells are marked for review, unless
        nothing has changed that the person saw.

        Args:
            deadline: the student's own, in UTC without a zone; None leaves an extension as it is.
            unchanged: the notebooks in which students' cells are those of the last grading.

        Raises:
            GradebookTrouble: the gradebook stays locked, is full, or is gone.
            LookupError: the student is unknown and may not be added.
        """
        return self._patiently(
            lambda: self._save(assignment, student, timestamp, graded, deadline, unchanged)
        )

    def renew_penalty(self, assignment: str, student: str) -> None:
        """Compute the late penalty anew of a submission that has one.

        Since it was graded, a person may have changed the points that the penalty is taken from.

        Raises:
            GradebookTrouble: the gradebook cannot be written; it is as it was.
        """
        if self._settings.late_penalties is not None:
            self._patiently(lambda: self._renew_penalty(assignment, student))

    def _renew_penalty(self, assignment: str, student: str) -> None:
        submission = self._gradebook.find_submission(assignment, student)
        for row in submission.notebooks:
            if row.late_submission_penalty is not None:
                self._set_penalty(submission, row, student)
        self._gradebook.db.commit()

    def _patiently(self, write: Callable[[], T]) -> T:
        """Write in one transaction, and again while another program has the gradebook locked."""
        for left in reversed(range(TRIES)):
            try:
                with _stated("cannot save in the gradebook"):
                    return write()
            except GradebookTrouble as trouble:
                if not left or LOCKED not in str(trouble):
                    raise
                time.sleep(PAUSE)
            finally:
                self._gradebook.db.rollback()
                self._gradebook.db.expunge_all()
        raise AssertionError("the last try returns or raises")

    def _save(
        self,
        assignment: str,
        student: str,
        timestamp: datetime | None,
        graded: Graded,
        deadline: datetime | None,
        unchanged: Collection[str],
    ) -> Saved:
        cells = self._cells(assignment)
        submission = self._submission(assignment, student)
        if timestamp is not None:
            submission.timestamp = timestamp
        if deadline is not None:
            due = self._gradebook.find_assignment(assignment).duedate
            submission.extension = extensions.extension(deadline, due)
        rows = {cells[row.notebook_id].name: row for row in submission.notebooks}
        for one in graded.notebooks:
            row = rows[one.name]
            self._save_notebook(row, cells[row.notebook_id], one, one.name in unchanged)
        self._gradebook.db.flush()
        for one in graded.notebooks:
            if one.text is not None:
                self._set_penalty(submission, rows[one.name], student)
        scores = {
            name: {cells[row.notebook_id].graded[g.cell_id]: g.auto_score for g in row.grades}
            for name, row in rows.items()
        }
        self._gradebook.db.commit()
        return Saved(submission.id, scores, str(submission.extension or ""))

    def _cells(self, assignment: str) -> "dict[str, _Cells]":
        """Each notebook's row id -> its cells, which do not change while we grade."""
        if assignment not in self._known_cells:
            known = self._gradebook.find_assignment(assignment)
            self._known_cells[assignment] = {row.id: _Cells.of(row) for row in known.notebooks}
        return self._known_cells[assignment]

    def _submission(self, assignment: str, student: str) -> Any:
        """The row of a submission with rows for all its cells; missing ones are added."""
        session = self._gradebook.db
        if session.get(api.Student, student) is None:
            if not self._settings.create_student:
                raise LookupError(f"no student with the id {student!r} is in the gradebook")
            session.add(api.Student(id=student))
        try:
            submission = self._gradebook.find_submission(assignment, student)
        except api.MissingEntry:
            known = self._gradebook.find_assignment(assignment)
            submission = api.SubmittedAssignment(assignment_id=known.id, student_id=student)
            session.add(submission)
        present = {row.notebook_id: row for row in submission.notebooks}
        for notebook_id, cells in self._cells(assignment).items():
            if notebook_id not in present:
                present[notebook_id] = api.SubmittedNotebook(notebook_id=notebook_id)
                submission.notebooks.append(present[notebook_id])
            cells.add_missing(present[notebook_id])
        return submission

    def _save_notebook(
        self, row: Any, cells: "_Cells", graded: GradedNotebook, unchanged: bool
    ) -> None:
        for grade in row.grades:
            name = cells.graded.get(grade.cell_id, "")
            if graded.text is None:  # this notebook was not submitted
                grade.auto_score = 0
                grade.needs_manual_grade = False
            elif name in graded.scores:
                before, grade.auto_score = grade.auto_score, graded.scores[name]
                given = grade.manual_score
                still_true = unchanged and before == grade.auto_score
                if given is None or not still_true or given > cells.most[grade.cell_id]:
                    grade.needs_manual_grade = given is not None or grade.auto_score is None
        for comment in row.comments:
            name = cells.commented.get(comment.cell_id, "")
            if name in graded.comments:
                comment.auto_comment = graded.comments[name]

    def _set_penalty(self, submission: Any, row: Any, student: str) -> None:
        """What nbgrader's AssignLatePenalties does, with its plug-in."""
        late = self._settings.late_penalties
        if late is None:
            return
        row.late_submission_penalty = None
        if submission.total_seconds_late <= 0:
            return
        self._gradebook.db.refresh(row, ["score"])
        penalty = late.plugin_inst.late_submission_penalty(
            student, row.score, submission.total_seconds_late
        )
        if penalty is not None:
            row.late_submission_penalty = late._check_late_penalty(row, penalty)


def without_password(url: str) -> str:
    """A gradebook's address in a form that may be shown."""
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", ":***@") if parts.password else url


@dataclass(frozen=True)
class _Cells:
    """A notebook's cells with grades, and those with comments: row id -> `grade_id`.

    `most` is the most points of those with grades, by row id.
    """

    name: str
    graded: dict[str, str]
    commented: dict[str, str]
    most: dict[str, float]

    @classmethod
    def of(cls, notebook: Any) -> "_Cells":
        """From a notebook's row. Task cells have both."""
        graded = [*notebook.grade_cells, *notebook.task_cells]
        commented = [*notebook.solution_cells, *notebook.task_cells]
        return cls(
            notebook.name,
            {c.id: c.name for c in graded},
            {c.id: c.name for c in commented},
            {c.id: c.max_score for c in graded},
        )

    def add_missing(self, row: Any) -> None:
        """Add rows for the cells that a submitted notebook has none for."""
        has_grade = {grade.cell_id for grade in row.grades}
        has_comment = {comment.cell_id for comment in row.comments}
        row.grades += [api.Grade(cell_id=id) for id in self.graded if id not in has_grade]
        row.comments += [api.Comment(cell_id=id) for id in self.commented if id not in has_comment]


@contextlib.contextmanager
def _stated(what: str) -> Iterator[None]:
    """Turn what the database raises into a sentence."""
    try:
        yield
    except (SQLAlchemyError, InvalidEntry) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        text = " ".join(str(cause).split())
        if LOCKED in text:
            text += ", because another program is writing to it; try again when that is done"
        raise GradebookTrouble(f"{what}: {text}") from error
