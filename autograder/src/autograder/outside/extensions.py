"""Reads `extensions.csv`: who may hand in what until when.

The file is in the course's folder, a line per extension: student, assignment, and the new deadline
with its time zone::

    student,assignment,deadline
    ada,02-loss,2026-11-27 23:59:00 +0100

Both doors to grading put it into the gradebook, where late penalties, reports and pages of
feedback find it; collecting from GitHub waits for it, too. What the file does not list stays as the
gradebook has it, so an extension is taken back by writing the assignment's own due date.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from .moments import Unclear, moment
from .spreadsheets import find_columns, read_rows

FILE = "extensions.csv"
COLUMNS = {
    "student": ("student", "studentid", "id", "username", "identifier"),
    "assignment": ("assignment", "assignmentid"),
    "deadline": ("deadline", "newdeadline", "due", "duedate", "until"),
}


class BadExtensions(OSError):
    """`extensions.csv` cannot be used; the message says which line, and what to write."""


@dataclass(frozen=True)
class Extensions:
    """Everybody's own deadlines.

    Attributes:
        deadlines: (assignment, student) -> the deadline in UTC, without a zone as in nbgrader.
    """

    deadlines: Mapping[tuple[str, str], datetime] = field(default_factory=dict)

    def of(self, assignment: str, student: str) -> datetime | None:
        """A student's own deadline; None if they have none."""
        return self.deadlines.get((assignment, student))

    def check(self, assignment: str, due: datetime | None) -> None:
        """Check the deadlines of an assignment against its due date.

        Raises:
            BadExtensions: there is no due date, or it is after a deadline.
        """
        for (name, student), deadline in self.deadlines.items():
            if name == assignment and due is None:
                raise BadExtensions(
                    f"{FILE} has an extension of {assignment} for {student}, but {assignment} has "
                    "no due date: set one in the formgrader (Manage Assignments), or remove the "
                    "line"
                )
            if name == assignment and due is not None and deadline < due:
                raise BadExtensions(
                    f"{FILE}: {student} would have until {deadline} UTC for {assignment}, which is "
                    f"before it is due ({due} UTC)"
                )


def read_extensions(course: Path, zone: tzinfo | None = None) -> Extensions:
    """The extensions of the course in a folder; none if there is no such file.

    `zone` is the course's, for deadlines that do not name one.

    Raises:
        BadExtensions: a line is incomplete or unclear, or gives somebody a second deadline.
        NotATable: the file is not text.
    """
    path = course / FILE
    if not path.is_file():
        return Extensions()
    rows = read_rows(path)
    header = next((row for row in rows if any(row)), [])
    places = find_columns(header, COLUMNS)
    if len(places) < len(COLUMNS):
        raise BadExtensions(f"{FILE} must have the columns {', '.join(COLUMNS)}")
    found: dict[tuple[str, str], datetime] = {}
    for number, row in enumerate(rows, start=1):
        if row is header or not any(row):
            continue
        student, assignment, text = (row[at] if at < len(row) else "" for at in places.values())
        if not (student and assignment and text):
            raise BadExtensions(
                f"{FILE}, line {number}, needs a student, an assignment and a deadline"
            )
        if (assignment, student) in found:
            raise BadExtensions(f"{FILE}, line {number}: a second deadline for {student}")
        try:
            found[assignment, student] = moment(text, zone).replace(tzinfo=None)
        except Unclear as problem:
            raise BadExtensions(f"{FILE}, line {number}: {problem}") from None
    return Extensions(found)


def extension(deadline: datetime, due: datetime | None) -> timedelta | None:
    """The extension that leads to a deadline, as nbgrader keeps it; None if there is none."""
    return (deadline - due) or None if due is not None else None
