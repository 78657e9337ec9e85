"""Gives points back in the shapes that Moodle and Canvas import.

Both know a student by ids of their own, which the gradebook has from the class list. Both take an
empty cell for "no grade", and remove one that is there. So whoever has no final total yet has no
row, and where there are several assignments, the rows that have empty cells are counted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..class_grader.gradebook import Student
from .tables import number, write_csv
from .term import Term

# What Moodle can be told to find a student by: heading -> the attribute of a student.
MOODLE = {"Username": "id", "ID number": "lms_user_id", "Email address": "email"}
NAMES = ("First name", "Last name")
CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


@dataclass(frozen=True)
class Shaped:
    """What a file has in it.

    Attributes:
        students: those who have a row.
        gaps: how many cells of these rows are empty.
        left_out: headings that are left out, because not everybody has what they are for.
    """

    students: tuple[Student, ...]
    gaps: int
    left_out: tuple[str, ...] = ()


def for_moodle(term: Term, path: Path) -> Shaped:
    """Write a file for Moodle's Grades > Import > CSV file.

    Map one of the first columns to the user, and each assignment's to its grade item. A column is
    there if it is filled for everybody: where the one that was chosen is empty, Moodle gives the
    points to the student in the row above.
    """
    rows = _rows(term)
    known = [name for name, what in MOODLE.items() if all(getattr(one, what) for one, _ in rows)]
    table = [
        [*(getattr(one, MOODLE[name]) for name in known), one.first_name, one.last_name, *points]
        for one, points in rows
    ]
    write_csv(path, [*known, *NAMES, *term.most], table)
    return _shaped(rows, [name for name in MOODLE if name not in known])


def for_canvas(term: Term, path: Path) -> Shaped:
    """Write a file for Canvas's Gradebook > Import.

    Canvas finds students by its own number, the gradebook's `lms_user_id`; failing that, by their
    login and then by their name. It finds assignments by name.
    """
    rows = _rows(term)
    most = ["    Points Possible", "", "", "", "", *(number(one) for one in term.most.values())]
    table = [
        [f"{one.last_name}, {one.first_name}", one.lms_user_id, "", one.id, "", *points]
        for one, points in rows
    ]
    write_csv(path, [*CANVAS, *term.most], [most, *table])
    return _shaped(rows)


SHAPES: dict[str, Callable[[Term, Path], Shaped]] = {"moodle": for_moodle, "canvas": for_canvas}


def not_final(term: Term) -> int:
    """How many totals are left out because a person still has to grade something."""
    return sum(points.waits for points in term.points.values())


def _rows(term: Term) -> list[tuple[Student, list[str]]]:
    """Everybody who has a final total, with a cell for each assignment."""
    rows = [(one, _points(term, one)) for one in term.students]
    return [(one, points) for one, points in rows if any(points)]


def _shaped(rows: Sequence[tuple[Student, list[str]]], left_out: Sequence[str] = ()) -> Shaped:
    gaps = sum(points.count("") for _, points in rows)
    return Shaped(tuple(one for one, _ in rows), gaps, tuple(left_out))


def _points(term: Term, student: Student) -> list[str]:
    found = (term.points.get((student.id, assignment)) for assignment in term.most)
    return [number(one.total) if one is not None and not one.waits else "" for one in found]
