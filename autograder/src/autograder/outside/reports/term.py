"""The points of a whole term, as nbgrader's gradebook has them.

The gradebook has the last word: whoever is in it has a row, and every assignment in it counts,
whatever is in the course's folders. Totals are those of `nbgrader export`.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from ..class_grader.gradebook import Gradebook, Student
from ..grading.settings import Settings
from .gradebook import read_standings


class UnknownAssignment(OSError):
    """The gradebook has no assignment of that name; the message lists those that it has."""


@dataclass(frozen=True)
class Points:
    """What a student has for an assignment.

    Attributes:
        automatic: points for cells that are graded by being run.
        written: points that a person has given for cells that a person grades.
        waits: whether a person still has to grade something, or to look at it again.
        penalty: what is taken off for being late; never more than there is.
    """

    automatic: float = 0.0
    written: float = 0.0
    waits: bool = False
    penalty: float = 0.0

    @property
    def total(self) -> float:
        """All that counts so far."""
        return self.automatic + self.written - self.penalty


@dataclass(frozen=True)
class Term:
    """All points in a gradebook.

    Attributes:
        students: everybody in it, by id.
        most: assignment -> the most that it gives, in order.
        points: (student's id, assignment) -> points, for everything that was handed in.
    """

    students: tuple[Student, ...]
    most: dict[str, float]
    points: dict[tuple[str, str], Points]

    def total(self, student: str) -> float:
        """A student's points in all assignments; what was not handed in gives none."""
        return sum(p.total for (who, _), p in self.points.items() if who == student)


def read_term(settings: Settings, assignments: Sequence[str] = ()) -> Term:
    """The points of everybody in these assignments, by default in all.

    Raises:
        GradebookTrouble: there is no gradebook, or it cannot be read.
        UnknownAssignment: it lacks one of the assignments.
    """
    with closing(Gradebook(settings)) as gradebook:
        most = gradebook.most()
        unknown = [name for name in assignments if name not in most]
        if unknown:
            raise UnknownAssignment(
                f"the gradebook has no assignment {', '.join(unknown)}; "
                f"it has {', '.join(most) or 'none'}"
            )
        most = {name: points for name, points in most.items() if name in (assignments or most)}
        points = {
            (student, name): one
            for name in most
            for student, one in _points(gradebook, name).items()
        }
        return Term(tuple(gradebook.people()), most, points)


def _points(gradebook: Gradebook, assignment: str) -> dict[str, Points]:
    """Student -> points for one assignment."""
    by_hand = gradebook.by_hand(assignment)
    found = {}
    for student, standing in read_standings(gradebook, assignment).items():
        marks = standing.marks
        written = sum(mark.points for cell, mark in marks.items() if cell in by_hand)
        raw = sum(mark.points for mark in marks.values())
        found[student] = Points(
            automatic=raw - written,
            written=written,
            waits=any(mark.waits for mark in marks.values()),
            penalty=raw - standing.total,
        )
    return found
