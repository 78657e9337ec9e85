"""`autograder release`: generate the release of every assignment from `source/`."""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..outside.course import CourseFolder

# What nbgrader says when submissions keep it from changing an assignment -> what to do instead.
REFUSED = {
    "Cannot modify existing assignment": (
        "students have handed it in, and nbgrader then adds, renames or removes no notebook. "
        "Undo that in source/{assignment}; a new notebook can be an assignment of its own."
    ),
    "Cannot add or remove cells": (
        "students have handed it in, and nbgrader then adds, renames or removes no graded cell. "
        "Undo that in source/{assignment}. To drop a question, give its cell 0 points; a new one "
        "can be in an assignment of its own."
    ),
}


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
        with kept_for_failure(course.root / "release" / assignment):
            done = course.nbgrader("generate_assignment", assignment, "--force", *chosen)
        if done.returncode:
            print(why_not(assignment, done.stderr))
            status = 1
        else:
            print(f"{where}/{assignment} has been generated")
    return status


def why_not(assignment: str, said: str) -> str:
    """Why nbgrader could not generate an assignment; what it said, unless we know a better way."""
    for refused, instead in REFUSED.items():
        if refused in said:
            return f"{assignment} stays as it was released: {instead.format(assignment=assignment)}"
    return f"nbgrader could not generate {assignment}:\n{said}"


@contextmanager
def kept_for_failure(released: Path) -> Iterator[None]:
    """Put a release back if nbgrader, which removes it first, leaves nothing in its place."""
    with tempfile.TemporaryDirectory() as name:
        kept = Path(name) / "kept"
        if released.is_dir():
            shutil.copytree(released, kept)
        yield
        if kept.is_dir() and not released.exists():
            shutil.copytree(kept, released)
