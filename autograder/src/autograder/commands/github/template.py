"""`autograder github template`: write the template repository of an assignment."""

import argparse
from pathlib import Path

from ...outside.course import CourseFolder
from ...outside.github.template import write_template
from .options import add_course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument(
        "folder", metavar="DIR", help="a new folder, or one with a template of this assignment"
    )
    parser.add_argument(
        "--language",
        metavar="CODE",
        default="",
        help='a translation, such as "ko", that `autograder release --language` has generated',
    )
    add_course(parser)


def run(options: argparse.Namespace) -> int:
    """Write it and say what to do with it."""
    folder = Path(options.folder)
    course = CourseFolder.at(options.course)
    files = write_template(course, options.assignment, folder, options.language)
    print(f"{folder} has {len(files)} files. Try it: cd {folder} && python check.py")
    print("Then push it to GitHub and mark the repository as a template in its settings.")
    return 0
