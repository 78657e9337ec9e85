"""What nbgrader's gradebook says of an assignment: points, written answers, delays."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from nbgrader import api
from nbgrader.api import MissingEntry
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from ..grading.settings import Settings, assignment_folder
from ..notebooks.released import ReleasedNotebook, released_notebooks

SQLITE = "sqlite:///"
Cell = tuple[str, str]  # a notebook's name and a `grade_id`, which is unique in its notebook only


class NothingToReport(OSError):
    """There is nothing to tell of; the message says why, and what to do."""


@dataclass(frozen=True)
class Mark:
    """What one submission has for one graded cell.

    Attributes:
        points: those that count now: a person's, where one gave any, and extra credit.
        waits: whether a person still has to grade it, or to look at it again.
        by_person: whether a person has given points.
    """

    points: float
    waits: bool = False
    by_person: bool = False


@dataclass(frozen=True)
class Standing:
    """What the gradebook says of one submission.

    Attributes:
        student: their id.
        marks: by graded cell.
        penalty: the points that are taken for being late.
        late: by how much it was late, an extension considered.
        extension: that the student was given; None for none.
    """

    student: str
    marks: dict[Cell, Mark] = field(default_factory=dict)
    penalty: float = 0.0
    late: timedelta = timedelta()
    extension: timedelta | None = None

    @property
    def total(self) -> float:
        """All points after the penalty, as nbgrader exports them."""
        return max(0.0, sum(mark.points for mark in self.marks.values()) - self.penalty)


@dataclass(frozen=True)
class Book:
    """An assignment in the gradebook.

    Attributes:
        notebooks: as they were released.
        standings: of those who have been graded, in order.
        without: students that the gradebook knows, and has nothing of for this assignment.
    """

    notebooks: tuple[ReleasedNotebook, ...]
    standings: tuple[Standing, ...]
    without: tuple[str, ...]


def read_book(settings: Settings, assignment: str) -> Book:
    """What the gradebook says of an assignment.

    Raises:
        NothingToReport: there is no gradebook, it cannot be read, or lacks the assignment.
    """
    source = assignment_folder(settings, "source", assignment)
    with _opened(settings) as gradebook:
        try:
            known = gradebook.find_assignment(assignment)
        except MissingEntry:
            names = ", ".join(sorted(one.name for one in gradebook.assignments)) or "none"
            raise NothingToReport(
                f"the gradebook knows no assignment {assignment!r}. It knows: {names}"
            ) from None
        standings = _standings(gradebook, known)
        everybody = gradebook.db.scalars(select(api.Student.id))
        return Book(
            notebooks=tuple(released_notebooks(known, source)),
            standings=tuple(standings[student] for student in sorted(standings)),
            without=tuple(sorted(set(everybody) - standings.keys())),
        )


@contextmanager
def _opened(settings: Settings) -> Iterator[api.Gradebook]:
    url = settings.coursedir.db_url
    path = Path(url.removeprefix(SQLITE))
    if url.startswith(SQLITE) and not path.is_file():  # nbgrader would make an empty one
        raise NothingToReport(f"there is no gradebook at {path}: nothing has been graded yet")
    try:
        with api.Gradebook(url, settings.coursedir.course_id) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        cause = " ".join(str(getattr(error, "orig", error)).split())
        raise NothingToReport(f"the gradebook cannot be read: {cause}") from error


def _standings(gradebook: api.Gradebook, known: api.Assignment) -> dict[str, Standing]:
    """Student -> standing. One question to the database, however large the class is."""
    wanted = (
        select(
            api.SubmittedAssignment.student_id,
            api.SubmittedAssignment.timestamp,
            api.SubmittedAssignment.extension,
            api.Notebook.name.label("notebook"),
            api.SubmittedNotebook.late_submission_penalty,
            api.BaseCell.name.label("cell"),
            api.Grade.score,
            api.Grade.manual_score,
            api.Grade.needs_manual_grade,
        )
        .join(
            api.SubmittedNotebook,
            api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id,
        )
        .join(api.Notebook, api.Notebook.id == api.SubmittedNotebook.notebook_id)
        # A notebook may have no graded cells.
        .outerjoin(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .outerjoin(api.BaseCell, api.BaseCell.id == api.Grade.cell_id)
        .where(api.SubmittedAssignment.assignment_id == known.id)
    )
    marks: dict[str, dict[Cell, Mark]] = {}
    penalties: dict[str, dict[str, float]] = {}
    times: dict[str, tuple[timedelta, timedelta | None]] = {}
    for row in gradebook.db.execute(wanted):
        student, time, extension = row.student_id, row.timestamp, row.extension
        due = known.duedate + (extension or timedelta()) if known.duedate else None
        late = max(timedelta(), time - due) if time and due else timedelta()
        times[student] = late, extension
        penalty = row.late_submission_penalty or 0.0
        penalties.setdefault(student, {})[row.notebook] = penalty
        own = marks.setdefault(student, {})
        if row.cell is not None:
            by_person = row.manual_score is not None
            own[row.notebook, row.cell] = Mark(row.score, row.needs_manual_grade, by_person)
    return {
        student: Standing(student, own, sum(penalties[student].values()), *times[student])
        for student, own in marks.items()
    }
