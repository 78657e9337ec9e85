"""What is remembered about graded submissions."""

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.outside.class_grader import journal as journals
from autograder.outside.class_grader.journal import Entry, Journal, fingerprint
from autograder.outside.grading.job import Assignment, Job, Submission

ENTRY = Entry(
    fingerprint="f" * 64,
    submission_id="1",
    scores={"stage": {"a": 0.1 + 0.2, "essay": None}},
    sizes={"stage.ipynb": 7},
    points=0.1 + 0.2,
    max_points=4.0,
    troubles=("Cell 3 took too long.",),
    graded_at="2026-01-02T03:04:05+00:00",
)
JOB = Job(Assignment("01-stage", ()), Submission("ada", {"stage": b"{}"}), {"stage": "seed"})


def test_an_entry_comes_back_as_it_was_written(tmp_path: Path) -> None:
    Journal(tmp_path).write("01-stage", "ada", ENTRY)
    assert Journal(tmp_path).read("01-stage", "ada") == ENTRY


def test_nothing_is_remembered_of_others(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.write("01-stage", "ada", ENTRY)
    assert journal.read("01-stage", "bob") is None and journal.read("02-stage", "ada") is None


def test_what_is_forgotten_is_gone_and_may_be_forgotten_twice(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.write("01-stage", "ada", ENTRY)
    journal.forget("01-stage", "ada")
    journal.forget("01-stage", "ada")
    assert journal.read("01-stage", "ada") is None


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 1}', '{"format": 99}'])
def test_a_damaged_entry_does_not_count(tmp_path: Path, damage: str) -> None:
    journal = Journal(tmp_path)
    journal.write("01-stage", "ada", ENTRY)
    (path,) = journal.folder.rglob("*.json")
    path.write_text(damage)
    assert journal.read("01-stage", "ada") is None


@pytest.mark.parametrize(
    "change",
    [
        {"submission": replace(JOB.submission, notebooks={"stage": b"{} "})},
        {"submission": replace(JOB.submission, files={"a.txt": b""})},
        {"submission": replace(JOB.submission, timestamp="2026-01-02")},
        {"assignment": replace(JOB.assignment, files={"a.txt": b""})},
        {"seeds": {"stage": "another"}},
    ],
)
def test_a_change_in_a_job_changes_its_fingerprint(change: dict) -> None:
    assert fingerprint(replace(JOB, **change), "") != fingerprint(JOB, "")


def test_so_does_another_due_date_and_another_grader(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(JOB, "due today")
    assert before != fingerprint(JOB, "due tomorrow")
    monkeypatch.setattr(journals, "grader_version", lambda course: "another")
    assert before != fingerprint(JOB, "due today")
