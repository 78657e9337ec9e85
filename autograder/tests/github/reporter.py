"""The arithmetic of GitHub Classroom's grading reporter, re-derived from its source.

github.com/classroom-resources/autograding-grading-reporter at d13b591: src/main.js reads the
results, src/notify-classroom.js adds up the annotation, and src/aggregate-results.js with
src/helpers/test-helpers.js the table in the log.
"""

import base64
import json
from collections.abc import Mapping
from typing import Any


def read(environment: Mapping[str, str], runners: str) -> dict[str, dict[str, Any]]:
    """Runner -> its result, from the variables <ID>_RESULTS."""
    return {
        runner: json.loads(base64.b64decode(environment[f"{runner.strip().upper()}_RESULTS"]))
        for runner in runners.split(",")
    }


def annotated(results: Mapping[str, dict[str, Any]]) -> tuple[float, float]:
    """The points in the annotation, and the most there is: scores are added up."""
    total = most = 0
    for result in results.values():
        if result["max_score"]:
            most += result["max_score"]
            total += sum(test["score"] for test in result["tests"])
    return total, most


def logged(results: Mapping[str, dict[str, Any]]) -> tuple[float, float]:
    """The points in the log's table: of each runner, the part of its tests that passed."""
    total = most = 0.0
    for result in results.values():
        passed = sum(test["status"] == "pass" for test in result["tests"])
        total += passed / len(result["tests"]) * (result["max_score"] or 0)
        most += result["max_score"] or 0
    return total, most


def report(results: Mapping[str, dict[str, Any]]) -> tuple[float, float, str]:
    """What it posts as points and as the most there is, and how it ends.

    Raises:
        AssertionError: it contradicts itself.
        KeyError, TypeError: a result is not what the reporter can read; it throws, too.
    """
    total, most = annotated(results)
    assert (total, most) == logged(results)
    statuses = [result["status"] for result in results.values()]
    if "fail" in statuses:
        return total, most, "Some tests failed."
    return total, most, "Some tests errored." if "error" in statuses else ""
