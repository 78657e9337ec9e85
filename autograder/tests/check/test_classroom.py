"""What GitHub Classroom's reporter gets: complete, in its format, and never too large."""

import base64
import json
from pathlib import Path

import pytest

from autograder_check.cell_model import TrustedCell
from autograder_check.classroom import (
    MOST_ENCODED,
    MOST_TOGETHER,
    encoded,
    hand_over,
    lines,
    payload,
    runners,
)
from autograder_check.score import Finding, Status


def finding(
    status: Status,
    points: float = 2.0,
    code: str = "assert 1",
    message: str = "",
    name: str = "a-check",
) -> Finding:
    check = TrustedCell(name, "code", code, locked=True, grade=True, points=points)
    return Finding(check, status, message, 0.25)


def decoded(text: str) -> dict:
    return json.loads(base64.b64decode(text, validate=True))


def test_it_has_every_field_that_the_format_has() -> None:
    content = decoded(encoded(payload(finding(Status.FAIL, message="no"), "p.ipynb")))
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
    assert json.dumps(payload(finding(Status.PASS, 2.0), "p")["max_score"]) == "2"
    assert payload(finding(Status.PASS, 1.5), "p")["tests"][0]["score"] == 1.5


def test_every_check_is_a_runner_with_a_name_of_its_own() -> None:
    assert runners(["loss-mse", "loss_mse", "Loss MSE", "2-d", "äö"]) == {
        "loss-mse": "lossmse",
        "loss_mse": "check2lossmse",
        "Loss MSE": "check3lossmse",
        "2-d": "check22d",
        "äö": "check",
    }


@pytest.mark.parametrize(("count", "length"), [(7, 50_000), (100, 5_000), (300, 600)])
def test_they_fit_into_environment_variables_with_every_score(count: int, length: int) -> None:
    found = [
        finding(Status.FAIL, 1.0, "x" * length, "y" * 600, name=f"check-{i}") for i in range(count)
    ]
    written = [line.partition("=")[2] for line in lines(found, "p.ipynb").splitlines()]
    assert len(written) == count and len("".join(written)) <= MOST_TOGETHER
    assert all(len(text) <= MOST_ENCODED < 128 * 1024 for text in written)
    assert all(decoded(text)["tests"][0]["score"] == 0 for text in written)
    assert sum(decoded(text)["max_score"] for text in written) == count


def test_what_fits_is_not_shortened() -> None:
    one = finding(Status.FAIL, 1.0, "x" * 2000, "y" * 600)
    assert decoded(encoded(payload(one, "p"))) == payload(one, "p")


def test_it_is_one_line_of_the_runners_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "output"
    path.write_text("earlier=1\n")
    monkeypatch.setenv("GITHUB_OUTPUT", str(path))
    found = [finding(Status.FAIL, message="several\nlines\nresult=fake")]
    hand_over(found, "p")
    assert path.read_text() == "earlier=1\n" + lines(found, "p")
    assert path.read_text().count("\n") == 2
