"""The gradebook may be on PostgreSQL: tested with a real server, on its own port and folder."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.outside.course import CourseFolder

from .conftest import FULL, LINE, PAIR, SOURCES, SUM_LOSS, Class, of, states

pytestmark = pytest.mark.slow

pytest.importorskip("psycopg", reason="needs psycopg: pip install 'autograder[postgres]'")
PASSWORD = "not-to-be-shown"


def programs() -> Path:
    """The folder of the server's programs, the newest there is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.skip("PostgreSQL's server is not installed (initdb)")
    return found[-1].parent if found else Path(str(on_path)).parent


def _version(path: Path) -> int:
    return int(path.parents[1].name.split(".")[0])


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """A PostgreSQL server; its port. It listens on this machine only."""
    bin_folder = programs()
    folder = Path(tempfile.mkdtemp())  # short, because a socket's path must be
    # The server refuses to run as root.
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        owner = next((u for u in pwd.getpwall() if u.pw_name == "postgres"), None)
        owner = owner or pwd.getpwnam("nobody")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def run(*command: object) -> None:
        subprocess.run(
            [str(word) for word in command],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **user,
        )

    (folder / "password").write_text(PASSWORD)
    data = folder / "data"
    run(
        bin_folder / "initdb",
        *("-D", data, "-U", "teacher", "--auth=scram-sha-256", f"--pwfile={folder}/password"),
        *("--encoding=UTF8", "--locale=C", "--no-sync"),
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off"
    try:
        run(
            *(bin_folder / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options),
            *("-w", "-t", 60, "start"),
        )
        yield port
    finally:
        run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def new_pg_class(
    server: int, released: CourseFolder, tmp_path: Path, sealing: None
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
