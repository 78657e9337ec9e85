"""The adapter to Classroom 50: its bundle, run as its runner runs it, and the result's format."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from autograder.__main__ import main
from autograder.outside.course import CourseFolder
from autograder.outside.github.classroom50 import write_bundle
from autograder.outside.github.template import NotWritable
from eager_course.sample_class import Handout, first_half

from .conftest import STAGE
from .fake_github import git
from .runner import StudentPython

pytestmark = pytest.mark.slow

SCHEMA = json.loads(Path(__file__).with_name("classroom50_result.schema.json").read_text())
COMMITTED = datetime(2026, 11, 20, 12, 30, 15, tzinfo=UTC)
KNOWN = {
    "CLASSROOM": "eager-2026",
    "ASSIGNMENT": "loss",
    "ASSIGNMENT_TYPE": "individual",
    "SUBMISSION_TAG": "submit/2026-11-20T12-31-00Z-a1b2c3d",
    "USERNAME": "ada",
    "OWNER": "ada",
    "COMMIT_URL": "https://github.com/course/eager-2026-loss-ada/commit/a1b2c3d",
    "RELEASE_URL": "https://github.com/course/eager-2026-loss-ada/releases/tag/submit%2Fx",
    "REVIEW_URL": "https://github.com/course/eager-2026-loss-ada/compare/0...a1b2c3d",
}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> StudentPython:
    return StudentPython.create(tmp_path_factory.mktemp("runner") / "venv")


@pytest.fixture(scope="module")
def bundle(released: CourseFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("classroom50") / "eager-2026/autograders/loss"
    write_bundle(released, STAGE, folder)
    return folder


@pytest.fixture
def checkout(template: Path, tmp_path: Path) -> Path:
    """A student's repository, made from the template, as it is checked out."""
    folder = tmp_path / "checkout"
    shutil.copytree(template, folder)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Work", date=COMMITTED)
    return folder


def graded(
    bundle: Path,
    checkout: Path,
    python: StudentPython,
    monkeypatch: pytest.MonkeyPatch,
    **other: str,
) -> dict:
    """The result of a run in the checkout, with the environment that Classroom 50 gives."""
    for name, value in {**KNOWN, **other}.items():
        monkeypatch.setenv(name, value)
    done = python.run(str(bundle / "autograder.py"), folder=checkout)
    assert done.returncode == 0, done.stderr
    content = json.loads((checkout / "result.json").read_text())
    jsonschema.Draft202012Validator(SCHEMA).validate(content)
    # What a schema cannot say.
    assert content["score"] == sum(test["score"] for test in content["tests"])
    assert content["max-score"] == sum(test["max-score"] for test in content["tests"])
    assert all(test["score"] <= test["max-score"] for test in content["tests"])
    return content


def test_the_result_has_what_the_environment_says_and_the_checks_points(
    bundle: Path,
    checkout: Path,
    python: StudentPython,
    stage: Handout,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sample = first_half(stage)
    assert sample is not None
    (checkout / "loss.ipynb").write_text(sample.text)
    content = graded(bundle, checkout, python, monkeypatch)
    assert content["classroom"] == KNOWN["CLASSROOM"]
    assert content["assignment"] == KNOWN["ASSIGNMENT"]
    assert content["submission"] == KNOWN["SUBMISSION_TAG"]
    assert content["review"] == KNOWN["REVIEW_URL"]
    assert content["datetime"] == "2026-11-20T12:30:15Z"
    assert {test["test-name"]: test["score"] for test in content["tests"]} == sample.points
    assert content["max-score"] == 25
    body = (checkout / "release-body.md").read_text()
    assert "| ✅ |" in body and "| ❌ |" in body


def test_what_older_runners_do_not_say_has_its_default(
    bundle: Path, checkout: Path, python: StudentPython, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = dict.fromkeys(("REVIEW_URL", "OWNER", "ASSIGNMENT_TYPE"), "")
    content = graded(bundle, checkout, python, monkeypatch, **missing)
    assert content["review"] == KNOWN["COMMIT_URL"]
    assert content["owner"] == "ada" and content["assignment_type"] == "individual"


@pytest.mark.parametrize("content", [None, "", "{"])
def test_a_notebook_that_cannot_be_read_is_a_result_too(
    content: str | None,
    bundle: Path,
    checkout: Path,
    python: StudentPython,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (checkout / "loss.ipynb").unlink()
    if content is not None:
        (checkout / "loss.ipynb").write_text(content)
    result = graded(bundle, checkout, python, monkeypatch)
    assert (result["score"], result["max-score"]) == (0, 25)
    assert not any(test["passed"] for test in result["tests"])


def test_the_bundle_has_visible_checks_only(bundle: Path) -> None:
    names = sorted(path.relative_to(bundle).as_posix() for path in bundle.rglob("*.*"))
    names = [name for name in names if "__pycache__" not in name]
    assert {name.split("/")[0] for name in names} == {
        "autograder.py", "autograder_check", "release", "requirements.txt",
    }  # fmt: skip
    for name in names:
        text = (bundle / name).read_text()
        assert "HIDDEN TESTS" not in text and "import ask" not in text, name
        assert "BEGIN SOLUTION" not in text and "autograder.outside" not in text, name


def test_fractions_of_points_are_refused(course: CourseFolder, tmp_path: Path) -> None:
    path = course.notebook_path("release", STAGE)
    path.write_text(path.read_text().replace('"points": 4', '"points": 4.5', 1))
    with pytest.raises(NotWritable, match="whole points"):
        write_bundle(course, STAGE, tmp_path / "bundle")


def test_the_command_writes_it(course: CourseFolder, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    arguments = ["github", "classroom50", STAGE, str(folder), "--course", str(course.root)]
    assert main(arguments) == 0 and main(arguments) == 0
    assert (folder / "autograder.py").is_file()
