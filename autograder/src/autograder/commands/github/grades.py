"""`autograder github grades`: write grades.csv in GitHub Classroom's columns."""

import argparse
from pathlib import Path

from ...outside.course import CourseFolder
from ...outside.github.collect import kept_folder
from ...outside.github.found import read_found
from ...outside.github.grades import Links, rows, strangers, write_csv
from ...outside.grading.settings import read_settings
from ...outside.judging.words import plural
from ...outside.reports.term import read_term
from .options import add_course, add_roster, roster_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument(
        "--csv", metavar="FILE", default="grades.csv", help="where to write (grades.csv)"
    )
    add_roster(parser)
    parser.add_argument(
        "--assignment-url", default="", metavar="URL", help="the assignment's address, for all rows"
    )
    parser.add_argument(
        "--starter-url", default="", metavar="URL", help="the template's address, for all rows"
    )
    add_course(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file, and say who is missing."""
    course = CourseFolder.at(options.course)
    kept = kept_folder(course, options.assignment) / "found.json"
    found = list(read_found(kept).values())
    if not found:
        raise FileNotFoundError(
            f"{options.assignment} has not been collected: run `autograder github collect` first"
        )
    roster = roster_of(options, course)
    term = read_term(read_settings(course), [options.assignment])
    points = {student: one for (student, _), one in term.points.items()}
    links = Links(options.assignment_url, options.starter_url)
    most = term.most[options.assignment]
    written = rows(options.assignment, found, roster, points, most, links)
    write_csv(Path(options.csv), written)
    graded = sum(bool(row["points_awarded"]) for row in written)
    print(f"{options.csv}: {graded} of {len(written)} students have points")
    if waiting := sum(one.student in points and points[one.student].waits for one in found):
        print(f"So far, because a person still has to grade something: {plural(waiting, 'total')}")
    for student in strangers(found, points):
        print(f"{student} is in the gradebook but was not found on GitHub")
    return 0
