"""`autograder release`: generate the release of every assignment from `source/`."""

import argparse

from ..outside.course import CourseFolder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all")
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")


def run(options: argparse.Namespace) -> int:
    """Generate; 1 if nbgrader refused one, with what it said."""
    return generate(CourseFolder.at(options.course), options.assignments)


def generate(course: CourseFolder, assignments: list[str] | None = None) -> int:
    """Generate the release of these assignments, by default all; 0 if all went well."""
    status = 0
    for assignment in assignments or course.assignments:
        done = course.nbgrader("generate_assignment", assignment, "--force")
        if done.returncode:
            print(f"nbgrader could not generate {assignment}:\n{done.stderr}")
            status = 1
        else:
            print(f"release/{assignment} has been generated")
    return status
