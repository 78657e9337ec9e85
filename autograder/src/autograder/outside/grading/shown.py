"""What a page of feedback shows of the gradebook, and a fingerprint of it."""

import hashlib
import json
import re
from typing import Any

# In a page; see `fingerprint`.
FINGERPRINT = re.compile(r'<meta name="autograder-fingerprint" content="(\w+)">')


def what_is_known(notebook: Any) -> dict[str, Any]:
    """What a page shows of a submitted notebook, which is a row of nbgrader's."""
    penalty = notebook.late_submission_penalty or 0.0
    return {
        "grades": {grade.name: _grade(grade) for grade in notebook.grades},
        "comments": {comment.name: comment.comment for comment in notebook.comments},
        "score": notebook.score - penalty,
        "max_score": notebook.max_score,
        "late_penalty": penalty,
        **_times(notebook.assignment),
    }


def fingerprint(said: dict[str, Any]) -> str:
    """A hash of what is known; a page with another one is out of date."""
    text = json.dumps(said, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _grade(grade: Any) -> dict[str, Any]:
    """What there is to know of a grade, a row of nbgrader's.

    One that a person gave before the work was handed in again counts until they look again.
    """
    has_manual = grade.manual_score is not None
    return {
        "score": grade.score,
        "max_score": grade.max_score,
        "graded": has_manual or not grade.needs_manual_grade,
        "by_person": has_manual,
        "again": has_manual and grade.needs_manual_grade,
    }


def _times(submission: Any) -> dict[str, Any]:
    """When a submission, a row of nbgrader's, came and was due; all times are UTC."""
    due = submission.assignment.duedate
    extension = submission.extension or None
    if due is None:  # nbgrader would add an extension to it
        return {"submitted": submission.timestamp, "due": None, "extension": None, "late": 0.0}
    return {
        "submitted": submission.timestamp,
        "due": due + extension if extension else due,
        "extension": extension,
        "late": submission.total_seconds_late,
    }
