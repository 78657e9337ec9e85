"""`autograder release`: generate the release of every assignment from `source/`."""

import argparse
import shutil
import tempfile
from pathlib import Path

from ..outside.course import CourseFolder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all")
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")
    parser.add_argument(
        "--language",
        metavar="CODE",
        help='generate a translation, such as "ko", in release/CODE/; the gradebook stays as it is',
    )


def run(options: argparse.Namespace) -> int:
    """Generate; 1 if nbgrader refused one, with what it said."""
    course = CourseFolder.at(options.course)
    if options.language:
        return generate_in(course, options.language, options.assignments)
    return generate(course, options.assignments)


def generate_in(course: CourseFolder, language: str, assignments: list[str] | None = None) -> int:
    """Generate the release in another language beside the course's own; 0 if all went well.

    nbgrader works on a copy of the course, for the gradebook keeps one language: the course's.
    """
    with tempfile.TemporaryDirectory() as name:
        copied = course.copy_to(Path(name) / "course")
        status = generate(copied, assignments, language)
        for assignment in assignments or course.assignments:
            made, kept = copied.root / "release" / assignment, course.root / "release" / language
            if made.is_dir():
                shutil.rmtree(kept / assignment, ignore_errors=True)
                shutil.copytree(made, kept / assignment)
    return status


def generate(course: CourseFolder, assignments: list[str] | None = None, language: str = "") -> int:
    """Generate the release of these assignments, by default all; 0 if all went well.

    `language` is used instead of the course's.
    """
    status = 0
    chosen = [f"--Autograder.language={language}"] if language else []
    where = f"release/{language}" if language else "release"
    for assignment in assignments or course.assignments:
        done = course.nbgrader("generate_assignment", assignment, "--force", *chosen)
        if done.returncode:
            print(f"nbgrader could not generate {assignment}:\n{done.stderr}")
            status = 1
        else:
            print(f"{where}/{assignment} has been generated")
    return status
