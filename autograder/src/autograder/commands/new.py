"""`autograder new question`: an exercise of your own, for you to edit."""

import argparse
from pathlib import Path

from ..outside.course import CourseFolder
from ..outside.course.new_question import new_question


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("what", choices=["question"])
    parser.add_argument("id", metavar="ID", help="lower-case words with hyphens, like lists-sum")
    parser.add_argument(
        "--assignment", required=True, metavar="NAME", help="its assignment, which may be new"
    )
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")


def run(options: argparse.Namespace) -> int:
    """Write the question, and say what to do with it."""
    folder = CourseFolder.at(options.course)
    for path in new_question(folder, options.id, options.assignment):
        print(f"{path.relative_to(Path(folder.root))} now has the question {options.id}")
    print(f"Try it:  autograder audit --fast {options.assignment}")
    print(f"Then:    autograder release {options.assignment}")
    return 0
