"""Cells for verdicts: in a release if the course wants them, and of no interest to grading."""

from pathlib import Path

import pytest
from nbformat.notebooknode import NotebookNode

from autograder.outside.notebooks.strays import _own_cells
from autograder.outside.plugins.verdict_cells import _verdict_cell
from autograder.outside.sandbox.sandbox import runnable
from autograder_check.cell_model import is_practice, new_cell, new_notebook, practice_source
from autograder_check.reading import rebuilt

from .conftest import ROOT


def submitted(*sources: str) -> NotebookNode:
    """A notebook as grading reads it."""
    return rebuilt({"cells": [new_cell("code", source) for source in sources]})


@pytest.mark.parametrize("language", ["en", "ko"])
def test_such_a_cell_is_known_by_its_source_and_not_run(language: str) -> None:
    notebook = submitted("x = 1", practice_source("sorting-merge", language), "x")
    assert [is_practice(cell) for cell in notebook.cells] == [False, True, False]
    assert runnable(notebook) == [0, 2]


@pytest.mark.parametrize(
    "source",
    [
        practice_source("sorting-merge") + "\nx = 1",
        "x = 1\n" + practice_source("sorting-merge"),
        'verdict("sorting-merge")',
        "",
    ],
)
def test_a_cell_that_does_anything_else_is_run(source: str) -> None:
    assert not any(map(is_practice, submitted(source).cells))


def test_a_graded_cell_is_never_one(tmp_path: Path) -> None:
    cell = new_cell("code", practice_source("sorting-merge"))
    cell.metadata["nbgrader"] = {"grade_id": "sorting-merge-solution"}
    assert not is_practice(cell)


def test_it_is_no_stray_answer() -> None:
    notebook = new_notebook([_verdict_cell("sorting-merge", "en")])

    class Released:
        prose: tuple[str, ...] = ()
        cells: tuple[str, ...] = ()

    assert _own_cells(Released(), notebook) == {}  # type: ignore[arg-type]


def test_the_release_in_the_repository_has_none() -> None:
    for path in ROOT.glob("release/*/*.ipynb"):
        assert "from autograder_check import verdict" not in path.read_text(encoding="utf-8")
