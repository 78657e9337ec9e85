"""Grades one submission: sanitizes it, runs it sealed, judges it. Holds no gradebook.

This is what runs in other processes, perhaps on other machines. A worker keeps one warm
sandbox for each of its threads. Imports are late, so that a new process is at work soon.
"""

import atexit
import contextlib
import os
import signal
import socket
import threading
import time
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING

from .startup import skip_slow_imports

skip_slow_imports()

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat.notebooknode import NotebookNode

    from ..course import CourseSource
    from ..grading.job import Assignment, Graded, GradedNotebook, Job
    from ..notebooks.released import ReleasedNotebook
    from ..sandbox import Run, Sandbox

_here = threading.local()
_open_sandboxes: "list[Sandbox]" = []


def start(unsafe: bool) -> None:
    """Make this process a worker of a class grader on the same machine."""
    # Control-C at the terminal reaches every process. The grader decides what comes of it.
    # (A handler and not SIG_IGN, which the sandbox would inherit.)
    signal.signal(signal.SIGINT, lambda *_: None)
    Finalize(None, close_sandboxes, exitpriority=1)  # a forked process knows no atexit
    warm_up(unsafe)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def warm_up(unsafe: bool) -> None:
    """Begin to make this thread's sandbox ready for its first notebook."""
    with contextlib.suppress(OSError):  # no seal, a full disk: the first notebook will tell
        _sandbox(unsafe).start()


def wait_for_work() -> None:
    """Do nothing; this has a process started that waits for something to do."""


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        close_sandboxes()
        os._exit(1)


def grade_for(version: str, job: "Job") -> "Graded":
    """Grade a submission for a grader of this version, which may be on another machine.

    Raises:
        OtherVersion: this one is not of that version.
        SandboxUnavailable: this machine cannot seal a process.
    """
    from .version import OtherVersion, grader_version

    if version != grader_version(job.assignment.course):
        raise OtherVersion(
            f"the worker at {socket.gethostname()} has another version of autograder. "
            "Install the same version there as here, and start the worker again."
        )
    return grade(job)


def grade(job: "Job") -> "Graded":
    """Grade a submission.

    Raises:
        SandboxUnavailable: this machine cannot seal a process.
    """
    from ..grading.job import Graded

    started = time.perf_counter()
    grader = _Grader(job)
    notebooks = tuple(grader.grade(released) for released in job.assignment.notebooks)
    return Graded(
        notebooks=notebooks,
        troubles=tuple(dict.fromkeys([*job.submission.remarks, *grader.troubles])),
        seconds=time.perf_counter() - started,
        run_seconds=grader.run_seconds,
    )


class _Grader:
    """Grades the notebooks of one submission and notes what the instructor should know."""

    def __init__(self, job: "Job") -> None:
        self.job = job
        self.files = job.files()
        self.troubles: list[str] = []
        self.run_seconds = 0.0

    def grade(self, released: "ReleasedNotebook") -> "GradedNotebook":
        """Grade the submission's notebook of this name."""
        from ..grading.job import GradedNotebook

        most = {cell.grade_id: cell.points or 0.0 for cell in released.cells if cell.is_test}
        notebook = self._submitted(released.name)
        if notebook is None:
            self.troubles.append(f"{released.name}.ipynb was not submitted: 0 points.")
            return GradedNotebook(released.name, None, dict.fromkeys(most, 0.0), {}, most)
        released.sanitize(notebook)
        notebook = self._run(released.name, notebook)
        # Only now: `_run` has them imported while the notebook runs.
        from ..course import load_course
        from ..judging.cells import judge_notebook

        judge_notebook(load_course(self.job.assignment.course), notebook, self.job.recorded)
        self._tell_missing(notebook)
        return self._graded(released.name, notebook, most)

    def _tell_missing(self, notebook: "NotebookNode") -> None:
        from autograder_check.cell_model import is_test

        if "unreadable" in notebook.metadata.get("autograder", {}):
            return  # which has been told
        for cell in notebook.cells:
            if is_test(cell) and cell.metadata.get("autograder", {}).get("missing"):
                name = cell.metadata.nbgrader.grade_id
                self.troubles.append(f"The test cell {name} was missing: put back, 0 points.")

    def _submitted(self, name: str) -> "NotebookNode | None":
        """The submitted cells; a notebook that states the reason where there are none to read."""
        from autograder_check.reading import Unreadable, submitted_notebook

        from ..notebooks.unreadable import unreadable_notebook

        found = self.job.submission.notebooks.get(name)
        if isinstance(found, bytes):
            try:
                return submitted_notebook(found)
            except Unreadable as problem:
                found = str(problem)
        if found is None:
            found = self._why_missing(name)
        if found is None:
            return None
        self.troubles.append(f"{name}.ipynb cannot be graded: {found}")
        return unreadable_notebook(found)

    def _why_missing(self, name: str) -> str | None:
        """The reason, where there is more to say than that the notebook is not there."""
        known = {released.name for released in self.job.assignment.notebooks}
        others = sorted(set(self.job.submission.notebooks) - known)
        if others:
            listed = ", ".join(f"{other}.ipynb" for other in others[:5])
            return (
                f"The submission has no {name}.ipynb, but it has {listed}. "
                f"If this is the notebook, rename it to {name}.ipynb and submit it again."
            )
        if not self.job.submission.notebooks:
            return f"The submission has no notebook. Submit {name}.ipynb."
        return None

    def _run(self, name: str, notebook: "NotebookNode") -> "NotebookNode":
        from autograder_check.cell_model import is_test

        if "unreadable" in notebook.metadata.get("autograder", {}):
            return notebook
        seed = self.job.seeds[name]
        asked = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_test(cell)]
        assignment = self.job.assignment
        run = run_sealed(
            assignment,
            notebook,
            self.files,
            seed,
            lambda: _expect_answers(assignment.course, asked, seed),
        )
        self.run_seconds += run.seconds
        for index, trouble in sorted(run.troubles.items()):
            self.troubles.append(f"Cell {index + 1} of {name}.ipynb: {trouble}")
        return run.notebook

    def _graded(
        self, name: str, notebook: "NotebookNode", most: dict[str, float]
    ) -> "GradedNotebook":
        from nbformat.v4 import writes
        from nbgrader.utils import compute_checksum, is_grade, is_solution, is_task

        from ..grading.job import GradedNotebook

        limit_output(notebook, self.job.assignment)
        scores, comments = {}, {}
        for cell in notebook.cells:
            known = cell.metadata.get("nbgrader", {})
            if is_grade(cell):
                scores[known.grade_id] = self._score(cell)
            if is_solution(cell) or is_task(cell):
                untouched = known.get("checksum") == compute_checksum(cell) and not is_task(cell)
                comments[known.grade_id] = "No response." if untouched else None
        text = writes(notebook).rstrip("\n") + "\n"
        return GradedNotebook(name, text, scores, comments, most)

    def _score(self, cell: "NotebookNode") -> float | None:
        from nbgrader.utils import determine_grade

        try:
            return determine_grade(cell)[0]
        except (ValueError, KeyError) as error:
            self.troubles.append(
                f"The test cell {cell.metadata.nbgrader.grade_id} displayed something that is no "
                f"number of points ({error}): 0 points."
            )
            return 0.0


def _expect_answers(course: "CourseSource", asked: list[str], seed: str) -> None:
    from ..course import load_course
    from ..judging.cells import expect_answers

    expect_answers(load_course(course), asked, seed)


def run_sealed(
    assignment: "Assignment",
    notebook: "NotebookNode",
    files: dict[str, bytes],
    seed: str,
    meanwhile: "Callable[[], object]",
) -> "Run":
    """Run a notebook in this thread's sandbox and note its seed in its metadata."""
    from ..course import load_course
    from ..grading.bytecode import with_bytecode

    notebook.metadata["autograder"] = {"seed": seed}
    course = load_course(assignment.course)
    sandbox, files = warm_sandbox(assignment), with_bytecode(files, course.reference)
    sandbox.admit(course.admitted)
    return sandbox.run(notebook, files, seed, assignment.limits, meanwhile)


def warm_sandbox(assignment: "Assignment") -> "Sandbox":
    """This thread's sandbox; made at the first call."""
    return _sandbox(assignment.unsafe)


def _sandbox(unsafe: bool) -> "Sandbox":
    from ..sandbox import Sandbox

    known = getattr(_here, "sandbox", None)
    if known is None or known.unsafe != unsafe:
        if known is not None:
            _close(known)
        _here.sandbox = known = Sandbox(unsafe=unsafe)
    if known not in _open_sandboxes:  # a new one, or one that was closed and is used again
        _open_sandboxes.append(known)
    return known


@atexit.register
def close_sandboxes() -> None:
    """End the sandboxes of all threads of this process."""
    while _open_sandboxes:
        _close(_open_sandboxes[-1])


def _close(sandbox: "Sandbox") -> None:
    with contextlib.suppress(ValueError):
        _open_sandboxes.remove(sandbox)
    with contextlib.suppress(Exception):  # it may be gone already
        sandbox.close()


def limit_output(notebook: "NotebookNode", assignment: "Assignment") -> None:
    """Cut what the cells displayed as nbgrader's LimitOutput does, in place."""
    from nbgrader.preprocessors import LimitOutput

    most = assignment.output_limits
    if most is not None:
        LimitOutput(max_lines=most.max_lines, max_traceback=most.max_traceback).preprocess(
            notebook, {}
        )
