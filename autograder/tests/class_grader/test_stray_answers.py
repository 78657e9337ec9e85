"""A written answer outside its cell waits for a person, with what was found; it is never just 0."""

import copy

import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader import api

from autograder.outside.reports.points import gradebook_url

from .conftest import LINE, WRITTEN, Class, find, of, without

BLANK = "YOUR ANSWER HERE"


def metadata_is_lost(group: Class) -> NotebookNode:
    found = group.solved()
    find(found, "written").metadata = {}
    return found


def a_new_cell_below(group: Class) -> NotebookNode:
    found = group.solved(written=BLANK)
    found.cells.append(new_markdown_cell(WRITTEN))
    return found


def a_new_code_cell_below(group: Class) -> NotebookNode:
    found = group.solved(written=BLANK)
    found.cells.append(new_code_cell(f"# {WRITTEN}"))
    return found


def a_blank_copy_follows(group: Class) -> NotebookNode:
    found = group.solved()
    found.cells.append(copy.deepcopy(find(found, "written")))
    found.cells[-1].source = BLANK
    return found


def an_empty_copy_follows(group: Class) -> NotebookNode:
    found = a_blank_copy_follows(group)
    found.cells[-1].source = ""
    return found


def it_is_deleted_and_written_at_the_top(group: Class) -> NotebookNode:
    found = without(group.solved(), ["written"])
    found.cells.insert(1, new_markdown_cell(WRITTEN))
    return found


STRAYS = [
    metadata_is_lost,
    a_new_cell_below,
    a_new_code_cell_below,
    a_blank_copy_follows,
    an_empty_copy_follows,
    it_is_deleted_and_written_at_the_top,
]


def waits(group: Class, student: str) -> tuple[bool, float | None]:
    """Whether the written answer waits for a person, and its automatic points."""
    with api.Gradebook(gradebook_url(group.root)) as book:
        grade = book.find_grade("written", "line", LINE, student)
        return grade.needs_manual_grade, grade.auto_score


@pytest.mark.parametrize("door", ["autograder", pytest.param("nbgrader", marks=pytest.mark.slow)])
def test_an_answer_outside_its_cell_waits_for_a_person_and_is_shown(
    group: Class, door: str
) -> None:
    for stray in STRAYS:
        group.submit(stray.__name__, stray(group))
    if door == "autograder":
        told = group.told()
        for stray in STRAYS:
            (said,) = of(told, stray.__name__)["troubles"]
            assert "the answer written is empty, but there is text elsewhere" in said, stray
    else:
        done = group.course.nbgrader("autograde", LINE)
        assert done.returncode == 0 and "may be the answer" in done.stderr, done.stderr
    for stray in STRAYS:
        assert waits(group, stray.__name__) == (True, None), stray
        assert WRITTEN in find(group.autograded(stray.__name__), "written").source, stray


def test_an_answer_that_is_just_empty_still_has_no_points(group: Class) -> None:
    handed_out = group.solved(written=BLANK)
    group.submit("empty", handed_out)
    scratch = group.solved(written=BLANK)
    scratch.cells.insert(2, new_code_cell("print('trying')"))  # far from the answer
    group.submit("scratch", scratch)
    group.submit("deleted", without(group.solved(), ["written"]))
    told = group.told()
    for student in ("empty", "scratch", "deleted"):
        assert waits(group, student) == (False, 0.0), student
        assert of(told, student)["troubles"] == [], student


def test_an_answer_in_its_cell_is_left_alone(group: Class) -> None:
    found = group.solved()
    found.cells.append(new_markdown_cell("And one more thing."))
    group.submit("ada", found)
    group.grade()
    assert find(group.autograded("ada"), "written").source == WRITTEN
