"""`autograder github classroom50`: write the visible checks as an autograder for Classroom 50."""

import argparse
from pathlib import Path

from ...outside.course import CourseFolder
from ...outside.github.classroom50 import write_bundle
from .options import add_course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument(
        "folder", metavar="DIR", help="CLASSROOM/autograders/SLUG in your classroom50 repository"
    )
    add_course(parser)


def run(options: argparse.Namespace) -> int:
    """Write it and say what to do with it."""
    folder = Path(options.folder)
    files = write_bundle(CourseFolder.at(options.course), options.assignment, folder)
    print(f"{folder} has {len(files)} files, with visible checks only: everybody can read it.")
    print("Commit it to your classroom50 repository; it grades from the next submission on.")
    return 0
