"""Jobs reach workers, and come back whatever happens to the workers."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.outside.class_grader import worker, workers
from autograder.outside.class_grader.version import OtherVersion, grader_version
from autograder.outside.class_grader.workers import (
    LostWorker,
    Processes,
    ThisProcess,
    Workers,
    results,
)
from autograder.outside.grading import sandboxes
from autograder.outside.grading.job import Assignment, Graded, Job, Submission
from autograder.outside.notebooks.released import ReleasedNotebook

ASSIGNMENT = Assignment("01-stage", ())
# Replaces grading here, in a module that spawned processes can import.
GRADING = """
import os, time
from autograder.outside.grading.job import Graded

def grade(job):
    student = job.submission.student
    if student.startswith("ends"):
        os._exit(3)
    if student.startswith("raises"):
        raise ValueError(f"no grade for {student}")
    time.sleep(0.01)
    return Graded((), (student, str(os.getpid())))
"""


def job(student: str) -> Job:
    return Job(ASSIGNMENT, Submission(student, {}), {})


class Own(Processes):
    """Processes that run the function above."""

    def submit(self, job: Job) -> "Future[Graded]":
        import own_grading  # type: ignore[import-not-found]

        return self._pool.submit(own_grading.grade, job)


@pytest.fixture
def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Processes]:
    (tmp_path / "own_grading.py").write_text(GRADING)
    monkeypatch.syspath_prepend(tmp_path)
    workers = Own(2)
    yield workers
    workers.close(at_once=True)


def outcomes(students: list[str], workers: Workers) -> dict[str, Graded | Exception]:
    return {one.submission.student: what for one, what in results(map(job, students), workers)}


@pytest.mark.slow
def test_every_job_comes_back(processes: Processes) -> None:
    students = [f"s{number}" for number in range(20)]
    found = outcomes(students, processes)
    assert set(found) == set(students)
    assert all(isinstance(one, Graded) and one.troubles[0] == s for s, one in found.items())


def test_an_error_is_the_outcome_of_its_job_only(processes: Processes) -> None:
    found = outcomes(["a", "raises", "b"], processes)
    assert isinstance(found["raises"], ValueError)
    assert isinstance(found["a"], Graded) and isinstance(found["b"], Graded)


@pytest.mark.slow
def test_only_the_job_that_ends_its_worker_fails(processes: Processes) -> None:
    students = ["a", "b", "ends-1", "c", "d", "e", "ends-2", "f"]
    found = outcomes(students, processes)
    assert set(found) == set(students)
    for student, outcome in found.items():
        kind = LostWorker if student.startswith("ends") else Graded
        assert isinstance(outcome, kind), (student, outcome)


def test_jobs_are_made_when_there_is_room_for_them(processes: Processes) -> None:
    made: list[str] = []

    def jobs() -> Iterator[Job]:
        for number in range(30):
            made.append(f"s{number}")
            yield job(made[-1])

    for count, _ in enumerate(results(jobs(), processes), start=1):
        assert len(made) <= count + processes.most


def test_a_worker_that_cannot_warm_up_says_why_once_it_has_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sealing: None
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    sandboxes.close_sandboxes()  # of earlier tests
    workers = ThisProcess()
    assignment = replace(ASSIGNMENT, notebooks=(ReleasedNotebook("stage", (), {}),))
    notebook = nbformat.writes(new_notebook(cells=[new_code_cell("1")]))
    submission = Submission("ada", {"stage": notebook.encode()})
    ((_, error),) = results([Job(assignment, submission, {"stage": "1"})], workers)
    workers.close()
    assert isinstance(error, FileNotFoundError)


@pytest.mark.slow
def test_a_sandbox_that_was_closed_and_used_again_is_closed_again(sealing: None) -> None:
    for _ in range(2):
        sandboxes.warm_up(unsafe=False)
        assert len(sandboxes._open) == 1
        sandboxes.close_sandboxes()
        assert sandboxes._open == []


@pytest.mark.slow
def test_a_process_that_graded_alone_ends_its_sandbox(
    monkeypatch: pytest.MonkeyPatch, sealing: None
) -> None:
    monkeypatch.setattr(workers, "close_sandboxes", sandboxes.close_sandboxes)  # as outside tests
    alone = ThisProcess()
    assert len(sandboxes._open) == 1
    alone.close()
    assert sandboxes._open == []


def test_this_process_passes_on_errors() -> None:
    # A submission without its assignment's notebooks needs no sandbox.
    (outcome,) = outcomes(["ada"], ThisProcess()).values()
    assert isinstance(outcome, Graded)
    bad = Job(ASSIGNMENT, None, {})  # type: ignore[arg-type]
    ((_, error),) = results([bad], ThisProcess())
    assert isinstance(error, AttributeError)


def test_a_worker_with_another_version_gives_no_grade() -> None:
    with pytest.raises(OtherVersion, match="Install the same version there"):
        worker.grade_for("of last year", job("ada"))


def test_a_worker_with_the_same_version_grades() -> None:
    assert worker.grade_for(grader_version(), job("ada")).notebooks == ()
