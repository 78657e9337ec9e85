"""Gives points back in the shapes that Moodle and Canvas import.

Both know a student by ids of their own, which the gradebook has from the class list. What a person
still has to grade stays empty, and so does what was not handed in: an empty cell changes nothing
there, and a 0 would be a grade.
"""

from collections.abc import Callable
from pathlib import Path

from ..class_grader.gradebook import Student
from .tables import number, write_csv
from .term import Term

MOODLE = ("Username", "ID number", "First name", "Last name", "Email address")
CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def for_moodle(term: Term, path: Path) -> None:
    """Write a file for Moodle's Grades > Import > CSV file.

    Map one of the first columns to the user, and each assignment's to its grade item.
    """
    rows = [
        [one.id, one.lms_user_id, one.first_name, one.last_name, one.email, *_points(term, one)]
        for one in term.students
    ]
    write_csv(path, [*MOODLE, *term.most], rows)


def for_canvas(term: Term, path: Path) -> None:
    """Write a file for Canvas's Gradebook > Import.

    Canvas finds students by its own number, the gradebook's `lms_user_id`, and assignments by name.
    """
    most = ["    Points Possible", "", "", "", "", *(number(one) for one in term.most.values())]
    rows = [
        [f"{one.last_name}, {one.first_name}", one.lms_user_id, "", one.id, "", *_points(term, one)]
        for one in term.students
    ]
    write_csv(path, [*CANVAS, *term.most], [most, *rows])


SHAPES: dict[str, Callable[[Term, Path], None]] = {"moodle": for_moodle, "canvas": for_canvas}


def not_final(term: Term) -> int:
    """How many totals are left out because a person still has to grade something."""
    return sum(points.waits for points in term.points.values())


def _points(term: Term, student: Student) -> list[str]:
    found = (term.points.get((student.id, assignment)) for assignment in term.most)
    return [number(one.total) if one is not None and not one.waits else "" for one in found]
