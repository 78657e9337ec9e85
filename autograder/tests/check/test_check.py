"""What the visible checks find in a student's notebook, and what they say about it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from autograder_check.command import check
from autograder_check.handed_out import find_release, read_release
from autograder_check.run import Limits
from autograder_check.score import Finding, Status

DOUBLE, HALF = "def double(x): return 2 * x", "def half(x): return x / 2"
Work = Callable[..., Path]


def found(notebook: Path, limits: Limits | None = None) -> dict[str, Finding]:
    """Check a notebook; `grade_id` -> finding."""
    released = read_release(find_release(notebook))
    return {one.check.grade_id: one for one in check(notebook, released, limits or Limits())}


def test_a_check_that_holds_gives_all_its_points_and_others_none(work: Work) -> None:
    both = found(work(DOUBLE, HALF))
    assert [(one.status, one.score, one.message) for one in both.values()] == [
        (Status.PASS, 2, ""),
        (Status.PASS, 3, ""),
    ]
    one = found(work(DOUBLE, "def half(x): return x"))
    assert (one["double"].score, one["half"].score) == (2, 0)
    assert one["half"].status is Status.FAIL


def test_a_failing_check_says_what_it_found(work: Work) -> None:
    wrong = found(work("def double(x): return x + 1", HALF))
    assert wrong["double"].message == "double(3) should be 6, got 4"


def test_what_is_not_solved_yet_is_called_that(work: Work) -> None:
    assert found(work())["double"].message.startswith("Not solved yet")


def test_a_missing_name_is_traced_to_the_cell_that_should_have_defined_it(work: Work) -> None:
    message = found(work(DOUBLE, "def half(x) return x / 2"))["half"].message
    assert "name 'half' is not defined" in message
    assert "The cell above stopped with SyntaxError" in message


@pytest.mark.slow
def test_checks_count_as_they_were_handed_out(work: Work) -> None:
    def weaken(notebook: NotebookNode) -> None:
        notebook.cells[2].source = "print('fine')"
        del notebook.cells[4]

    weakened = found(work("def double(x): return 0", HALF, weaken))
    assert weakened["double"].score == 0 and "had been changed" in weakened["double"].message
    assert weakened["half"].score == 0 and "is missing" in weakened["half"].message


def test_cells_are_read_and_restored_as_for_the_grade(work: Work) -> None:
    path = work(DOUBLE, HALF)
    damaged = json.loads(path.read_text())
    damaged["cells"][1]["cell_type"] = "markdown"  # which has no outputs, so it is invalid
    damaged["cells"].append({"cell_type": "heading", "source": "of an older format"})
    path.write_text(json.dumps(damaged))
    assert {one.status for one in found(path).values()} == {Status.PASS}


@pytest.mark.slow
def test_a_check_that_lost_its_metadata_gives_no_points_as_in_the_grade(work: Work) -> None:
    def lose(notebook: NotebookNode) -> None:
        notebook.cells[2].metadata.clear()

    lost = found(work(DOUBLE, HALF, lose))
    assert (lost["double"].status, lost["half"].status) == (Status.FAIL, Status.PASS)
    assert "Copy your answers into the notebook as it was handed out" in lost["double"].message


@pytest.mark.slow
def test_if_two_cells_have_one_name_the_last_counts_and_points_stay(work: Work) -> None:
    def copy(notebook: NotebookNode) -> None:
        notebook.cells.insert(1, notebook.cells[2].copy())
        notebook.cells[1].id = "copied"
        notebook.cells[1].metadata = {"nbgrader": {**notebook.cells[3].metadata["nbgrader"],
                                                   "points": 100}}  # fmt: skip

    copied = found(work(DOUBLE, HALF, copy))
    assert copied["double"].score == 2 and copied["double"].status is Status.PASS


@pytest.mark.slow
@pytest.mark.parametrize("nonsense", ["x", None, 3, {"grade_id": ["double"]}])
def test_nonsense_in_nbgraders_place_costs_nothing(work: Work, nonsense: object) -> None:
    def write(notebook: NotebookNode) -> None:
        notebook.cells.insert(1, new_code_cell("1", metadata={"nbgrader": nonsense}))

    assert found(work(DOUBLE, HALF, write))["double"].status is Status.PASS


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["skip-execution", "raises-exception"])
def test_tags_change_nothing(work: Work, tag: str) -> None:
    def mark(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            cell.metadata["tags"] = [tag]

    assert found(work(DOUBLE, "", mark))["double"].status is Status.PASS
    assert found(work(DOUBLE, "", mark))["half"].status is Status.FAIL


@pytest.mark.slow
def test_a_cell_that_never_ends_is_stopped_and_the_others_go_on(work: Work) -> None:
    endless = "def half(x): return x / 2\nwhile True: pass"
    both = found(work("while True: pass", endless), Limits(cell_seconds=2))
    assert "took more than 2 s" in both["double"].message
    assert both["half"].status is Status.PASS


@pytest.mark.slow
def test_a_check_that_never_ends_is_an_error(work: Work) -> None:
    endless = found(work("def double(x):\n    while True: pass", HALF), Limits(cell_seconds=2))
    assert endless["double"].status is Status.ERROR
    assert endless["half"].status is Status.PASS


@pytest.mark.slow
def test_a_notebook_that_takes_too_long_ends(work: Work) -> None:
    stubborn = (
        "import time\nwhile True:\n    try: time.sleep(60)\n    except KeyboardInterrupt: pass"
    )
    both = found(work(stubborn, HALF), Limits(cell_seconds=2, notebook_seconds=3))
    assert {one.status for one in both.values()} == {Status.ERROR}


@pytest.mark.slow
def test_a_cell_that_ends_python_costs_what_comes_after_it(work: Work) -> None:
    def end(notebook: NotebookNode) -> None:
        notebook.cells.insert(3, new_code_cell("import os\nos._exit(3)"))

    ended = found(work(DOUBLE, HALF, end))
    assert ended["double"].status is Status.PASS
    assert ended["half"].status is Status.ERROR and "ended Python" in ended["half"].message


@pytest.mark.slow
def test_leaving_politely_ends_nothing(work: Work) -> None:
    def leave(notebook: NotebookNode) -> None:
        notebook.cells.insert(3, new_code_cell("exit()"))

    assert {one.status for one in found(work(DOUBLE, HALF, leave)).values()} == {Status.PASS}


@pytest.mark.slow
def test_a_notebook_for_another_kernel_runs_in_this_python(work: Work) -> None:
    def rename(notebook: NotebookNode) -> None:
        notebook.metadata["kernelspec"] = {"name": "my-own-env", "display_name": "Mine"}

    assert found(work(DOUBLE, HALF, rename))["half"].status is Status.PASS


@pytest.mark.slow
def test_files_beside_the_notebook_can_be_imported(work: Work, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(DOUBLE)
    assert found(work("from mine import double", HALF))["double"].status is Status.PASS


@pytest.mark.slow
def test_the_notebook_itself_is_left_as_it_is(work: Work) -> None:
    path = work(DOUBLE, HALF)
    before = path.read_bytes()
    found(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not a readable notebook"),
        ('{"cells": [', "not a readable notebook"),
        ('{"nbformat": 99, "cells": []}', "not a readable notebook"),
        ("\ud800".encode("utf-8", "surrogatepass"), "not a readable notebook"),
        (None, "There is no practice.ipynb"),
        (b" " * (20 * 1024 * 1024 + 1), "at most 20 MB are read"),
    ],
)
def test_a_file_that_is_not_a_notebook_fails_every_check_and_says_why(
    work: Work, content: str | bytes | None, said: str
) -> None:
    path = work()
    path.unlink()
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    all_of_them = found(path)
    assert len(all_of_them) == 2
    for one in all_of_them.values():
        assert one.status is Status.ERROR and said in one.message
