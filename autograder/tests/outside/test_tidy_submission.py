"""What would lead nbgrader astray is removed from a submission before it looks."""

import os
from pathlib import Path

import pytest

from autograder.outside.plugins import tidy_submission


def test_links_and_devices_beside_a_notebook_are_removed_and_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    folder = tmp_path / "submitted"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "own.txt").write_text("own")
    (folder / "data" / "link\x1b[31m.txt").symlink_to(secret)
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    (folder / "stage.ipynb").symlink_to(secret)
    tidy_submission("a", "ada", [str(folder / "stage.ipynb")])
    left = sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
    assert left == ["data", "data/own.txt", "stage.ipynb"]
    assert secret.read_text() == "a secret"
    told = capsys.readouterr().err
    assert told.count("Removed") == 3 and "\x1b" not in told


@pytest.mark.parametrize(
    "content, kept",
    [
        (b"2026-11-02 12:00:00 UTC", True),
        (b"2026-11-02T12:00:00+01:00\n", True),
        (b"tomorrow", False),
        (b"=1+1\x1b[31m", False),
        (b"\xff\xfe", False),
        (b"9" * 5000, False),
        (b"2026-11-02 12:00:00 UTC" + b" " * 2000 + b"tomorrow", False),
    ],
)
def test_a_timestamp_is_a_time(tmp_path: Path, content: bytes, kept: bool) -> None:
    (tmp_path / "timestamp.txt").write_bytes(content)
    tidy_submission("a", "ada", [str(tmp_path / "stage.ipynb")])
    assert (tmp_path / "timestamp.txt").exists() == kept
