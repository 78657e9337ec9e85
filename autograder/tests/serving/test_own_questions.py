"""A question that only the solved source notebook answers can be practised like any other."""

import asyncio
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.outside.course import CourseFolder
from autograder.outside.notebooks.fill import solutions
from autograder.outside.sandbox.machine import problems
from autograder.outside.serving.ahead import Ahead
from autograder.outside.serving.openapi import DRAW_HEADER
from autograder.outside.serving.refused import Refused

from .conftest import ROOT, Answer, Running, answers_to, place, serving

TOY = ROOT / "autograder" / "tests" / "toy_course"
LISTS = "01-lists"
SECONDS = 120

pytestmark = [
    pytest.mark.slow,  # all of them: a course is copied, released, served
    pytest.mark.skipif(bool(problems()), reason=" ".join(problems())),
]


def toy_course(folder: Path) -> Path:
    shutil.copytree(TOY, folder)
    config = (ROOT / "nbgrader_config.py").read_text().replace('"eager_course"', '""')
    (folder / "nbgrader_config.py").write_text(config)
    return folder


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(toy_course(tmp_path_factory.mktemp("toy") / "course")) as running:
        yield running


def cases(toy: Running, question: str) -> Answer:
    """A draw, once there is one."""
    ends = time.monotonic() + SECONDS
    while (found := toy.ask("GET", f"{place(question, LISTS)}/cases")).status == 503:
        assert "still being worked out" in found.said["error"]
        assert int(found.headers["retry-after"]) > 0
        assert time.monotonic() < ends
        time.sleep(0.2)
    return found


def names(toy: Running, mistake: str = "") -> dict[str, Any]:
    """What the solution defines, with a mistake or without."""
    found: dict[str, Any] = {}
    for source in solutions(toy.folder.notebook("source", LISTS)).values():
        exec(source, found)
    for one in toy.served.course.own_mistakes:
        if one.name == mistake:
            exec(one.code, found)
    return found


@pytest.mark.parametrize(
    ("question", "mistake", "points"),
    [
        ("lists-merge", "", 4),
        ("lists-merge", "joins", 2),
        ("lists-merge", "drops-duplicates", 2),
        ("lists-find", "", 3),
        ("lists-find", "counts-from-one", 1),
    ],
)
def test_the_verdict_is_the_one_that_grading_gives(
    toy: Running, question: str, mistake: str, points: float
) -> None:
    drawn = cases(toy, question)
    content = answers_to(drawn.said, names(toy, mistake))
    headers = {
        DRAW_HEADER: drawn.headers[DRAW_HEADER.lower()],
        "Content-Type": "application/json",
    }
    found = toy.ask("POST", f"{place(question, LISTS)}/verdict", content, headers)
    assert found.status == 200, found.said
    said = found.said["verdict"]
    assert (said["points"], said["mistake"]) == (points, mistake or None)


def test_the_right_answers_are_kept_where_they_are_gone_with_the_server(toy: Running) -> None:
    cases(toy, "lists-find")
    assert not list(toy.folder.root.rglob("*/answers/*"))


def test_a_notebook_that_does_not_answer_is_reported_to_both_sides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = CourseFolder.at(toy_course(tmp_path / "course"))
    path = folder.notebook_path("source", LISTS)
    text = path.read_text()
    path.write_text(text.replace("def find(", "def searched("))
    assert path.read_text() != text
    ahead = Ahead(folder.root, folder.course, {LISTS: path.parent}, 60)
    with pytest.raises(Refused, match="still being worked out"):
        ahead.answers(LISTS, "5eed")
    asyncio.run(ahead.prepare(LISTS, ["5eed"]))
    assert f"Questions of {LISTS} cannot be practised: the source noteb" in capsys.readouterr().err
    with pytest.raises(Refused, match="tell your instructor") as why:
        ahead.answers(LISTS, "5eed")
    assert why.value.status == 503
    ahead.close()
