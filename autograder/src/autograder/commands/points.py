"""`autograder points`: the points of the class by student and assignment."""

import argparse
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..outside.clean import clean_line
from ..outside.course import CourseFolder
from ..outside.reports import tables
from ..outside.reports.points import Score, gradebook_url, scores

BAR_WIDTH = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")
    parser.add_argument("--csv", metavar="FILE", help="also write the points to this file")


def run(options: argparse.Namespace) -> int:
    """Print the table."""
    course = CourseFolder.at(options.course)
    table = class_scores(course)
    show(table, course.assignments)
    if options.csv:
        write_csv(table, course.assignments, Path(options.csv))
    return 0


def class_scores(course: CourseFolder) -> dict[str, dict[str, Score]]:
    """Student -> assignment -> score, students in order."""
    url = gradebook_url(course.root)
    table: dict[str, dict[str, Score]] = {}
    for assignment in course.assignments:
        for student, score in scores(url, assignment).items():
            table.setdefault(student, {})[assignment] = score
    return dict(sorted(table.items()))


def show(table: dict[str, dict[str, Score]], assignments: list[str]) -> None:
    """Print a row per student: points by assignment, their sum, and a bar."""
    grid = Table(title="Points given automatically", title_justify="left", box=box.SIMPLE_HEAD)
    grid.padding = (0, 1, 0, 0)
    grid.add_column("student")
    for assignment in assignments:
        grid.add_column(assignment, justify="right", no_wrap=True)
    grid.add_column("sum", justify="right")
    grid.add_column("", no_wrap=True)
    for student, row in table.items():
        total, most = total_of(row.values()), most_of(table, assignments)
        cells = [f"{row[name].auto:g}" if name in row else "–" for name in assignments]
        name = Text(clean_line(student))
        grid.add_row(name, *cells, f"{total:g}", bar(total / most if most else 0.0))
    Console().print(grid)


def total_of(row) -> float:  # type: ignore[no-untyped-def]  # scores
    """The sum of the points of some scores."""
    return sum(score.auto for score in row)


def most_of(table: dict[str, dict[str, Score]], assignments: list[str]) -> float:
    """The most that a student can get in all assignments together."""
    return sum(
        max((row[name].auto_max for row in table.values() if name in row), default=0.0)
        for name in assignments
    )


def bar(share: float) -> str:
    """A bar for a share between 0 and 1."""
    full = round(share * BAR_WIDTH)
    return "█" * full + "░" * (BAR_WIDTH - full)


def write_csv(table: dict[str, dict[str, Score]], assignments: list[str], path: Path) -> None:
    """A row per student, a column per assignment, then the sum; no submission, an empty cell."""
    rows = []
    for student, row in table.items():
        points = [f"{row[name].auto:g}" if name in row else "" for name in assignments]
        rows.append([student, *points, f"{total_of(row.values()):g}"])
    tables.write_csv(path, ["student", *assignments, "sum"], rows)
