"""Makes nbgrader write the feedback for what was graded."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ..course import CourseFolder
from ..grading.settings import Settings, assignment_folder
from ..grading.submissions import NOTEBOOK, student_folders
from . import pages
from .request import Outcome


class FeedbackFailed(OSError):
    """nbgrader could not write the feedback; the message quotes it."""


def write_feedback(course: CourseFolder, settings: Settings, outcomes: Sequence[Outcome]) -> None:
    """Write feedback for those who have none yet, or none for what was graded last.

    Raises:
        FeedbackFailed: nbgrader failed on one of the assignments.
    """
    coursedir = settings.coursedir
    for name in dict.fromkeys(outcome.assignment for outcome in outcomes):
        students = [one for one in outcomes if one.assignment == name]
        stale = {one.student for one in students if _is_stale(one, settings)}
        graded = student_folders(coursedir, coursedir.autograded_directory, name).keys()
        if not stale & graded:
            continue
        asked = {"root": str(course.root), "assignment": name, "students": sorted(stale & graded)}
        done = subprocess.run(
            [sys.executable, "-m", pages.__name__],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise FeedbackFailed(
                f"nbgrader could not write the feedback for {name}:\n{done.stderr[-4000:]}"
            )


def _is_stale(outcome: Outcome, settings: Settings) -> bool:
    """Whether a page is missing, or older than the autograded notebook that it shows.

    An earlier run may have graded without feedback, or may have ended before it.
    """
    key = outcome.assignment, outcome.student
    graded = assignment_folder(settings, "autograded", *key)
    pages = assignment_folder(settings, "feedback", *key)
    return any(
        _written(pages / f"{path.name.removesuffix(NOTEBOOK)}.html") < _written(path)
        for path in graded.glob(f"*{NOTEBOOK}")
    )


def _written(path: Path) -> int:
    """When, in nanoseconds; 0 if it does not exist."""
    return path.stat().st_mtime_ns if path.exists() else 0
