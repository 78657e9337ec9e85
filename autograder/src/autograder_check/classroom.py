"""Passes findings to GitHub Classroom's grading reporter, in the format that it reads.

The reporter takes a JSON object, in base64, from an environment variable, adds up the `score` of
its `tests`, and fails if there are no `tests`. A program's environment has room for 128 KiB per
variable, which is less than a step's output may have.
"""

import base64
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .score import Finding, Status

VERSION = 1
MOST_ENCODED = 100_000  # characters
OUTPUT, SUMMARY = "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"


def payload(found: Sequence[Finding], name: str) -> dict[str, Any]:
    """What the reporter reads; `name` is the notebook's."""
    return {
        "version": VERSION,
        "status": overall(found).value,
        "max_score": _number(sum(one.points for one in found)),
        "tests": [
            {
                "name": one.check.grade_id,
                "status": one.status.value,
                "score": _number(one.score),
                "message": one.message,
                "test_code": one.check.source,
                "filename": name,
                "line_no": 0,  # means nothing in a notebook, and the reporter does not show 0
                "duration": round(one.seconds, 3),  # in seconds, as in the Python grader
            }
            for one in found
        ],
    }


def overall(found: Sequence[Finding]) -> Status:
    """Passed if all did; an error if a check could not be run; else failed."""
    statuses = {one.status for one in found}
    return next((s for s in (Status.ERROR, Status.FAIL) if s in statuses), Status.PASS)


def encoded(content: dict[str, Any]) -> str:
    """Base64 that fits: if it does not, code is cut first, then messages."""
    shortened = content
    for key, most in (("", 0), ("test_code", 400), ("test_code", 0), ("message", 100)):
        if key:
            tests = [{**test, key: test[key][:most]} for test in shortened["tests"]]
            shortened = {**shortened, "tests": tests}
        text = base64.b64encode(json.dumps(shortened).encode()).decode()
        if len(text) <= MOST_ENCODED:
            return text
    raise ValueError("the notebook has more checks than can be reported")


def line(found: Sequence[Finding], name: str) -> str:
    """The line that sets the step's output `result`; if there are several, the last one counts."""
    return f"result={encoded(payload(found, name))}\n"


def hand_over(found: Sequence[Finding], name: str) -> None:
    """Set the step's output. Outside a job, print it."""
    text = line(found, name)
    if not append(OUTPUT, text):
        print(text, end="")


def append(variable: str, text: str) -> bool:
    """Append to the file that a runner's variable names; return False if it names none."""
    path = os.environ.get(variable)
    if not path:
        return False
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(text)
    return True


def _number(points: float) -> float:
    return int(points) if points == int(points) else points
