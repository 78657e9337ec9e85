"""What nbgrader's gradebook says about an assignment: points, written answers, delays."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta

from nbgrader import api

from ..class_grader.gradebook import Gradebook
from ..grading.settings import Settings
from ..notebooks.released import ReleasedNotebook

Cell = tuple[str, str]  # a notebook's name and a `grade_id`, which is unique in its notebook only


@dataclass(frozen=True)
class Mark:
    """What one submission has for one graded cell.

    Attributes:
        points: those that count: a person's, if one gave any, and extra credit.
        waits: whether a person still has to grade it, or to look at it again.
        by_person: whether a person has given points.
    """

    points: float
    waits: bool = False
    by_person: bool = False


@dataclass(frozen=True)
class Standing:
    """What the gradebook says about one submission.

    Attributes:
        student: their id.
        marks: by graded cell.
        penalty: the points that were taken off because it was late.
        late: how late it was, after any extension.
        extension: the one that the student was given, or None.
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
        without: the students in the gradebook who have nothing there for this assignment.
        names: student -> first and last name, of those whom the gradebook knows by name.
    """

    notebooks: tuple[ReleasedNotebook, ...]
    standings: tuple[Standing, ...]
    without: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)


def read_book(settings: Settings, assignment: str) -> Book:
    """What the gradebook says about an assignment.

    Raises:
        GradebookTrouble: there is no gradebook, it cannot be read, or lacks the assignment.
    """
    with closing(Gradebook(settings)) as gradebook:
        notebooks = gradebook.released(assignment)
        standings = read_standings(gradebook, assignment)
        people = gradebook.people()
        return Book(
            notebooks=tuple(notebooks),
            standings=tuple(standings[student] for student in sorted(standings)),
            without=tuple(one.id for one in people if one.id not in standings),
            names={one.id: one.name for one in people if one.name},
        )


def read_standings(gradebook: Gradebook, assignment: str) -> dict[str, Standing]:
    """Student -> standing, of those who have been graded.

    Raises:
        GradebookTrouble: the gradebook cannot be read.
    """
    marks: dict[str, dict[Cell, Mark]] = {}
    penalties: dict[str, dict[str, float]] = {}
    times: dict[str, tuple[timedelta, timedelta | None]] = {}
    for row in gradebook.rows(
        assignment,
        api.SubmittedAssignment.student_id,
        api.SubmittedAssignment.timestamp,
        api.SubmittedAssignment.extension,
        api.Assignment.duedate,
        api.Notebook.name.label("notebook"),
        api.SubmittedNotebook.late_submission_penalty,
        api.BaseCell.name.label("cell"),
        api.Grade.score,
        api.Grade.manual_score,
        api.Grade.needs_manual_grade,
    ):
        student, time, extension = row.student_id, row.timestamp, row.extension
        due = row.duedate + (extension or timedelta()) if row.duedate else None
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
