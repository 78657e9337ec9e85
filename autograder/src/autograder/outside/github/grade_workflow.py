"""Writes the workflow of the instructor's private repository: collect, grade, publish."""

import re
from dataclasses import dataclass
from pathlib import Path

from ..course import CourseFolder
from . import pins
from .files_of import filled, write_files
from .template import NotWritable

PATH = ".github/workflows/grade.yml"
FEEDBACK = ("none", "branch", "issue")
NIGHTLY = "17 3 * * *"
ORGANIZATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
CRON = re.compile(r"[0-9*/, -]+")


@dataclass(frozen=True)
class Wishes:
    """What the workflow does unless it is told otherwise.

    Attributes:
        organization: that has the students' repositories.
        assignment: to grade by the clock.
        feedback: where it goes, one of FEEDBACK.
        cron: when, in UTC.
    """

    organization: str
    assignment: str
    feedback: str = "none"
    cron: str = NIGHTLY


def write_grade_workflow(course: CourseFolder, folder: Path, wishes: Wishes) -> Path:
    """Write it into the repository in `folder`; return its path.

    Raises:
        NotWritable: another workflow has its place, or a wish cannot be one.
    """
    if not ORGANIZATION.fullmatch(wishes.organization):
        raise NotWritable(f"{wishes.organization!r} cannot be an organization's name")
    if not CRON.fullmatch(wishes.cron) or len(wishes.cron.split()) != 5:
        raise NotWritable(f"{wishes.cron!r} is no schedule; write it as {NIGHTLY!r}")
    course.notebook_path("source", wishes.assignment)  # is there such an assignment?
    text = filled(
        "grade.yml",
        {
            "ASSIGNMENTS": ", ".join(f'"{name}"' for name in course.assignments),
            "ASSIGNMENT": wishes.assignment,
            "FEEDBACK": wishes.feedback,
            "CRON": wishes.cron,
            "ORGANIZATION": wishes.organization,
            "PYTHON": pins.PYTHON,
            "CHECKOUT": pins.CHECKOUT,
            "SETUP_PYTHON": pins.SETUP_PYTHON,
            "UPLOAD": pins.UPLOAD,
        },
    )
    path, mark = folder / PATH, text.split("\n", 1)[0]
    if path.exists() and not path.read_text(encoding="utf-8").startswith(mark):
        raise NotWritable(f"{path} is another workflow: remove or rename it first")
    write_files(folder, {PATH: text.encode()})
    return path
