"""Students can install just the checks: without the reference, the judge and nbgrader."""

import importlib
import tomllib
from pathlib import Path

AUTOGRADER = Path(__file__).parents[2]


def project_of(folder: Path) -> dict:
    return tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))


def test_it_has_the_checks_and_what_runs_cases_and_nothing_else() -> None:
    setuptools = project_of(AUTOGRADER / "student")["tool"]["setuptools"]
    assert setuptools["packages"] == ["autograder_check", "autograder.inside"]


def test_its_command_is_there() -> None:
    (target,) = project_of(AUTOGRADER / "student")["project"]["scripts"].values()
    module, _, name = target.partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_it_needs_less_than_the_autograder_and_the_same_versions() -> None:
    student, all_of_it = (
        set(project_of(folder)["project"]["dependencies"])
        for folder in (AUTOGRADER / "student", AUTOGRADER)
    )
    assert student < all_of_it
    assert not any(one.startswith(("nbgrader", "jupyterlab")) for one in student)
