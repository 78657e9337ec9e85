"""What a submission did to the cells that it should have left alone is undone."""

from dataclasses import replace

import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.nbgraderformat import MetadataValidator

from autograder_check.cell_model import TrustedCell
from autograder_check.restore import restore


def trusted(grade_id: str, grade: bool) -> TrustedCell:
    return TrustedCell(
        grade_id=grade_id,
        cell_type="code",
        source=f"the released {grade_id}",
        checksum="0123456789abcdef" * 2,
        locked=grade,
        grade=grade,
        solution=not grade,
        task=False,
        points=3.0 if grade else None,
    )


RELEASE = [
    trusted("a-solution", False),
    trusted("a", True),
    trusted("b-solution", False),
    trusted("b", True),
]


def submitted(*cells: tuple[str | None, str]) -> NotebookNode:
    notebook = new_notebook()
    for grade_id, source in cells:
        cell = new_code_cell(source)
        if grade_id:
            cell.metadata["nbgrader"] = {"grade_id": grade_id}
        notebook.cells.append(cell)
    return notebook


WHOLE = [("a-solution", "mine"), ("a", "test"), ("b-solution", "mine too"), ("b", "test")]


def ids(notebook: NotebookNode) -> list[str | None]:
    return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]


def find(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    (cell,) = [
        cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    ]
    return cell


def test_solutions_are_the_students_and_tests_are_the_releases() -> None:
    notebook = restore(submitted(*WHOLE), RELEASE)
    assert find(notebook, "a-solution").source == "mine"
    assert find(notebook, "a").source == "the released a"
    assert find(notebook, "a").metadata.nbgrader.points == 3.0


def test_if_a_cell_was_copied_the_last_counts_and_the_first_stays_as_a_plain_cell() -> None:
    notebook = restore(submitted(("a-solution", "old"), *WHOLE), RELEASE)
    assert ids(notebook) == [None, "a-solution", "a", "b-solution", "b"]
    assert notebook.cells[0].source == "old"
    assert find(notebook, "a-solution").source == "mine"


def test_a_deleted_test_is_put_back_after_its_solution_and_marked() -> None:
    notebook = restore(submitted(WHOLE[0], WHOLE[2], WHOLE[3]), RELEASE)
    assert ids(notebook) == ["a-solution", "a", "b-solution", "b"]
    assert find(notebook, "a").metadata.autograder.missing
    assert "autograder" not in find(notebook, "b").metadata


def test_all_tests_are_put_back_into_an_empty_notebook() -> None:
    notebook = restore(submitted(), RELEASE)
    assert ids(notebook) == ["a", "b"]


def test_claims_to_unknown_ids_are_dropped() -> None:
    notebook = restore(submitted(*WHOLE, ("c", "my own test")), RELEASE)
    assert ids(notebook)[-1] is None and notebook.cells[-1].metadata == {}


def test_a_test_that_was_turned_into_words_is_code_again() -> None:
    notebook = submitted(*WHOLE)
    words = new_markdown_cell("test", metadata={"nbgrader": {"grade_id": "a"}})
    notebook.cells[1] = words
    assert find(restore(notebook, RELEASE), "a").cell_type == "code"


def test_a_solution_that_was_turned_into_words_is_code_again() -> None:
    notebook = submitted(*WHOLE)
    words = new_markdown_cell("mine", metadata={"nbgrader": {"grade_id": "a-solution"}})
    notebook.cells[0] = words
    cell = find(restore(notebook, RELEASE), "a-solution")
    assert (cell.cell_type, cell.source) == ("code", "mine")


@pytest.mark.parametrize("cells", [WHOLE, WHOLE[:1], WHOLE[1:], WHOLE + WHOLE, []], ids=len)
def test_nbgrader_accepts_the_restored_notebook(cells: list) -> None:
    notebook = restore(submitted(*cells), RELEASE)
    MetadataValidator().validate_nb(notebook)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def spare(grade_id: str) -> TrustedCell:
    """A locked cell that gives no points."""
    return replace(trusted(grade_id, True), grade=False, points=None)


def test_what_follows_a_test_stays_after_it() -> None:
    release = [*RELEASE[:2], spare("a-spare"), *RELEASE[2:]]
    moved = submitted(("a-solution", "mine"), ("a-spare", ""), ("a", "test"), *WHOLE[2:])
    notebook = restore(moved, release)
    assert ids(notebook) == ["a-solution", "a", "a-spare", "b-solution", "b"]


def test_what_follows_a_test_does_not_run_after_the_next_solution() -> None:
    release = [*RELEASE[:2], spare("a-spare"), *RELEASE[2:]]
    moved = submitted(("a-solution", "mine"), ("a-spare", ""), *WHOLE[2:], ("a", "test"))
    notebook = restore(moved, release)
    assert ids(notebook) == ["a-solution", "b-solution", "b", "a"]


def test_what_follows_a_missing_test_stays_after_it() -> None:
    release = [*RELEASE[:2], spare("a-spare"), *RELEASE[2:]]
    notebook = restore(submitted(("a-solution", "mine"), ("a-spare", "")), release)
    assert ids(notebook)[:3] == ["a-solution", "a", "a-spare"]
