"""The workers of a class grader, which start before it is known how many are needed.

A worker takes a second to start, and so does the grader itself, which has to import nbgrader and
read the gradebook. Both happen at once: a glance at the folders says how many to start, and if it
was wrong, that is corrected once the submissions have been found.
"""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from ..course.seeds import FOLDER
from .journal import GRADED
from .request import Request
from .workers import Cluster, Processes, ThisProcess, Workers


class EarlyWorkers:
    """The workers that a request needs; they end with the `with` block, at once on an error.

    Raises:
        ClusterTrouble: the cluster named cannot be used.
    """

    def __init__(self, course: Path, request: Request) -> None:
        self._request = request
        self._workers: Workers
        self._likely = request.jobs
        if request.scheduler:
            self._workers = Cluster(request.scheduler)
            return
        if request.source is None:
            asked = request.assignments, request.students
            self._likely = likely_jobs(course, *asked, request.force)
        if min(self._likely, request.jobs) == 1:
            self._workers = ThisProcess(request.unsafe)
        else:
            self._workers = self._processes()

    def _processes(self) -> Processes:
        return Processes(self._request.jobs, self._request.unsafe)

    def warm_up(self) -> None:
        """Start the processes that are likely to be needed."""
        if isinstance(self._workers, Processes):
            self._workers.warm_up(self._likely)

    def fit_for(self, submissions: int) -> Workers:
        """The workers for this many submissions."""
        if min(submissions, self._request.jobs) > 1 and isinstance(self._workers, ThisProcess):
            self._workers.close()
            self._workers = self._processes()
        return self._workers

    def __enter__(self) -> "EarlyWorkers":
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._workers.close(at_once=kind is not None)


def likely_jobs(
    course: Path, assignments: Sequence[str], students: Sequence[str], force: bool
) -> int:
    """How many submissions there may be to grade, judged at a glance.

    It assumes nbgrader's usual folders, and takes every entry in the journal to be valid.
    """
    handed_in = _matching(course / "submitted", "{student}/{assignment}", assignments, students)
    if force:
        return handed_in
    pattern = "{assignment}/{student}.json"
    entries = _matching(course / FOLDER / GRADED, pattern, assignments, students)
    return max(0, handed_in - entries)


def _matching(
    folder: Path, pattern: str, assignments: Sequence[str], students: Sequence[str]
) -> int:
    found: set[Path] = set()
    for assignment in assignments or ["*"]:
        for student in students or ["*"]:
            # Not every name or pattern that the user may give is valid for `glob`.
            with contextlib.suppress(ValueError, NotImplementedError):
                found.update(folder.glob(pattern.format(student=student, assignment=assignment)))
    return len(found)
