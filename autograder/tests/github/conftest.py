"""The course with one stage released, its template, and a GitHub on this machine."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.outside.course import CourseFolder
from autograder.outside.github.template import write_template
from eager_course.sample_class import Handout

from .fake_github import FakeGitHub

ROOT = Path(__file__).parents[3]
STAGE = "02-loss"


@pytest.fixture(scope="session")
def released(made_once: Callable[..., Path], new_gradebook: Path) -> CourseFolder:
    """A course of one stage, released by nbgrader; not to be changed."""

    def make(folder: Path) -> None:
        course = CourseFolder.at(ROOT).copy_to(folder / "course", [STAGE])
        shutil.copy(new_gradebook, course.root)
        done = course.nbgrader("generate_assignment", STAGE)
        assert done.returncode == 0, done.stderr

    return CourseFolder.at(made_once("github", make) / "course")


@pytest.fixture
def course(released: CourseFolder, tmp_path: Path) -> CourseFolder:
    """A copy of it, to be changed."""
    shutil.copytree(released.root, tmp_path / "course")
    return CourseFolder.at(tmp_path / "course")


@pytest.fixture(scope="session")
def stage(released: CourseFolder) -> Handout:
    """What its exercises are, and their solutions."""
    return Handout.of(released, STAGE)


@pytest.fixture(scope="session")
def template(released: CourseFolder, made_once: Callable[..., Path]) -> Path:
    """Its template repository's files; not to be changed."""
    made = made_once("template", lambda folder: write_template(released, STAGE, folder / "new"))
    return made / "new"


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGitHub]:
    """A GitHub on this machine only, which wants no token."""
    for variable in ("GH_TOKEN", "GITHUB_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    with FakeGitHub(tmp_path / "github").serving() as fake:
        monkeypatch.setenv("GITHUB_API_URL", fake.address)
        yield fake
