"""The workflow of the private course repository: valid, careful with its token, and it works."""

import os
import re
import shutil
import sys
from pathlib import Path

import jsonschema
import pytest

from autograder.__main__ import main
from autograder.outside.course import CourseFolder
from autograder.outside.github import pins
from autograder.outside.reports.points import gradebook_url, scores
from autograder.outside.sandbox.machine import problems
from eager_course.sample_class import Handout, first_half, right

from .conftest import STAGE
from .fake_github import FakeGitHub, git
from .runner import Job, load, run_job
from .test_collect import DEADLINE, IN_TIME, LATE, START, work
from .test_template import workflow_schema

PATH = ".github/workflows/grade.yml"
SECRET = "ghx-the-collecting-token"


def write(course: CourseFolder, folder: Path, *more: str) -> int:
    return main(["github", "grade-workflow", str(folder), "--org", "course",
                 "--course", str(course.root), *more])  # fmt: skip


@pytest.fixture
def workflow(course: CourseFolder) -> Path:
    assert write(course, course.root, "--feedback", "branch") == 0
    return course.root / PATH


@pytest.mark.slow
def test_it_is_a_workflow_by_githubs_own_schema(workflow: Path) -> None:
    jsonschema.Draft7Validator(workflow_schema()).validate(load(workflow))


def test_it_runs_by_hand_and_on_schedule_and_never_on_a_push(workflow: Path) -> None:
    triggers = load(workflow)["on"]
    assert set(triggers) == {"workflow_dispatch", "schedule"}
    assert triggers["workflow_dispatch"]["inputs"]["assignment"]["options"] == [STAGE]


def test_its_actions_are_pinned_by_commit(workflow: Path) -> None:
    used = re.findall(r"uses: (.+)", workflow.read_text())
    assert used == [str(pin) for pin in (pins.CHECKOUT, pins.SETUP_PYTHON, pins.UPLOAD)]


def test_only_the_steps_that_talk_to_students_repositories_get_the_token(workflow: Path) -> None:
    (job,) = load(workflow)["jobs"].values()
    assert "secrets" not in str(job["env"])
    having = [step["name"] for step in job["steps"] if "secrets" in str(step)]
    assert having == ["Collect", "Feedback for students"]
    checkout = job["steps"][0]
    assert checkout["with"]["persist-credentials"] is False


def test_no_command_has_an_expression_in_it(workflow: Path) -> None:
    # What somebody typed into a form would be part of the program.
    (job,) = load(workflow)["jobs"].values()
    assert not [step["name"] for step in job["steps"] if "${{" in step.get("run", "")]


def test_another_workflow_of_that_name_is_left_alone(
    course: CourseFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / PATH
    path.parent.mkdir(parents=True)
    path.write_text("name: Grade of steel\n")
    assert write(course, tmp_path) == 2
    assert "another workflow" in capsys.readouterr().err
    assert path.read_text() == "name: Grade of steel\n"


@pytest.mark.parametrize(
    "wish",
    [["--org", "a b"], ["--org", 'x"\n'], ["--cron", "whenever"], ["--assignment", "99-none"]],
)
def test_impossible_defaults_are_refused(
    wish: list[str], course: CourseFolder, tmp_path: Path
) -> None:
    assert write(course, tmp_path, *wish) == 2
    assert not (tmp_path / PATH).exists()


def test_it_can_be_written_again(course: CourseFolder, tmp_path: Path) -> None:
    assert write(course, tmp_path) == 0
    before = (tmp_path / PATH).read_text()
    assert write(course, tmp_path, "--feedback", "issue") == 0
    assert (tmp_path / PATH).read_text() != before


@pytest.mark.slow
@pytest.mark.skipif(bool(problems()), reason=f"this machine cannot seal code: {problems()}")
def test_its_steps_collect_grade_keep_the_gradebook_and_bring_feedback(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, stage: Handout
) -> None:
    github.token = SECRET
    half, whole = first_half(stage), right(stage)
    assert half is not None and whole is not None
    for student in ("ada", "bob"):
        github.create(f"{STAGE}-{student}", template, START)
    github.push(f"{STAGE}-ada", work(tmp_path, template, half.text), IN_TIME)
    github.push(f"{STAGE}-bob", work(tmp_path, template, whole.text), LATE)
    private = private_repository(course, tmp_path)

    first = run(private, github, tmp_path / "first")
    assert first.failed == "", first.log
    assert "1 collected, 1 missing" in first.summary
    assert "Can student code be sealed here" not in first.log or "Classes can be" in first.log

    # Everything that was there is gone with the runner, but for what the repository keeps.
    kept = git(private, "ls-tree", "-r", "--name-only", "gradebook")
    assert "gradebook.db" in kept and f"autograded/ada/{STAGE}/loss.ipynb" in kept
    assert ".autograder/secret" in kept and "objects" not in kept
    ours = git(github.repository(f"{STAGE}-ada"), "show", "feedback:README.md")
    assert f"{STAGE}: {sum(half.points.values()):g} of 25 points" in ours
    page = git(github.repository(f"{STAGE}-ada"), "show", "feedback:loss.html")
    assert "<html" in page

    # Bob is given more time; Ada's grade is not computed again.
    second = run(private, github, tmp_path / "second", deadline=LATE.isoformat())
    assert second.failed == "", second.log
    assert "2 collected" in second.summary and "ada: feedback was already there" in second.log
    checkout = tmp_path / "second/checkout"
    points = scores(gradebook_url(checkout), STAGE)
    assert points["bob"].auto == 25 and points["ada"].auto == sum(half.points.values())
    assert (checkout / "grades.csv").read_text().count("\n") == 3
    for job in (first, second):
        assert SECRET not in job.log + job.summary
        getting = [name for name, env in job.environments.items() if SECRET in env.values()]
        assert getting == ["Collect", "Feedback for students"]


@pytest.mark.slow
@pytest.mark.skipif(bool(problems()), reason=f"this machine cannot seal code: {problems()}")
@pytest.mark.parametrize("created", [False, True])
def test_it_ends_well_while_nobody_has_handed_in(
    created: bool, course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path
) -> None:
    github.token = SECRET
    if created:
        github.create(f"{STAGE}-ada", template, START)
    done = run(private_repository(course, tmp_path), github, tmp_path / "first")
    assert done.failed == "", done.log
    assert "Nobody has handed in yet." in done.summary
    assert "Keep the gradebook" in done.reached and "Grade" not in done.reached


def test_the_workflow_has_no_permission_that_its_job_does_not_need(workflow: Path) -> None:
    content = load(workflow)
    assert content["permissions"] == {}
    assert [job["permissions"] for job in content["jobs"].values()] == [{"contents": "write"}]


def private_repository(course: CourseFolder, folder: Path) -> Path:
    """A bare repository of the course with its workflow."""
    assert write(course, course.root, "--feedback", "branch") == 0
    bare = folder / "private.git"
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    git(course.root, "init", "--quiet", "--initial-branch=main")
    git(course.root, "add", "source", "nbgrader_config.py", ".github")
    git(course.root, "commit", "--quiet", "-m", "The course")
    git(course.root, "push", "--quiet", str(bare), "main")
    return bare


def run(private: Path, github: FakeGitHub, folder: Path, deadline: str = "") -> Job:
    """Check the course out on a new runner, and run the workflow's steps."""
    folder.mkdir()
    git(folder, "clone", "--quiet", str(private), "checkout")
    programs = Path(sys.executable).parent
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GH_")}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    path = os.pathsep.join([str(programs), kept["PATH"]])
    shutil.rmtree(folder / "checkout/autograder", ignore_errors=True)
    return run_job(
        folder / "checkout" / PATH,
        folder / "checkout",
        folder,
        {**kept, **quiet, "PATH": path, "GITHUB_API_URL": github.address},
        {
            "inputs.assignment": STAGE,
            "inputs.deadline": deadline or DEADLINE.isoformat(),
            "secrets.COLLECT_TOKEN": SECRET,
            "github.token": "ghx-the-runners-own",
        },
        without=["Install the autograder"],  # it is installed here
    )
