"""The workflow on a push: its steps in a real clone, and what GitHub Classroom's reporter reads."""

from pathlib import Path

import pytest

from autograder_check.cell_model import grade_id
from eager_course.sample_class import Handout, first_half, right

from .fake_github import git
from .reporter import read, report
from .runner import Job, StudentPython, differing, load, run_job, steps_to_leave_out

pytestmark = pytest.mark.slow

NOTEBOOK = "loss.ipynb"
WORKFLOW = ".github/workflows/classroom.yml"


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> StudentPython:
    return StudentPython.create(tmp_path_factory.mktemp("student") / "venv")


@pytest.fixture
def clone(template: Path, tmp_path: Path) -> Path:
    """A real clone of a repository that was made from the template."""
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "--quiet", "--initial-branch=main")
    git(origin, f"--work-tree={template}", "add", "--all", ".")
    git(origin, "commit", "--quiet", "-m", "Start")
    git(tmp_path, "clone", "--quiet", str(origin), "clone")
    return tmp_path / "clone"


def push(clone: Path, tmp_path: Path, python: StudentPython) -> Job:
    """What the workflow does with the clone as it is."""
    temporary = tmp_path / "runner"
    temporary.mkdir(exist_ok=True)
    without = steps_to_leave_out(clone / ".github/requirements.txt")
    return run_job(clone / WORKFLOW, clone, temporary, python.environment(), without=without)


def runners(clone: Path) -> str:
    steps = load(clone / WORKFLOW)["jobs"]["run-autograding-tests"]["steps"]
    return steps[-1]["with"]["runners"]


def reported(job: Job, clone: Path) -> tuple[float, float, str]:
    return report(read(job.environments["Autograding Reporter"], runners(clone)))


def test_pip_is_content_with_the_pinned_versions(
    clone: Path, tmp_path: Path, python: StudentPython
) -> None:
    others = differing(clone / ".github/requirements.txt")
    if others:
        pytest.skip(f"installed in other versions than pinned: {', '.join(others)}")
    asked = ["-m", "pip", "install", "--requirement", ".github/requirements.txt"]
    done = python.run(*asked, folder=clone)
    assert done.returncode == 0, done.stderr
    assert "Would install" not in done.stdout


def test_a_students_python_has_neither_the_project_nor_the_reference(
    python: StudentPython, tmp_path: Path
) -> None:
    for module in ("autograder", "eager", "autograder_check"):
        done = python.run("-c", f"import {module}", folder=tmp_path)
        assert "ModuleNotFoundError" in done.stderr


def test_a_blank_notebook_gets_no_points_and_the_job_fails(
    clone: Path, tmp_path: Path, python: StudentPython
) -> None:
    job = push(clone, tmp_path, python)
    assert job.failed == "Visible checks", job.log
    assert job.reached[-1] == "Autograding Reporter"
    assert reported(job, clone) == (0, 25, "Some tests failed.")
    assert "| ❌ | 0/4 |" in job.summary and "0 of 25 points" in job.summary
    assert "loss-mse" in job.log and "Not solved yet" in job.log


def test_half_of_it_gets_the_points_of_its_checks(
    clone: Path, tmp_path: Path, python: StudentPython, stage: Handout
) -> None:
    sample = first_half(stage)
    assert sample is not None
    (clone / NOTEBOOK).write_text(sample.text)
    job = push(clone, tmp_path, python)
    assert reported(job, clone) == (sum(sample.points.values()), 25, "Some tests failed.")
    assert job.failed == "Visible checks"
    for runner in runners(clone).split(","):
        result = read(job.environments["Autograding Reporter"], runner)[runner]
        (test,) = result["tests"]
        assert test["score"] == sample.points[test["name"]]
        assert (test["status"] == "pass") == (test["score"] > 0)


def test_all_of_it_gets_them_all_and_the_job_passes(
    clone: Path, tmp_path: Path, python: StudentPython, stage: Handout
) -> None:
    sample = right(stage)
    assert sample is not None
    (clone / NOTEBOOK).write_text(sample.text)
    job = push(clone, tmp_path, python)
    assert job.failed == "" and reported(job, clone) == (25, 25, "")
    table = [line for line in job.summary.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in table} == {5}
    assert len(table) == 2 + len(stage.points) + 1  # the head, the checks, the written answer


def test_checks_that_were_weakened_or_deleted_run_as_they_were(
    clone: Path, tmp_path: Path, python: StudentPython, stage: Handout
) -> None:
    notebook = stage.filled({})
    tests = [cell for cell in notebook.cells if grade_id(cell) in stage.points]
    tests[0].source = "pass"
    notebook.cells.remove(tests[1])
    tests[2].metadata.clear()
    tests[3].metadata["nbgrader"]["points"] = 1000
    tests[4].metadata["tags"] = ["skip-execution"]
    import nbformat

    (clone / NOTEBOOK).write_text(nbformat.writes(notebook))
    job = push(clone, tmp_path, python)
    assert reported(job, clone) == (0, 25, "Some tests failed.")
    assert "had been changed" in job.summary and "is missing" in job.summary


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3, "nbformat": 4}', None])
def test_a_notebook_that_cannot_be_read_is_a_result_that_the_reporter_can_read(
    content: str | None, clone: Path, tmp_path: Path, python: StudentPython
) -> None:
    (clone / NOTEBOOK).unlink()
    if content is not None:
        (clone / NOTEBOOK).write_text(content)
    job = push(clone, tmp_path, python)
    assert job.failed == "Visible checks"
    assert reported(job, clone) == (0, 25, "Some tests errored.")


def test_a_job_that_is_stopped_leaves_a_result_that_the_reporter_can_read(
    clone: Path, tmp_path: Path, python: StudentPython, stage: Handout
) -> None:
    import nbformat

    notebook = stage.filled(stage.solutions)
    # Ends the checker itself, as a runner does that stops the job.
    notebook.cells[1].source += "\nimport os, signal\nos.kill(os.getppid(), signal.SIGKILL)"
    (clone / NOTEBOOK).write_text(nbformat.writes(notebook))
    job = push(clone, tmp_path, python)
    assert job.failed == "Visible checks" and job.reached[-1] == "Autograding Reporter"
    assert reported(job, clone) == (0, 25, "Some tests errored.")


def test_a_job_that_never_came_to_the_checks_reports_nothing(
    clone: Path, tmp_path: Path, python: StudentPython
) -> None:
    (clone / "check.py").write_text("raise SystemExit(1)")
    job = push(clone, tmp_path, python)
    assert job.failed == "Visible checks" and "Autograding Reporter" not in job.reached


def test_a_notebook_does_not_see_the_runners_files(
    clone: Path, tmp_path: Path, python: StudentPython, stage: Handout
) -> None:
    import nbformat

    notebook = stage.filled(stage.solutions)
    notebook.cells[
        1
    ].source += (
        "\nimport os\nassert not [k for k in os.environ if k.startswith(('GITHUB_', 'RUNNER_'))]"
    )
    (clone / NOTEBOOK).write_text(nbformat.writes(notebook))
    assert reported(push(clone, tmp_path, python), clone) == (25, 25, "")
