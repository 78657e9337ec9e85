"""Fetching over a network that fails: again after a pause, not for ever, and not in vain."""

import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from autograder.outside.github.clone import fetch, has_commit
from autograder.outside.github.git import Git, GitError, Unreachable

from .fake_github import FakeGitHub


class Server(ThreadingHTTPServer):
    """Hands out a folder of repositories; as often as `failures` says, it fails with `status`.

    A status of 0 is none at all: the connection is closed.
    """

    failures = 0
    status = 503
    asked = 0


class Handler(SimpleHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked += 1
        if self.server.failures:
            self.server.failures -= 1
            if self.server.status:
                self.send_error(self.server.status)
            self.close_connection = True
            return
        super().do_GET()

    def log_message(self, *arguments: Any) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def commit(tmp_path: Path) -> str:
    """Of a repository in `served/`, in the form that any web server can hand out."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "loss.ipynb").write_text("{}")
    owner = FakeGitHub(tmp_path / "served")
    owner.create("ada")
    pushed = owner.push("ada", files, datetime(2026, 11, 2, tzinfo=UTC))
    subprocess.run(["git", "-C", str(owner.repository("ada")), "update-server-info"], check=True)
    return pushed


@pytest.fixture
def server(tmp_path: Path, commit: str) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), partial(Handler, directory=tmp_path / "served")) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield serving
        serving.shutdown()


@pytest.fixture
def waits() -> list[float]:
    """How long git's caller waited, each time."""
    return []


@pytest.fixture
def git(tmp_path: Path, waits: list[float]) -> Git:
    return Git(tmp_path / "copy.git", sleep=waits.append)


def address(server: Server, name: str = "ada") -> str:
    return f"http://127.0.0.1:{server.server_port}/{name}.git"


@pytest.mark.parametrize("status", [503, 429, 0])
def test_a_network_that_fails_for_a_moment_is_tried_again(
    status: int, server: Server, git: Git, commit: str, waits: list[float]
) -> None:
    server.failures, server.status = 2, status
    assert fetch(git, address(server), "main").commit == commit
    assert waits == [2.0, 4.0]


def test_a_network_that_stays_away_is_given_up(
    server: Server, git: Git, waits: list[float]
) -> None:
    server.failures = 99
    with pytest.raises(Unreachable, match="503"):
        fetch(git, address(server), "main")
    assert waits == [2.0, 4.0, 8.0]


def test_what_does_not_exist_is_not_asked_for_again(
    server: Server, git: Git, waits: list[float], tmp_path: Path
) -> None:
    for where in (address(server, "nobody"), str(tmp_path / "nowhere"), "ext::true"):
        with pytest.raises(GitError) as caught:
            fetch(git, where, "main")
        assert not isinstance(caught.value, Unreachable)
    assert waits == []


def test_a_commit_is_not_called_gone_because_the_network_is(
    server: Server, git: Git, commit: str
) -> None:
    git.create()
    server.failures = 99
    with pytest.raises(Unreachable):
        has_commit(git, address(server), commit)
    server.failures = 0
    assert not has_commit(git, address(server), "0123456789" * 4)
    fetch(git, address(server), "main")
    assert has_commit(git, address(server), commit)


def test_a_machine_without_git_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"):
        Git(tmp_path).run("--version", inside=False)
