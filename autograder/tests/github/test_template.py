"""The template: complete, with nothing in it that students must not see, and valid."""

import json
import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import jsonschema
import pytest
from packaging.requirements import Requirement

from autograder.__main__ import main
from autograder.outside.course import CourseFolder
from autograder.outside.github import pins
from autograder.outside.github.template import NotWritable, write_template
from eager_course.course import COURSE

from .conftest import ROOT, STAGE
from .runner import load

# What only instructors have.
SECRET = ("HIDDEN TESTS", "BEGIN SOLUTION", "autograder.outside", "import ask")


def workflow_schema() -> dict:
    """The JSON Schema of GitHub's workflows that check-jsonschema brings along."""
    files = distribution("check-jsonschema").files or []
    (path,) = [file for file in files if file.name == "github-workflows.json"]
    return json.loads(path.read_text())


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_it_has_the_release_and_what_is_needed_to_work_on_it(
    released: CourseFolder, template: Path
) -> None:
    held, release = files(template), files(released.root / "release" / STAGE)
    assert {name: held[name] for name in release} == release
    assert {
        "README.md",
        "check.py",
        "requirements.txt",
        ".gitignore",
        ".devcontainer/devcontainer.json",
        ".github/requirements.txt",
        ".github/workflows/classroom.yml",
        ".github/release/loss.ipynb",
        ".github/autograder_check/command.py",
    } < set(held)
    assert held[".github/release/loss.ipynb"] == held["loss.ipynb"]


def test_it_has_nothing_of_the_instructors(template: Path) -> None:
    held = files(template)
    for name, content in held.items():
        text = content.decode()
        assert not [secret for secret in SECRET if secret in text], name
        assert re.search(r"@[A-Z_]+@", text) is None or name.endswith(".py"), name
    modules = {Path(name).name for name in held if name.startswith("eager/")}
    assert modules == set(COURSE.staged_modules(STAGE))


@pytest.mark.parametrize("assignment", CourseFolder.at(ROOT).assignments)
def test_every_stage_has_one(assignment: str, tmp_path: Path) -> None:
    names = write_template(CourseFolder.at(ROOT), assignment, tmp_path / "template")
    assert {"README.md", "check.py", ".github/workflows/classroom.yml"} < set(names)
    assert any(name.startswith("eager/") for name in names) == bool(
        COURSE.staged_modules(assignment)
    )
    beside = files(ROOT / "source" / assignment)
    data = {name: text for name, text in beside.items() if not name.endswith(".ipynb")}
    held = files(tmp_path / "template")
    assert {name: held.get(name) for name in data} == data
    readme = (tmp_path / "template/README.md").read_text()
    assert "25 points by tests, and 5 for what you explain in words" in readme
    assert re.search(r"@[A-Z_]+@", readme) is None


def test_a_release_with_hidden_tests_in_it_is_refused(course: CourseFolder, tmp_path: Path) -> None:
    path = course.notebook_path("release", STAGE)
    path.write_text(path.read_text().replace("# YOUR CODE HERE", "### BEGIN HIDDEN TESTS", 1))
    with pytest.raises(NotWritable, match="students must not see"):
        write_template(course, STAGE, tmp_path / "template")
    assert not (tmp_path / "template").exists()


def test_without_a_release_it_says_what_to_run(
    course: CourseFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course.notebook_path("release", STAGE).unlink()
    status = main(["github", "template", STAGE, str(tmp_path / "t"), "--course", str(course.root)])
    assert status == 2 and "autograder release" in capsys.readouterr().err


def test_a_folder_with_other_files_is_left_alone(course: CourseFolder, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(NotWritable, match="other files"):
        write_template(course, STAGE, folder)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_an_older_template_is_brought_up_to_date(course: CourseFolder, tmp_path: Path) -> None:
    folder = tmp_path / "template"
    write_template(course, STAGE, folder)
    fresh = files(folder)
    (folder / "README.md").write_text("old")
    (folder / ".git").mkdir()
    write_template(course, STAGE, folder)
    assert files(folder) == fresh


def test_the_workflow_is_one_by_githubs_own_schema(template: Path) -> None:
    workflow = load(template / ".github/workflows/classroom.yml")
    jsonschema.Draft7Validator(workflow_schema()).validate(workflow)


def test_the_workflow_and_its_steps_have_github_classrooms_names(template: Path) -> None:
    workflow = load(template / ".github/workflows/classroom.yml")
    assert workflow["name"] == "Autograding Tests"
    assert "push" in workflow["on"]
    assert list(workflow["jobs"]) == ["run-autograding-tests"]
    steps = workflow["jobs"]["run-autograding-tests"]["steps"]
    assert steps[0]["name"] == "Checkout code"
    assert steps[-1]["name"] == "Autograding Reporter"
    (check,) = [step for step in steps if step.get("id")]
    # The reporter looks for its runners' results by their names in capitals.
    runners = steps[-1]["with"]["runners"].split(",")
    assert len(runners) == 7 and all(re.fullmatch(r"[a-z][a-z0-9]*", name) for name in runners)
    assert steps[-1]["env"] == {
        f"{name.upper()}_RESULTS": f"${{{{ steps.{check['id']}.outputs.{name} }}}}"
        for name in runners
    }


def test_the_reporter_decides_nothing(template: Path) -> None:
    # It asks for Node.js 20, which GitHub's runners may no longer have: the job passes or fails
    # as the checks do.
    (job,) = load(template / ".github/workflows/classroom.yml")["jobs"].values()
    assert [step["name"] for step in job["steps"] if step.get("continue-on-error")] == [
        "Autograding Reporter"
    ]


def test_actions_are_pinned_by_commit_and_say_of_which_version(template: Path) -> None:
    text = (template / ".github/workflows/classroom.yml").read_text()
    used = re.findall(r"uses: (.+)", text)
    assert used == [str(pin) for pin in (pins.CHECKOUT, pins.SETUP_PYTHON, pins.REPORTER)]
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", one) for one in used)


def test_the_workflow_may_do_no_more_than_read(template: Path) -> None:
    workflow = load(template / ".github/workflows/classroom.yml")
    assert workflow["permissions"] == {}
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}]
    assert "secrets" not in (template / ".github/workflows/classroom.yml").read_text()


def test_requirements_are_pinned_within_what_the_project_asks_for(template: Path) -> None:
    import tomllib

    project = tomllib.loads((ROOT / "autograder/pyproject.toml").read_text())["project"]
    asked = {r.name: r.specifier for r in map(Requirement, project["dependencies"])}
    lines = (template / ".github/requirements.txt").read_text().splitlines()
    pinned = [Requirement(line) for line in lines if not line.startswith("#")]
    for one in pinned:
        assert re.fullmatch(r"==[\w.]+", str(one.specifier)), one
        exact = str(one.specifier).removeprefix("==")
        assert one.name not in asked or asked[one.name].contains(exact), one
    assert {"numpy", "matplotlib", "ipykernel", "nbclient", "nbformat"} < {p.name for p in pinned}


@pytest.mark.slow
def test_the_checker_imports_nothing_of_the_project_or_beyond_its_requirements() -> None:
    import autograder_check

    program = (
        "import sys, autograder_check.command as c\n"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " ('autograder', 'eager', 'nbgrader', 'rich', 'numpy')])"
    )
    folder = Path(autograder_check.__file__).parent.parent
    printed = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    ).stdout
    assert printed.strip() == "[]"


def test_the_devcontainer_is_json_and_names_files_that_are_there(template: Path) -> None:
    content = json.loads((template / ".devcontainer/devcontainer.json").read_text())
    for name in content["customizations"]["codespaces"]["openFiles"]:
        assert (template / name).is_file()
    assert (template / content["postCreateCommand"].split()[-1]).is_file()
