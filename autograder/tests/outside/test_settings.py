"""What nbgrader's configuration says about grading."""

import json
from pathlib import Path

import pytest
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from autograder.outside.grading.settings import Settings, settings_of
from autograder.outside.sandbox import Limits

ROOT = Path(__file__).parents[3]


def settings(**sections: dict) -> Settings:
    config = Config(**sections)
    return settings_of(Autograde(coursedir=CourseDirectory(config=config), config=config))


def test_nbgraders_timeout_is_the_time_of_a_cell() -> None:
    limits = settings(Execute={"timeout": 7}, Autograder={"memory_bytes": 10}).limits
    assert (limits.cell_seconds, limits.memory_bytes) == (7.0, 10)


def test_without_a_timeout_a_cell_has_the_notebooks_time() -> None:
    limits = settings(Execute={"timeout": None}, Autograder={"notebook_seconds": 9.0}).limits
    assert limits.cell_seconds == limits.notebook_seconds == 9.0


def test_unconfigured_it_has_the_sandboxs_limits() -> None:
    assert settings().limits == Limits()


@pytest.mark.parametrize("value, unsafe", [("", False), ("0", False), ("1", True)])
def test_only_a_person_who_says_so_runs_unsealed(
    monkeypatch: pytest.MonkeyPatch, value: str, unsafe: bool
) -> None:
    monkeypatch.setenv("AUTOGRADER_UNSAFE", value)
    assert settings().unsafe is unsafe


def test_somebody_elses_preprocessor_is_reported_and_nbgraders_own_are_not() -> None:
    listed = ["nbgrader.preprocessors.SaveAutoGrades", "theirs.Blur"]
    assert settings(Autograde={"autograde_preprocessors": listed}).unknown == ("Blur",)


def test_the_formgrader_shows_the_configuration_as_json() -> None:
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    shown = json.dumps(config, indent=2)  # as nbgrader does
    assert '"autograder.outside.plugins.submission_exporter.SubmissionExporter"' in shown
    assert '"nbgrader.preprocessors.lockcells.LockCells"' in shown
