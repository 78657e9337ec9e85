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
class Defaults:
    """What the workflow does by default.

    Attributes:
        organization: where the students' repositories are.
        assignment: the one to grade on schedule.
        feedback: where it goes, one of FEEDBACK.
        cron: the schedule, in UTC.
    """

    organization: str
    assignment: str
    feedback: str = "none"
    cron: str = NIGHTLY


def write_grade_workflow(course: CourseFolder, folder: Path, defaults: Defaults) -> Path:
    """Write it into the repository in `folder`; return its path.

    Raises:
        NotWritable: there is another workflow in its place, or a default is not valid.
    """
    if not ORGANIZATION.fullmatch(defaults.organization):
        raise NotWritable(f"{defaults.organization!r} cannot be an organization's name")
    if not CRON.fullmatch(defaults.cron) or len(defaults.cron.split()) != 5:
        raise NotWritable(f"{defaults.cron!r} is not a schedule; write it like {NIGHTLY!r}")
    course.notebook_path("source", defaults.assignment)  # is there such an assignment?
    text = filled(
        "grade.yml",
        {
            "ASSIGNMENTS": ", ".join(f'"{name}"' for name in course.assignments),
            "ASSIGNMENT": defaults.assignment,
            "FEEDBACK": defaults.feedback,
            "CRON": defaults.cron,
            "ORGANIZATION": defaults.organization,
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
