"""Anything may be in `submitted/`; nbgrader's command grades it and leaves it there."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.outside.grading import submissions
from autograder.outside.plugins import submission_exporter

from .conftest import ASSIGNMENT, Class

Snapshot = dict[str, object]


def snapshot(folder: Path) -> Snapshot:
    """Every entry in a folder, with its target or its content."""
    return {
        str(path.relative_to(folder)): os.readlink(path)
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else path.lstat().st_mode
        for path in folder.rglob("*")
    }


@pytest.fixture
def group(new_class: Callable[[], Class], can_seal: None) -> Class:
    group = new_class()
    for student in ("ada", "blaise"):
        group.submit(student, group.solved())
    return group


def submitted(group: Class, student: str) -> Path:
    return group.course.root / "submitted" / student / ASSIGNMENT


@pytest.mark.slow
def test_links_and_devices_are_not_followed_and_nothing_is_removed(group: Class) -> None:
    folder = submitted(group, "ada")
    secret = group.course.root / "secret.txt"
    secret.write_text("a secret")
    (folder / "data").mkdir()
    (folder / "data" / "own.txt").write_text("own")
    (folder / "data" / "link.txt").symlink_to(secret)
    (folder / "endless").symlink_to("/dev/zero")
    (folder / "up").symlink_to(group.course.root)
    os.mkfifo(folder / "pipe")
    (folder / "timestamp.txt").write_text("tomorrow")
    before = snapshot(folder)
    assert group.grade() == 0, group.log
    assert snapshot(folder) == before
    assert group.points("ada") == group.points("blaise") == 6
    autograded = group.course.root / "autograded" / "ada" / ASSIGNMENT
    assert (autograded / "data" / "own.txt").read_text() == "own"
    copied = [p for p in autograded.rglob("*") if p.is_symlink() or "secret" in str(snapshot(p))]
    assert copied == [] and not (autograded / "pipe").exists()
    assert "data/link.txt" in group.log and "link or a device" in group.log
    # Graded again, although its time cannot be read:
    assert group.grade("--force") == 0, group.log


@pytest.mark.slow
def test_a_guard_that_fails_stops_only_that_submission_and_says_why(group: Class) -> None:
    config = group.course.root / "nbgrader_config.py"
    config.write_text(
        config.read_text()
        + "\nfrom autograder.outside.plugins import submission_exporter as door\n"
        "looked = door.read_timestamp\n"
        "def fails(folder):\n"
        "    if 'ada' in str(folder):\n"
        "        raise PermissionError('the guard may not look')\n"
        "    return looked(folder)\n"
        "door.read_timestamp = fails\n"
    )
    assert group.grade() != 0
    assert "the guard may not look" in group.log
    assert group.points("blaise") == 6 and "ada" not in group.scores
    assert not (group.course.root / "autograded" / "ada").exists()


@pytest.mark.parametrize(
    "content, stated",
    [
        (b"2026-11-02 12:00:00 UTC", True),
        (b"2026-11-02T12:00:00+01:00\n", True),
        (b"tomorrow", False),
        (b"=1+1\x1b[31m", False),
        (b"\xff\xfe\x00\xd8", False),
        (b"9" * 5000, False),
        (b"2026-11-02 12:00:00 UTC" + b" " * 2000 + b"tomorrow", False),
    ],
)
def test_a_timestamp_that_is_not_a_time_does_not_count(
    tmp_path: Path, content: bytes, stated: bool
) -> None:
    (tmp_path / submissions.TIMESTAMP).write_bytes(content)
    assert (submission_exporter.existing_timestamp(str(tmp_path)) is not None) == stated
    _, told = submissions.parse_timestamp(submissions.read_timestamp(tmp_path))
    assert bool(told) != stated
