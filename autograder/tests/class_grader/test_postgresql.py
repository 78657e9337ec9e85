"""The gradebook may be on PostgreSQL: tested with a real server, on its own port and folder."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.outside.course import CourseFolder

from ..postgresql import PASSWORD, server  # noqa: F401  (a fixture)
from .conftest import FULL, LINE, PAIR, SOURCES, SUM_LOSS, Class, of, states

pytestmark = pytest.mark.slow

pytest.importorskip("psycopg", reason="needs psycopg: pip install 'autograder[postgres]'")


@pytest.fixture
def new_pg_class(
    server: int,  # noqa: F811
    released: CourseFolder,
    tmp_path: Path,
    sealing: None,
) -> Callable[[str], Class]:
    """Makes classes, each with its own database, by name."""

    def make(name: str) -> Class:
        import psycopg

        at = f"teacher:{PASSWORD}@127.0.0.1:{server}"
        with psycopg.connect(f"postgresql://{at}/postgres", autocommit=True) as connection:
            connection.execute(f"create database {name}")
        shutil.copytree(released.root, tmp_path / name)
        (tmp_path / name / "gradebook.db").unlink()
        group = Class(CourseFolder.at(tmp_path / name))
        group.configure(f"c.CourseDirectory.db_url = 'postgresql+psycopg://{at}/{name}'")
        for assignment in SOURCES:
            done = group.course.nbgrader("generate_assignment", assignment, "--force")
            assert done.returncode == 0, done.stderr
        return group

    return make


def test_a_class_is_graded_and_graded_again_as_on_sqlite(
    new_pg_class: Callable[[str], Class], group: Class
) -> None:
    on_server = new_pg_class("graded")
    for one in (on_server, group):
        one.submit("김민지", timestamp="2026-01-02 03:04:05 UTC")
        one.submit("bob", one.solved(loss_mse_solution=SUM_LOSS))
        one.submit("cy", b"")
        one.submit("bob", assignment=PAIR, name="second")
        assert one.grade("--jobs", "2") == 0
    for assignment in (LINE, PAIR):
        assert on_server.scores(assignment) == group.scores(assignment)
    assert on_server.scores()["김민지"].auto == FULL
    assert not (on_server.root / "gradebook.db").exists()

    on_server.submit("cy")
    told = on_server.told()
    assert states(told) == {"김민지": "unchanged", "bob": "unchanged", "cy": "graded"}
    assert of(told, "bob", PAIR)["state"] == "unchanged"


def test_nbgraders_other_commands_work_on_what_was_saved_there(
    new_pg_class: Callable[[str], Class],
) -> None:
    on_server = new_pg_class("others")
    on_server.submit("ada")
    assert on_server.grade(LINE, "--feedback") == 0
    assert (on_server.folder("ada", step="feedback") / "line.html").exists()
    done = on_server.course.nbgrader("export", "--to=grades.csv")
    assert done.returncode == 0, done.stderr
    assert "ada" in (on_server.root / "grades.csv").read_text()
    assert on_server.course.nbgrader("autograde", LINE, "--force").returncode == 0
    assert on_server.scores()["ada"].auto == FULL


def test_a_missing_server_is_reported_without_the_password(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"postgresql+psycopg://teacher:{PASSWORD}@127.0.0.1:9/grades?connect_timeout=3"
    group.configure(f"c.CourseDirectory.db_url = {url!r}")
    assert group.grade(LINE) == 2
    said = capsys.readouterr().err
    assert "cannot open the gradebook" in said and PASSWORD not in said
