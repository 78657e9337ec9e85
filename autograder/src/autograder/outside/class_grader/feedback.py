"""Makes nbgrader write the feedback for what was graded."""

import json
import math
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ..course import CourseFolder
from ..grading.settings import Settings, assignment_folder
from ..grading.shown import FINGERPRINT
from ..grading.submissions import NOTEBOOK, TIMESTAMP, student_folders
from ..startup import python
from . import pages
from .gradebook import Gradebook
from .request import Outcome

PIECE = 20  # students: for fewer, a process of their own is not worth its start
HEAD = 4000  # characters of a page; its fingerprint is among them


class FeedbackFailed(OSError):
    """nbgrader could not write the feedback; the message quotes it."""


def write_feedback(
    course: CourseFolder, settings: Settings, outcomes: Sequence[Outcome], jobs: int
) -> int:
    """Write the feedback that is missing or out of date, in at most `jobs` processes at a time.

    Returns:
        For how many submissions.

    Raises:
        FeedbackFailed: nbgrader failed on one of the assignments.
    """
    coursedir = settings.coursedir
    gradebook = Gradebook(settings)
    try:
        old = [one for one in outcomes if _is_stale(one, settings, gradebook)]
    finally:
        gradebook.close()
    pieces = []
    for name in dict.fromkeys(one.assignment for one in old):
        graded = student_folders(coursedir, coursedir.autograded_directory, name).keys()
        stale = sorted({one.student for one in old if one.assignment == name} & graded)
        size = max(PIECE, math.ceil(len(stale) / jobs))
        pieces += [(name, stale[i : i + size]) for i in range(0, len(stale), size)]
    pool = ThreadPoolExecutor(jobs)
    try:
        written = [pool.submit(_write_pages, course, settings, *piece) for piece in pieces]
        return sum(each.result() for each in written)
    finally:
        pool.shutdown(cancel_futures=True)


def _write_pages(
    course: CourseFolder, settings: Settings, assignment: str, students: list[str]
) -> int:
    asked = {"root": str(course.root), "assignment": assignment, "students": students}
    done = subprocess.run(
        python(pages.__name__),
        input=json.dumps(asked),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise FeedbackFailed(
            f"nbgrader could not write the feedback for {assignment}:\n{done.stderr[-4000:]}"
        )
    for student in students:
        # Without a time, nbgrader's release_feedback would stop there, for the whole class.
        pages_of = assignment_folder(settings, "feedback", assignment, student)
        if pages_of.is_dir():
            (pages_of / TIMESTAMP).touch()
    return len(students)


def _is_stale(outcome: Outcome, settings: Settings, gradebook: Gradebook) -> bool:
    """Whether a page is missing, older than its notebook, or not what the gradebook says.

    An earlier run may have graded without feedback, or may have ended before it. And a person may
    have graded, commented or changed points since, in the formgrader or elsewhere.
    """
    key = outcome.assignment, outcome.student
    graded = assignment_folder(settings, "autograded", *key)
    pages = assignment_folder(settings, "feedback", *key)
    for path in graded.glob(f"*{NOTEBOOK}"):
        name = path.name.removesuffix(NOTEBOOK)
        page = pages / f"{name}.html"
        if _written(page) < _written(path):
            return True
        shown = _fingerprint(page)
        if shown and shown != gradebook.fingerprint(*key, name):
            return True
    return False


def _fingerprint(page: Path) -> str | None:
    """The fingerprint in a page; None if it has none."""
    with page.open(encoding="utf-8", errors="replace") as file:
        found = FINGERPRINT.search(file.read(HEAD))
    return found and found[1]


def _written(path: Path) -> int:
    """When, in nanoseconds; 0 if it does not exist."""
    return path.stat().st_mtime_ns if path.exists() else 0
