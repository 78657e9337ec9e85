"""The formgrader shows the course's configuration as JSON, also with a class of its own in it."""

import json
from pathlib import Path

import pytest
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

ROOT = Path(__file__).parents[3]
LAST = "autograder.name_classes(c)"
OWN = """
from nbgrader.plugins import LateSubmissionPlugin

class Mercy(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {penalty}

c.AssignLatePenalties.plugin_class = Mercy
"""


def configuration(folder: Path, penalty: int) -> Config:
    """The course's, in this folder, with a class that it defines itself."""
    text = (ROOT / "nbgrader_config.py").read_text()
    assert LAST in text
    path = folder / "nbgrader_config.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace(LAST, OWN.format(penalty=penalty) + LAST))
    return PyFileConfigLoader(path.name, path=str(folder)).load_config()


def penalty_in(config: Config) -> float:
    late = AssignLatePenalties(config=config)
    late.init_plugin()
    return late.plugin_inst.late_submission_penalty("ada", 10, 60)


@pytest.mark.filterwarnings("ignore")
def test_a_class_that_the_configuration_defines_has_a_name_and_is_used(tmp_path: Path) -> None:
    for penalty in (1, 2):  # nbgrader reads it anew for every page
        config = configuration(tmp_path / "a", penalty)
        assert '"nbgrader_config.Mercy"' in json.dumps(config)
        assert penalty_in(config) == penalty


def test_two_courses_do_not_share_a_class(tmp_path: Path) -> None:
    one, other = (configuration(tmp_path / name, at) for at, name in enumerate("xy", 5))
    assert (penalty_in(one), penalty_in(other)) == (5, 6)
