"""The arithmetic of GitHub Classroom's grading reporter, as its README and source tell it."""

import base64
import json
from collections.abc import Mapping
from typing import Any


def read(environment: Mapping[str, str], runners: str) -> dict[str, dict[str, Any]]:
    """Runner -> its result, from the variables <ID>_RESULTS."""
    return {
        runner: json.loads(base64.b64decode(environment[f"{runner.upper()}_RESULTS"]))
        for runner in runners.split(",")
    }


def report(results: Mapping[str, dict[str, Any]]) -> tuple[float, float, str]:
    """What it posts as points and as the most there is, and how the job ends.

    Raises:
        KeyError, TypeError: a result is not what the reporter can read; it throws, too.
    """
    total = most = 0
    for result in results.values():
        len(result["tests"])  # it is looked at for every result
        if result["max_score"]:
            most += result["max_score"]
            for test in result["tests"]:
                total += test["score"]
    statuses = [result["status"] for result in results.values()]
    if "fail" in statuses:
        return total, most, "Some tests failed."
    return total, most, "Some tests errored." if "error" in statuses else ""
