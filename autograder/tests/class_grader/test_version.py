"""What makes a grader a different one, so that grades from the old one do not count."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.outside.class_grader import version


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """The version of a grader in which a module has one line more."""

    def edit(package: str, module: str) -> str:
        copy = tmp_path / getattr(version, package).name
        shutil.copytree(getattr(version, package), copy)
        with (copy / module).open("a") as file:
            file.write("# edited\n")
        monkeypatch.setattr(version, package, copy)
        return version.grader_version.__wrapped__()

    return edit


@pytest.mark.parametrize(
    ("package", "module"),
    [("PACKAGE", "outside/judging/judge.py"), ("CHECKER", "reading.py"), ("CHECKER", "restore.py")],
)
def test_another_way_of_reading_or_judging_is_another_grader(
    edited: Callable[[str, str], str], package: str, module: str
) -> None:
    before = version.grader_version()
    assert edited(package, module) != before


def test_another_way_of_showing_grades_is_the_same_grader(
    edited: Callable[[str, str], str],
) -> None:
    before = version.grader_version()
    assert edited("PACKAGE", "commands/points.py") == before
