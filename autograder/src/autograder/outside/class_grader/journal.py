"""Remembers what has been graded, so that a second run grades only what has changed.

One small file for each submission, `.autograder/graded/ASSIGNMENT/STUDENT.json`. It is
removed before the submission's grades are saved, and written after everything else. So
however the grader ends, a submission with an entry is complete, and one without is graded again.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..course.seeds import FOLDER
from ..grading.job import Job, digest
from .version import grader_version

GRADED = "graded"
FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """What is remembered about a graded submission.

    Attributes:
        fingerprint: a hash of the job and everything else that the grade depends on.
        submission_id: the id of its row in the gradebook.
        scores: notebook -> `grade_id` -> points, as they were saved.
        sizes: autograded notebook -> size of its file in bytes.
        points: those given automatically.
        max_points: the most that can be given automatically.
        troubles: what the instructor should know.
        graded_at: when, in UTC, as ISO 8601.
    """

    fingerprint: str
    submission_id: str
    scores: Mapping[str, Mapping[str, float | None]]
    sizes: Mapping[str, int]
    points: float
    max_points: float
    troubles: tuple[str, ...]
    graded_at: str


def fingerprint(job: Job, lateness: Any) -> str:
    """A hash of everything that the grade of a submission depends on.

    `lateness` is what a late penalty depends on: the due date and the like.
    """
    parts = [
        grader_version(job.assignment.course),
        job.assignment.digest,
        job.submission,
        job.seeds,
        lateness,
    ]
    return digest(parts)


class Journal:
    """The entries of one course."""

    def __init__(self, course: Path) -> None:
        self.folder = course / FOLDER / GRADED

    def read(self, assignment: str, student: str) -> Entry | None:
        """What is remembered about a submission; None if nothing is, or it cannot be read."""
        try:
            known = json.loads(self._path(assignment, student).read_text(encoding="utf-8"))
            if known.pop("format") != FORMAT:
                return None
            return Entry(**{**known, "troubles": tuple(known["troubles"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def forget(self, assignment: str, student: str) -> None:
        """Remove the entry, if there is one."""
        self._path(assignment, student).unlink(missing_ok=True)

    def write(self, assignment: str, student: str, entry: Entry) -> None:
        """Write an entry, whole or not at all."""
        path = self._path(assignment, student)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        text = json.dumps({"format": FORMAT, **asdict(entry)}, indent=1)
        try:
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)
            raise

    def _path(self, assignment: str, student: str) -> Path:
        return self.folder / assignment / f"{student}.json"
