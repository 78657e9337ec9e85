"""Sealed code may read what Python needs, but not what students have to build."""

import importlib.util
import os
import sys
from pathlib import Path

import numpy as np
import pytest

import autograder
from autograder.inside import questions
from autograder.inside.sealed.readable import Readable, _add_without, hidden_packages, readable
from eager_course.course import COURSE

PACKAGE = Path(autograder.__file__).resolve().parent


def covered(path: str, found: Readable) -> bool:
    real = os.path.realpath(path)
    return any(real == root or real.startswith(root + os.sep) for root in found.whole)


@pytest.fixture(scope="module")
def found() -> Readable:
    if sys.platform != "linux":
        pytest.skip("only Linux seals")
    questions.load(COURSE.admitted)
    return readable(COURSE.admitted)


def test_python_and_its_libraries_are_in(found: Readable) -> None:
    import _decimal
    import json

    import matplotlib

    for module in (os, json, _decimal, np, matplotlib, np.linalg):
        assert covered(module.__file__, found), module


def test_the_questions_are_in(found: Readable) -> None:
    for name in (*COURSE.admitted.modules, "eager_course", "autograder.inside.questions"):
        assert covered(importlib.util.find_spec(name).origin, found), name


@pytest.mark.parametrize(
    "name", sorted(hidden_packages(COURSE.admitted) - {"autograder", "eager_course"})
)
def test_what_students_have_to_build_is_out(found: Readable, name: str) -> None:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        pytest.skip(f"{name} is not installed")
    assert not covered(spec.origin, found)


@pytest.mark.parametrize("name", ["outside", "commands", "__main__.py"])
def test_the_grader_is_out(found: Readable, name: str) -> None:
    assert (PACKAGE / name).exists() and not covered(str(PACKAGE / name), found)


def test_the_project_and_the_users_own_files_are_out(found: Readable) -> None:
    for path in (__file__, os.getcwd(), os.path.expanduser("~"), "/etc/passwd", "/tmp", "/proc"):
        assert not covered(path, found), path


def test_a_folder_with_something_hidden_is_taken_apart(tmp_path: Path) -> None:
    root = tmp_path.resolve() / "site"
    for name in ("eager", "numpy", "deep/eager", "deep/fine"):
        (root / name).mkdir(parents=True)
    elsewhere = tmp_path.resolve() / "elsewhere"
    elsewhere.mkdir()
    (root / "linked").symlink_to(elsewhere)
    (root / "up").symlink_to(root.parent)
    (root / "again").symlink_to(root / "eager")
    found = Readable([], [])
    _add_without(str(root), {str(root / "eager"), str(root / "deep/eager")}, found)
    wanted = [root / "numpy", root / "deep" / "fine", elsewhere]
    assert sorted(found.whole) == sorted(map(str, wanted))
    assert sorted(found.listed) == [str(root), str(root / "deep")]


@pytest.mark.parametrize("name", ["course.py", "mistakes", "right_answers", "sample_class.py"])
def test_only_the_courses_questions_are_in(found: Readable, name: str) -> None:
    path = Path(importlib.util.find_spec("eager_course").origin).parent / name
    assert path.exists() and not covered(str(path), found)
