"""Keeps two graders from working on one course at once."""

import contextlib
import errno
import os
import socket
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ..course.seeds import FOLDER

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE = "grade.lock"
HELD = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK}  # how systems report a held lock


class AlreadyGrading(BlockingIOError):
    """Another grader is at work on the course; the message says which."""


@contextlib.contextmanager
def grading_lock(course: Path) -> Iterator[None]:
    """Hold the course's lock; the system releases it however the process ends.

    Raises:
        AlreadyGrading: another process holds it.
        OSError: the lock's file cannot be written, or its disk does not support locks.
    """
    path = course / FOLDER / FILE
    path.parent.mkdir(exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        if not _try_to_lock(file.fileno()):
            file.seek(0)
            who = file.read().strip() or "an unknown process"
            raise AlreadyGrading(
                f"another grader is at work on this course: {who}. Wait for it, or stop it; "
                "what it has graded by then is kept."
            )
        file.truncate(0)
        now = datetime.now().astimezone().isoformat(" ", "seconds")
        file.write(f"process {os.getpid()} on {socket.gethostname()}, since {now}\n")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _try_to_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in HELD:
            return False
        raise OSError(
            error.errno,
            f"the course cannot be locked ({error.strerror}), so two graders at once would go "
            "unnoticed: keep the course on a disk that supports locks",
        ) from error
    return True
