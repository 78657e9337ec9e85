"""Identifies this grader, so that what another version graded is graded again."""

import functools
import hashlib
from pathlib import Path

import autograder_check

from ..course import NO_COURSE, CourseSource, load_course
from ..course.reference import package_folder

PACKAGE = Path(__file__).resolve().parents[2]  # autograder
# Its modules read and restore what is graded.
CHECKER = Path(autograder_check.__file__).resolve().parent
# Parts of the package that show grades or prove the tests, but do not affect a grade.
NO_PART_OF_A_GRADE = {
    "audit",
    "commands",
    "github",
    "reports",
    "right_answers",
    "sample_class.py",
}


class OtherVersion(ConnectionError):
    """A worker has another version of the grader; the message says what to do."""


@functools.cache
def grader_version(course: CourseSource = NO_COURSE) -> str:
    """A hash of the grader, and of a course: its questions, its mistakes, its reference."""
    found = hashlib.sha256()
    reference = load_course(course).reference
    packages = [name for name in (course.package, reference) if name]
    for folder in (PACKAGE, CHECKER, *map(package_folder, packages)):
        for path in sorted(folder.rglob("*.py")):
            name = path.relative_to(folder)
            if NO_PART_OF_A_GRADE.isdisjoint(name.parts):
                content = path.read_bytes()
                found.update(f"{folder.name}/{name.as_posix()} {len(content)};".encode() + content)
    found.update(repr(course.files).encode())
    return found.hexdigest()
