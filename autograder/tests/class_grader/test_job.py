"""What a job is made of, and when two are the same."""

import pickle
from dataclasses import replace

import pytest

from autograder.outside.grading.job import Assignment, Graded, GradedNotebook, Job, Submission
from autograder.outside.notebooks.released import ReleasedNotebook
from autograder_check.cell_model import TrustedCell

CELL = TrustedCell("cell", "code", "assert True", None, True, True, False, False, 2.0)
NOTEBOOK = ReleasedNotebook("stage", (CELL,), {"name": "python3"})
ASSIGNMENT = Assignment(
    "01-stage", (NOTEBOOK,), files={"data/a.csv": b"course"}, reserved=("eager",)
)


def job(files: dict[str, bytes], assignment: Assignment = ASSIGNMENT) -> Job:
    return Job(assignment, Submission("ada", {"stage": b"{}"}, files), {"stage": "seed"})


def test_the_courses_files_replace_a_submissions() -> None:
    assert job({"data/a.csv": b"student", "own.txt": b"own"}).files() == {
        "data/a.csv": b"course",
        "own.txt": b"own",
    }


@pytest.mark.parametrize("path", ["eager", "eager/tape.py", "eager/deep/down.py"])
def test_nothing_from_a_submission_gets_into_a_reserved_folder(path: str) -> None:
    assert path not in job({path: b"forged"}).files()


@pytest.mark.parametrize("path", ["data", "data/a.csv/b"])
def test_a_file_is_left_out_where_the_course_has_a_folder_and_the_reverse(path: str) -> None:
    assert job({path: b""}).files() == {"data/a.csv": b"course"}


def test_a_job_travels_to_another_process_and_is_the_same_there() -> None:
    there = pickle.loads(pickle.dumps(job({"own.txt": b"own"})))
    assert there == job({"own.txt": b"own"})
    assert there.assignment.digest == ASSIGNMENT.digest


@pytest.mark.parametrize(
    "change",
    [
        {"notebooks": (replace(NOTEBOOK, cells=(replace(CELL, source="assert 1"),)),)},
        {"notebooks": (replace(NOTEBOOK, cells=(replace(CELL, points=3.0),)),)},
        {"files": {"data/a.csv": b"other"}},
        {"files": {"data/b.csv": b"course"}},
        {"output_limits": None},
        {"unsafe": True},
    ],
)
def test_whatever_differs_in_an_assignment_changes_its_digest(change: dict) -> None:
    assert replace(ASSIGNMENT, **change).digest != ASSIGNMENT.digest


def test_the_digest_does_not_depend_on_the_order_of_files() -> None:
    some = replace(ASSIGNMENT, files={"a": b"1", "b": b"2"})
    assert some.digest == replace(ASSIGNMENT, files={"b": b"2", "a": b"1"}).digest


def test_the_digest_tells_where_one_text_ends_and_the_next_begins() -> None:
    some = replace(ASSIGNMENT, files={"a": b"1b"})
    assert some.digest != replace(ASSIGNMENT, files={"a1": b"b"}).digest


def test_points_that_a_person_gives_are_not_among_the_automatic_ones() -> None:
    graded = Graded((GradedNotebook("stage", "{}", {"a": 1.5, "essay": None}, {}, {"a": 2.0}),))
    assert (graded.points, graded.max_points) == (1.5, 2.0)
