"""A small notebook as it is handed out: two exercises with a check each, and a written answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

STUB = "# YOUR CODE HERE\nraise NotImplementedError"


def known(grade_id: str, points: float | None = None, solution: bool = False) -> dict[str, Any]:
    """nbgrader's metadata of a cell."""
    cell = {"grade": points is not None, "grade_id": grade_id, "locked": not solution,
            "schema_version": 3, "solution": solution, "task": False}  # fmt: skip
    return {"nbgrader": cell if points is None else {**cell, "points": points}}


def handed_out() -> NotebookNode:
    return new_notebook(
        cells=[
            new_markdown_cell("# Practice"),
            new_code_cell(f"def double(x):\n    {STUB.replace(chr(10), chr(10) + '    ')}",
                          metadata=known("double-solution", solution=True)),
            new_code_cell("# double: twice as much (2 points)\n"
                          'assert double(3) == 6, f"double(3) should be 6, got {double(3)}"',
                          metadata=known("double", points=2)),
            new_code_cell(f"{STUB}", metadata=known("half-solution", solution=True)),
            new_code_cell("# half: the other way (3 points)\nassert half(6) == 3",
                          metadata=known("half", points=3)),
            new_markdown_cell("YOUR ANSWER HERE",
                              metadata=known("why", points=5, solution=True)),
        ]
    )  # fmt: skip


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """The notebook as it is kept in a template repository."""
    path = tmp_path / ".github/release/practice.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(handed_out(), path)
    return path


Change = Callable[[NotebookNode], None]


@pytest.fixture
def work(tmp_path: Path, release: Path) -> Callable[..., Path]:
    """A student's notebook: answers to the two exercises, and perhaps more changes."""

    def write(double: str = "", half: str = "", change: Change | None = None) -> Path:
        notebook = handed_out()
        for place, answer in ((1, double), (3, half)):
            if answer:
                notebook.cells[place].source = answer
        if change is not None:
            change(notebook)
        path = tmp_path / "practice.ipynb"
        nbformat.write(notebook, path)
        return path

    return write
