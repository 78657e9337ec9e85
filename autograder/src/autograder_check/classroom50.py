"""Writes what the visible checks found in Classroom 50's format, `classroom50/result/v1`.

Classroom 50 runs an autograder in the student's checkout, describes the submission in
environment variables, and reads `result.json` there; `release-body.md` is the text of the
submission's release. Any exit status but 0 would mean that grading itself failed.
"""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import show
from .command import check, only_notebook
from .handed_out import FOLDER, language_of, read_release
from .messages import speaking
from .run import Limits
from .score import Finding, Status

SCHEMA = "classroom50/result/v1"
RESULT, BODY = "result.json", "release-body.md"


def result(found: Sequence[Finding], known: Mapping[str, str], when: datetime) -> dict[str, Any]:
    """The content of result.json; `known` are the variables, `when` the time of submission.

    Raises:
        KeyError: a variable is missing that Classroom 50 should set.
        ValueError: a check gives a fraction of a point, which Classroom 50 does not allow.
    """
    if any(one.points != int(one.points) for one in found):
        raise ValueError("Classroom 50 takes whole points only")
    return {
        "schema": SCHEMA,
        "classroom": known["CLASSROOM"],
        "assignment": known["ASSIGNMENT"],
        "assignment_type": known.get("ASSIGNMENT_TYPE") or "individual",
        "owner": known.get("OWNER") or known["USERNAME"],
        "submission": known["SUBMISSION_TAG"],
        "commit": known["COMMIT_URL"],
        "release": known["RELEASE_URL"],
        "review": known.get("REVIEW_URL") or known["COMMIT_URL"],
        "datetime": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": int(sum(one.score for one in found)),
        "max-score": int(sum(one.points for one in found)),
        "tests": [
            {
                "test-name": one.check.grade_id,
                "passed": one.status is Status.PASS,
                "score": int(one.score),
                "max-score": int(one.points),
            }
            for one in found
        ],
    }


def submitted_at(checkout: Path) -> datetime:
    """The date of the commit that is checked out, or now if git does not say."""
    try:
        said = subprocess.run(
            ["git", "-C", str(checkout), "log", "-1", "--format=%cI"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        ).stdout.strip()
        return datetime.fromisoformat(said)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return datetime.now(UTC)


def main(bundle: Path) -> int:
    """Check the notebook in this folder against the release in the bundle; always return 0."""
    checkout = Path.cwd()
    release = next((bundle / FOLDER.name).glob("*.ipynb"))
    with speaking(language_of(release)):
        return _graded(checkout, release)


def _graded(checkout: Path, release: Path) -> int:
    released = read_release(release)
    notebook = checkout / release.name
    if not notebook.is_file():
        notebook = _renamed(checkout, notebook)
    found = check(notebook, released, Limits())
    content = result(found, os.environ, submitted_at(checkout))
    (checkout / RESULT).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    body = show.as_markdown(notebook.name, found, released)
    (checkout / BODY).write_text(body, encoding="utf-8")
    print(show.as_text(notebook.name, found, released))
    return 0


def _renamed(checkout: Path, notebook: Path) -> Path:
    """The only notebook in the checkout; if there is not exactly one, the one that is missing."""
    try:
        return only_notebook(checkout)
    except OSError:
        return notebook
