"""What GitHub Classroom's reporter gets: complete, in its format, and never too large."""

import base64
import json
from pathlib import Path

import pytest

from autograder_check.cell_model import TrustedCell
from autograder_check.classroom import MOST_ENCODED, encoded, hand_over, line, overall, payload
from autograder_check.score import Finding, Status


def finding(
    status: Status, points: float = 2.0, code: str = "assert 1", message: str = ""
) -> Finding:
    check = TrustedCell("a-check", "code", code, locked=True, grade=True, points=points)
    return Finding(check, status, message, 0.25)


def decoded(text: str) -> dict:
    return json.loads(base64.b64decode(text, validate=True))


def test_it_has_every_field_that_the_format_has() -> None:
    content = decoded(encoded(payload([finding(Status.FAIL, message="no")], "p.ipynb")))
    assert content == {
        "version": 1,
        "status": "fail",
        "max_score": 2,
        "tests": [
            {
                "name": "a-check",
                "status": "fail",
                "score": 0,
                "message": "no",
                "test_code": "assert 1",
                "filename": "p.ipynb",
                "line_no": 0,
                "duration": 0.25,
            }
        ],
    }


def test_points_are_whole_numbers_if_they_can_be() -> None:
    content = payload([finding(Status.PASS, 2.0), finding(Status.PASS, 1.5)], "p")
    assert [test["score"] for test in content["tests"]] == [2, 1.5]
    assert json.dumps(content["tests"][0]["score"]) == "2" and content["max_score"] == 3.5


@pytest.mark.parametrize(
    ("statuses", "whole"),
    [
        ([Status.PASS, Status.PASS], Status.PASS),
        ([Status.PASS, Status.FAIL], Status.FAIL),
        ([Status.ERROR, Status.FAIL], Status.ERROR),
    ],
)
def test_the_whole_is_as_good_as_its_worst_part(statuses: list[Status], whole: Status) -> None:
    assert overall([finding(status) for status in statuses]) is whole


@pytest.mark.parametrize(("count", "length"), [(7, 50_000), (100, 5_000), (300, 600)])
def test_it_fits_into_an_environment_variable_with_every_score_in_it(
    count: int, length: int
) -> None:
    found = [finding(Status.FAIL, 1.0, "x" * length, "y" * 600) for _ in range(count)]
    text = encoded(payload(found, "p.ipynb"))
    assert len(text) <= MOST_ENCODED < 128 * 1024
    assert [test["score"] for test in decoded(text)["tests"]] == [0] * count
    assert decoded(text)["max_score"] == count


def test_what_fits_is_not_shortened() -> None:
    found = [finding(Status.FAIL, 1.0, "x" * 2000, "y" * 600) for _ in range(8)]
    assert decoded(encoded(payload(found, "p"))) == payload(found, "p")


def test_it_is_one_line_of_the_runners_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "output"
    path.write_text("earlier=1\n")
    monkeypatch.setenv("GITHUB_OUTPUT", str(path))
    found = [finding(Status.FAIL, message="several\nlines\nresult=fake")]
    hand_over(found, "p")
    assert path.read_text() == "earlier=1\n" + line(found, "p")
    assert path.read_text().count("\n") == 2
