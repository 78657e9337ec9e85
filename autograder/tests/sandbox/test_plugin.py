"""What nbgrader's configuration says of the sandbox."""

import pytest
from traitlets.config import Config

from autograder.outside.plugins import RunCells
from autograder.outside.sandbox import Limits


def test_nbgraders_timeout_is_the_time_of_a_cell() -> None:
    limits = RunCells(config=Config(RunCells={"timeout": 7, "memory_bytes": 10})).limits
    assert (limits.cell_seconds, limits.memory_bytes) == (7.0, 10)


def test_without_a_timeout_a_cell_has_the_notebooks_time() -> None:
    limits = RunCells(config=Config(RunCells={"timeout": None, "notebook_seconds": 9.0})).limits
    assert limits.cell_seconds == limits.notebook_seconds == 9.0


def test_unconfigured_it_has_the_limits_of_the_class_grader() -> None:
    assert RunCells().limits == Limits()


@pytest.mark.parametrize("value, unsafe", [("", False), ("0", False), ("1", True)])
def test_only_a_person_who_says_so_runs_unsealed(
    monkeypatch: pytest.MonkeyPatch, value: str, unsafe: bool
) -> None:
    monkeypatch.setenv("AUTOGRADER_UNSAFE", value)
    assert RunCells().unsafe is unsafe
