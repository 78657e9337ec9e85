"""`autograder check`: which notebook, which release, and how it ends."""

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from autograder.__main__ import main
from autograder_check.handed_out import NoRelease, find_release, read_release

from .conftest import handed_out
from .test_check import DOUBLE, HALF

Work = Callable[..., Path]


def test_it_ends_well_when_every_check_holds(
    work: Work, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(work(DOUBLE, HALF))]) == 0
    assert "5 of 5 points" in capsys.readouterr().out
    assert main(["check", str(work(DOUBLE))]) == 1
    assert "2 of 5 points" in capsys.readouterr().out


@pytest.mark.slow
def test_the_only_notebook_in_a_folder_need_not_be_named(
    work: Work, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = work(DOUBLE, HALF)
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 0
    # One of several is meant if it has the release's name; and a renamed one is checked, too.
    shutil.copy(path, tmp_path / "scratch.ipynb")
    assert main(["check"]) == 0
    path.unlink()
    assert main(["check"]) == 0


def test_of_several_unknown_notebooks_none_is_guessed(
    work: Work, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = work()
    path.rename(tmp_path / "a.ipynb")
    shutil.copy(tmp_path / "a.ipynb", tmp_path / "b.ipynb")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert "2 notebooks" in capsys.readouterr().err


def test_in_a_course_the_release_is_found(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").touch()
    released = tmp_path / "release/01-practice/practice.ipynb"
    submitted = tmp_path / "submitted/ada/01-practice/practice.ipynb"
    for path in (released, submitted):
        path.parent.mkdir(parents=True)
        nbformat.write(handed_out(), path)
    assert find_release(submitted) == released


@pytest.mark.slow
def test_without_a_release_it_says_how_to_name_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "practice.ipynb"
    nbformat.write(handed_out(), path)
    assert main(["check", str(path)]) == 2
    assert "--release" in capsys.readouterr().err
    assert main(["check", str(path), "--release", str(path)]) == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"cells": []}', '{"cells": [3]}'])
def test_a_file_without_checks_is_not_a_release(content: str, tmp_path: Path) -> None:
    path = tmp_path / "practice.ipynb"
    path.write_text(content)
    with pytest.raises(NoRelease):
        read_release(path)
