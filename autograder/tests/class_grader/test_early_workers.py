"""Workers start before it is known how many are needed; in the end there are enough."""

from pathlib import Path

from autograder.outside.class_grader.early_workers import EarlyWorkers, likely_jobs
from autograder.outside.class_grader.journal import Entry, Journal
from autograder.outside.class_grader.request import Request
from autograder.outside.class_grader.workers import Processes, ThisProcess

ENTRY = Entry("f", "1", {}, {}, 0.0, 0.0, (), "2026-01-02T03:04:05+00:00")


def test_at_a_glance_all_that_has_no_entry_may_have_to_be_graded(tmp_path: Path) -> None:
    for student in ("ada", "bob", "cy"):
        for assignment in ("one", "two"):
            (tmp_path / "submitted" / student / assignment).mkdir(parents=True)
    Journal(tmp_path).write("one", "ada", ENTRY)
    assert likely_jobs(tmp_path, [], [], force=False) == 5
    assert likely_jobs(tmp_path, ["one"], [], force=False) == 2
    assert likely_jobs(tmp_path, ["one"], ["ada"], force=False) == 0
    assert likely_jobs(tmp_path, ["one", "two"], ["a*", "ada", "bob"], force=True) == 4
    assert likely_jobs(tmp_path, ["one"], ["", "a**", "/", "bob"], force=False) == 1
    assert likely_jobs(tmp_path / "elsewhere", [], [], force=False) == 0


def test_a_single_submission_is_graded_in_this_process(tmp_path: Path) -> None:
    (tmp_path / "submitted" / "ada" / "one").mkdir(parents=True)
    with EarlyWorkers(tmp_path, Request(jobs=2)) as workers:
        assert isinstance(workers.fit_for(1), ThisProcess)


def test_more_submissions_than_a_glance_found_get_processes_after_all(tmp_path: Path) -> None:
    (tmp_path / "submitted" / "ada" / "one").mkdir(parents=True)
    with EarlyWorkers(tmp_path, Request(jobs=2)) as workers:
        assert isinstance(workers.fit_for(2), Processes)


def test_one_job_at_a_time_needs_no_other_process(tmp_path: Path) -> None:
    for student in ("ada", "bob"):
        (tmp_path / "submitted" / student / "one").mkdir(parents=True)
    with EarlyWorkers(tmp_path, Request(jobs=1)) as workers:
        assert isinstance(workers.fit_for(2), ThisProcess)
