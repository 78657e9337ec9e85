"""Passes findings to GitHub Classroom's grading reporter, in the format that it reads.

The reporter takes a JSON object, in base64, from an environment variable for each of its "runners".
Its log counts the `tests` of a runner that passed and gives that part of `max_score`, whatever
their scores; its annotation adds up the scores. The two agree if every runner has one test, so each
check is a runner of its own. A program's environment has room for 128 KiB per variable, and a job's
outputs for 1 MB in UTF-16.
"""

import base64
import json
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from .score import Finding

VERSION = 1
MOST_ENCODED = 100_000  # characters of a result
MOST_TOGETHER = 400_000
OUTPUT, SUMMARY = "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"


def runners(grade_ids: Iterable[str]) -> dict[str, str]:
    """A check's `grade_id` -> the name of its runner: letters and digits, no two alike."""
    named: dict[str, str] = {}
    for grade_id in grade_ids:
        plain = re.sub(r"[^a-z0-9]", "", grade_id.lower()) or "check"
        taken, number, name = set(named.values()), 2, plain
        while name in taken or name[0].isdigit():
            name, number = f"check{number}{plain}", number + 1
        named[grade_id] = name
    return named


def payload(one: Finding, name: str) -> dict[str, Any]:
    """What the reporter reads of a check; `name` is the notebook's."""
    return {
        "version": VERSION,
        "status": one.status.value,
        "max_score": _number(one.points),
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
        ],
    }


def encoded(content: dict[str, Any], most: int = MOST_ENCODED) -> str:
    """Base64 of at most so many characters: if need be, code is cut first, then messages."""
    shortened = content
    for key, kept in (("", 0), ("test_code", 400), ("test_code", 0), ("message", 100)):
        if key:
            tests = [{**test, key: test[key][:kept]} for test in shortened["tests"]]
            shortened = {**shortened, "tests": tests}
        text = base64.b64encode(json.dumps(shortened).encode()).decode()
        if len(text) <= most:
            return text
    raise ValueError("the notebook has more checks than can be reported")


def lines(found: Sequence[Finding], name: str) -> str:
    """The lines that set an output for each check; of several for one check, the last counts."""
    named = runners(one.check.grade_id for one in found)
    most = min(MOST_ENCODED, MOST_TOGETHER // max(len(found), 1))
    return "".join(
        f"{named[one.check.grade_id]}={encoded(payload(one, name), most)}\n" for one in found
    )


def hand_over(found: Sequence[Finding], name: str) -> None:
    """Set the step's outputs. Outside a job, print them."""
    text = lines(found, name)
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
