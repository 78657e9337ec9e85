"""A process that grades submissions for another process, perhaps on another machine."""

import os
import signal
import socket
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.util import Finalize

from .. import startup

startup.hurry()  # before the imports that it makes quicker

from ..grading.job import Graded, Job  # noqa: E402
from ..grading.sandboxes import close_sandboxes, warm_up  # noqa: E402
from .version import OtherVersion, grader_version  # noqa: E402


def start(unsafe: bool) -> None:
    """Make this process a worker of a class grader on the same machine."""
    # Control-C in the terminal reaches every process; the grader decides what to do about it.
    # (A handler rather than SIG_IGN, which the sandbox would inherit.)
    signal.signal(signal.SIGINT, lambda *_: None)
    Finalize(None, close_sandboxes, exitpriority=1)  # a forked process does not run atexit
    warm_up(unsafe)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def wait_for_work() -> None:
    """Do nothing; submitting this starts a process, which then waits for work."""


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        close_sandboxes()
        os._exit(1)


def grade_for(version: str, job: Job) -> Graded:
    """Grade a submission for a grader of this version, which may be on another machine.

    Raises:
        OtherVersion: this worker has another version.
        SandboxUnavailable: this machine cannot seal a process.
    """
    if version != grader_version(job.assignment.course):
        raise OtherVersion(
            f"the worker at {socket.gethostname()} has another version of autograder. "
            "Install the same version there as here, and start the worker again."
        )
    return grade(job)


def grade(job: Job) -> Graded:
    """Grade a submission.

    Raises:
        SandboxUnavailable: this machine cannot seal a process.
    """
    # Takes 0.6 s for nbgrader in a process that grades alone, while its sandbox gets ready.
    from ..grading.grade import grade_submission

    return grade_submission(job)
