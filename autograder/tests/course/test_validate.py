"""Validate, in nbgrader's menu, shows the one sentence of a visible check that fails."""

import io
import json
import logging
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.server_extensions.validate_assignment.handlers import ValidateAssignmentHandler
from nbgrader.validator import Validator
from traitlets.config import Config

from autograder.outside.course import CourseFolder
from autograder.outside.notebooks.fill import fill, solutions
from eager_course.course import COURSE

ROOT = Path(__file__).parents[3]
STAGES = [stage.assignment for stage in COURSE.stages]
UNANSWERED = "You did not provide a response."  # nbgrader's, of a written answer
TRACES = ("Traceback", "Input In [", "Cell In[", "----> ")


def submission(folder: Path, assignment: str, answers: dict[str, str]) -> Path:
    """A copy of what students are handed out, with these answers in it."""
    course = CourseFolder.at(ROOT)
    shutil.copytree(ROOT / "release" / assignment, folder / assignment)
    path = folder / assignment / course.notebook_path("release", assignment).name
    nbformat.write(fill(course.notebook("release", assignment), answers), path)
    return path


def mistaken(assignment: str) -> dict[str, str]:
    """Answers with a mistake in every exercise that knows one."""
    answers = solutions(CourseFolder.at(ROOT).notebook("source", assignment))
    stage = COURSE.stage_of(assignment)
    assert stage is not None
    for question in stage.known_questions:
        for mistake in COURSE.mistakes_of(question)[:1]:
            answers = mistake.put_into(answers)
    return answers


def shown_in_jupyterlab(path: Path) -> list[dict[str, str]]:
    """The cells that fail, as nbgrader's server extension hands them to JupyterLab."""
    server = SimpleNamespace(root_dir=path.parent, log=logging.getLogger(), load_config=Config)
    answer = ValidateAssignmentHandler.validate_notebook(server, path.name)
    assert answer["success"], answer["value"]
    return json.loads(json.dumps(answer))["value"].get("failed", [])


def is_sentence(error: str, kind: str = "AssertionError") -> bool:
    """Whether an error is one message and nothing else."""
    alone = error.startswith(f"{kind}: ") and not any(trace in error for trace in TRACES)
    return alone and len(error) > len(kind) + 10


@pytest.mark.slow
@pytest.mark.parametrize("assignment", STAGES)
def test_a_check_that_fails_says_its_sentence_and_nothing_else(
    assignment: str, tmp_path: Path
) -> None:
    path = submission(tmp_path, assignment, mistaken(assignment))
    failed = shown_in_jupyterlab(path)
    sentences = [cell for cell in failed if is_sentence(cell["raw_error"])]
    assert sentences, [cell["raw_error"][:200] for cell in failed]
    for cell in failed:
        buried = "AssertionError" in cell["raw_error"] and cell not in sentences
        assert not buried, cell["raw_error"]
        assert cell["error"].startswith("AssertionError: ") or cell not in sentences
    assert printed(path).count("The error was:\n\n    AssertionError: ") == len(sentences)


@pytest.mark.slow
@pytest.mark.parametrize("assignment", STAGES)
def test_what_is_not_written_yet_is_named(assignment: str, tmp_path: Path) -> None:
    failed = shown_in_jupyterlab(submission(tmp_path, assignment, {}))
    errors = [cell["raw_error"] for cell in failed if cell["raw_error"] != UNANSWERED]
    assert errors
    for error in errors:
        unsolved = is_sentence(error, "NotImplementedError") and error.endswith("not written yet.")
        waits = is_sentence(error) and error.startswith("AssertionError: this check needs exercise")
        assert unsolved or waits, error


@pytest.mark.slow
def test_the_solved_notebook_passes(tmp_path: Path) -> None:
    solved = solutions(CourseFolder.at(ROOT).notebook("source", STAGES[0]))
    path = submission(tmp_path, STAGES[0], solved)
    command = [sys.executable, "-m", "nbgrader", "validate", path.name]
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True)
    assert "Success! Your notebook passes all the tests." in done.stdout, done.stderr


def printed(path: Path) -> str:
    """What `nbgrader validate` prints."""
    validator = Validator()
    validator.stream = io.StringIO()
    validator.validate_and_print(str(path))
    return validator.stream.getvalue()
