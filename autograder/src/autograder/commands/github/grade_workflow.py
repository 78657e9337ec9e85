"""`autograder github grade-workflow`: write the workflow of your private course repository."""

import argparse
from pathlib import Path

from ...outside.course import CourseFolder
from ...outside.github.grade_workflow import Defaults, write_grade_workflow
from .options import add_course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("folder", metavar="DIR", help="your course's repository")
    parser.add_argument("--org", required=True, help="where the students' repositories are")
    parser.add_argument("--assignment", help="which to grade on schedule (default: the first)")
    parser.add_argument(
        "--feedback",
        choices=("none", "branch", "issue"),
        default="none",
        help="where to put it in the students' repositories (none)",
    )
    parser.add_argument("--cron", default="17 3 * * *", help="when, in UTC (17 3 * * *)")
    add_course(parser)


def run(options: argparse.Namespace) -> int:
    """Write it and say what it needs."""
    course = CourseFolder.at(options.course)
    defaults = Defaults(
        options.org, options.assignment or course.assignments[0], options.feedback, options.cron
    )
    path = write_grade_workflow(course, Path(options.folder), defaults)
    print(f"{path} is written. Keep its repository private: it contains the hidden tests.")
    print("It needs the secret COLLECT_TOKEN: a token that may read the students' repositories.")
    return 0
