"""`autograder points`: the points of the class by student and assignment, from the gradebook."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..outside.class_grader.gradebook import Student
from ..outside.clean import clean_line
from ..outside.course import CourseFolder
from ..outside.grading.settings import read_settings
from ..outside.judging.words import listed, plural
from ..outside.reports import tables
from ..outside.reports.platform_csv import SHAPES, not_final
from ..outside.reports.tables import number
from ..outside.reports.term import Points, Term, read_term

TO_GRADE = "to grade"
COLUMNS = ("automatic", "written", "late penalty", "total", "maximum")
BAR_WIDTH = 12
MOST_NAMES = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all")
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")
    parser.add_argument("--csv", metavar="FILE", help="also write the points to this file")
    parser.add_argument(
        "--for",
        dest="platform",
        choices=list(SHAPES),
        help="write the totals as this platform imports them, to --csv or points-PLATFORM.csv",
    )


def run(options: argparse.Namespace) -> int:
    """Print the tables."""
    course = CourseFolder.at(options.course)
    term = read_term(read_settings(course), options.assignments)
    if options.platform:
        path = options.csv or course.root / f"points-{options.platform}.csv"
        _give_back(term, options.platform, Path(path))
        return 0
    show(term)
    if options.csv:
        write_csv(term, Path(options.csv))
    return 0


def _give_back(term: Term, platform: str, path: Path) -> None:
    shaped = SHAPES[platform](term, path)
    to = platform.title()
    print(f"{path} has the totals of {plural(len(shaped.students), 'student')} for {to}")
    if count := not_final(term):
        print(f"Left out, because a person still has to grade them: {plural(count, 'total')}")
    if shaped.gaps:
        print(
            f"{plural(shaped.gaps, 'cell')} without a total: {to} takes away a grade that is "
            "there. To keep it, write one assignment at a time: "
            f"`autograder points ASSIGNMENT --for {platform}`"
        )
    if shaped.left_out:
        missing = " and ".join(f"`{name}`" for name in shaped.left_out)
        print(f"Without {missing}: the class list does not give it for everybody")
    without = [clean_line(one.id) for one in shaped.students if not one.lms_user_id]
    if platform == "canvas" and without:
        print(
            f"Canvas has to find {listed(without, MOST_NAMES)} by their login or name: the class "
            "list gave no Canvas ID (`autograder roster FILE` takes Canvas's own export)"
        )


def show(term: Term) -> None:
    """Print a table per assignment, and one of the totals in all of them."""
    console = Console()
    for assignment, most in term.most.items():
        here = {who: p for (who, name), p in term.points.items() if name == assignment}
        if here:
            console.print(Text(clean_line(assignment), style="table.title"))
            console.print(_table_of(term.students, here, most))
        else:
            console.print(f"{clean_line(assignment)}: nothing has been graded.\n", markup=False)
    if not term.most:
        console.print("The gradebook has no assignments yet: `autograder release ASSIGNMENT`.")
    if len(term.most) > 1:
        console.print("all assignments", style="table.title")
        console.print(_totals(term, console.options.ascii_only))


def _table_of(students: Sequence[Student], points: dict[str, Points], most: float) -> Table:
    """An assignment: a row per student, in which the first columns make up the total."""
    grid = _grid(COLUMNS)
    for student in students:
        cells = _cells(points.get(student.id), most)
        grid.add_row(_named(student), *(cell or "–" for cell in cells))
    return grid


def _totals(term: Term, ascii_only: bool) -> Table:
    grid = _grid(("total", "maximum", ""))
    most = sum(term.most.values())
    for student in term.students:
        total = term.total(student.id)
        share = bar(total / most if most else 0.0, ascii_only)
        grid.add_row(_named(student), number(total), number(most), share)
    return grid


def _grid(columns: Iterable[str]) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    grid.add_column("student", overflow="fold")  # a long name goes on in the next line
    for column in columns:
        grid.add_column(column, justify="right", no_wrap=True)
    return grid


def _named(student: Student) -> Text:
    name = f"{student.name} ({student.id})" if student.name else student.id
    return Text(clean_line(name))


def _cells(points: Points | None, most: float) -> list[str]:
    """The columns of one assignment; without a submission the total is 0 and the rest empty."""
    if points is None:
        return ["", "", "", "0", number(most)]
    return [
        number(points.automatic),
        TO_GRADE if points.waits else number(points.written),
        number(points.penalty),
        number(points.total),
        number(most),
    ]


def bar(share: float, ascii_only: bool = False) -> str:
    """A bar for a share between 0 and 1."""
    full, empty = "#." if ascii_only else "█░"
    count = max(0, min(BAR_WIDTH, round(share * BAR_WIDTH)))
    return full * count + empty * (BAR_WIDTH - count)


def write_csv(term: Term, path: Path) -> None:
    """A row per student: who it is, the columns of each assignment, then total and maximum."""
    header = ["student", "last name", "first name", "email"]
    header += [f"{assignment} {column}" for assignment in term.most for column in COLUMNS]
    rows = []
    for one in term.students:
        row = [one.id, one.last_name, one.first_name, one.email]
        for assignment, most in term.most.items():
            row += _cells(term.points.get((one.id, assignment)), most)
        row += [number(term.total(one.id)), number(sum(term.most.values()))]
        rows.append(row)
    tables.write_csv(path, [*header, "total", "maximum"], rows, for_people=True)
