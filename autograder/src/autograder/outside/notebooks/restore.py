"""Gives a submission's cells back what the release said of them.

The trusted side is the gradebook, where nbgrader keeps what each cell was when the
assignment was generated. Of a submission only two things count: the sources of cells
that a student may edit, and where the cells stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from nbformat.notebooknode import NotebookNode

from .reading import new_cell

SCHEMA_VERSION = 3


@dataclass(frozen=True)
class TrustedCell:
    """A cell as it was released; `source` includes the hidden tests."""

    grade_id: str
    cell_type: str
    source: str
    checksum: str | None
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None

    @property
    def is_automatic(self) -> bool:
        """Whether it is code that gives points by being run."""
        return self.cell_type == "code" and self.grade and not self.solution

    def metadata(self) -> dict[str, Any]:
        """What nbgrader wants to know of the cell."""
        known: dict[str, Any] = {
            "grade": self.grade,
            "grade_id": self.grade_id,
            "locked": self.locked,
            "schema_version": SCHEMA_VERSION,
            "solution": self.solution,
            "task": self.task,
            "cell_type": self.cell_type,
        }
        for name, value in (("checksum", self.checksum), ("points", self.points)):
            if value is not None:
                known[name] = value
        return known

    def notebook_cell(self) -> NotebookNode:
        """The cell as it was released."""
        cell = new_cell(self.cell_type, self.source)
        cell.metadata["nbgrader"] = NotebookNode(self.metadata())
        return cell


def restore(notebook: NotebookNode, trusted: Sequence[TrustedCell]) -> NotebookNode:
    """Change `notebook` in place into one that nbgrader can grade; return it.

    - Cells that claim a known `grade_id` get its type and metadata; locked ones its source.
    - Of several cells with one `grade_id` the last counts; the others become plain cells.
    - Claims of unknown ids are dropped.
    - A locked cell that the release has behind a test goes behind it: it may hold what the
      exercises after it need in the place of a missing answer, and shall not answer the test.
    - Missing graded cells are put back behind the nearest trusted cell that came before
      them in `trusted`, which is in the order of the release, and are marked with
      `metadata.autograder.missing`.
    """
    known = {cell.grade_id: cell for cell in trusted}
    found: dict[str, NotebookNode] = {}
    for cell in reversed(notebook.cells):
        grade_id = cell.metadata.pop("nbgrader", {}).get("grade_id")
        if grade_id in known and grade_id not in found:
            found[grade_id] = cell
    notebook.cells = [
        _restored(cell, known[grade_id]) if (grade_id := _key(found, cell)) else cell
        for cell in notebook.cells
    ]
    _put_behind_tests(notebook, trusted)
    _put_back_missing(notebook, trusted)
    for position, cell in enumerate(notebook.cells):
        cell.id = f"cell-{position}"
    return notebook


def _key(found: dict[str, NotebookNode], cell: NotebookNode) -> str | None:
    return next((grade_id for grade_id, kept in found.items() if kept is cell), None)


def _restored(cell: NotebookNode, trusted: TrustedCell) -> NotebookNode:
    fresh = trusted.notebook_cell()
    if not trusted.locked:
        fresh.source = cell.source
    return fresh


def _grade_id(cell: NotebookNode) -> str | None:
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _put_behind_tests(notebook: NotebookNode, trusted: Sequence[TrustedCell]) -> None:
    for test, next_cell in pairwise(trusted):
        if not test.grade or next_cell.grade or not next_cell.locked:
            continue
        places = {_grade_id(cell): place for place, cell in enumerate(notebook.cells)}
        behind = places.get(next_cell.grade_id, len(places))
        if places.get(test.grade_id, -1) > behind:
            notebook.cells.insert(places[test.grade_id], notebook.cells.pop(behind))


def _put_back_missing(notebook: NotebookNode, trusted: Sequence[TrustedCell]) -> None:
    places = [_grade_id(cell) for cell in notebook.cells]
    previous = None
    for cell in trusted:
        if cell.grade_id not in places and (cell.grade or cell.task):
            position = places.index(previous) + 1 if previous is not None else len(places)
            put_back = cell.notebook_cell()
            put_back.metadata["autograder"] = {"missing": True}
            notebook.cells.insert(position, put_back)
            places.insert(position, cell.grade_id)
        if cell.grade_id in places:
            previous = cell.grade_id
