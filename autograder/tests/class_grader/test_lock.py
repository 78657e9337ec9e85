"""Two graders never work on one course at once."""

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.outside.class_grader.lock import AlreadyGrading, grading_lock

HOLDER = """
import sys
from pathlib import Path
from autograder.outside.class_grader.lock import grading_lock
with grading_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout and process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.mark.slow
def test_the_second_grader_is_told_who_is_at_work(tmp_path: Path, holder: subprocess.Popen) -> None:
    with pytest.raises(AlreadyGrading, match=f"process {holder.pid}"), grading_lock(tmp_path):
        raise AssertionError("two at once")


@pytest.mark.slow
def test_a_killed_graders_lock_is_free(tmp_path: Path, holder: subprocess.Popen) -> None:
    holder.kill()
    holder.wait()
    with grading_lock(tmp_path):
        assert str(os.getpid()) in (tmp_path / ".autograder" / "grade.lock").read_text()


def test_a_disk_without_locks_is_not_taken_for_another_grader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pytest.raises(OSError, match="cannot be locked") as told, grading_lock(tmp_path):
        raise AssertionError("not locked")
    assert not isinstance(told.value, AlreadyGrading)


def test_the_lock_can_be_taken_again_and_again(tmp_path: Path) -> None:
    for _ in range(3):
        with grading_lock(tmp_path):
            pass
