"""What is known about a released notebook: its cells as they were, and the kernel it is for.

The gradebook keeps the cells, hidden tests and all, when an assignment is generated; their
order, which it does not keep, is in the source notebook.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat.notebooknode import NotebookNode

from autograder_check.cell_model import TrustedCell, grade_id
from autograder_check.restore import restore

if TYPE_CHECKING:
    from nbgrader.api import Assignment, Notebook


@dataclass(frozen=True)
class ReleasedNotebook:
    """One notebook of an assignment.

    Attributes:
        name: the file's name, without its extension.
        cells: the trusted cells, in the order of the release.
        kernelspec: the kernel, from the notebook's metadata; empty if it is not known.
        prose: the lesson around them, see `same`; empty if the source notebook is missing.
    """

    name: str
    cells: tuple[TrustedCell, ...]
    kernelspec: dict[str, Any]
    prose: tuple[str, ...] = ()

    @classmethod
    def of(cls, known: "Notebook", source: Path) -> "ReleasedNotebook":
        """From the gradebook's row and the source notebook, which may be missing."""
        lesson = _cells(source)
        order = {name: place for place, name in enumerate(map(grade_id, lesson)) if name}
        cells = sorted(
            trusted_cells(known),
            key=lambda cell: (order.get(cell.grade_id, len(order)), cell.grade_id),
        )
        prose = {same("".join(cell["source"])) for cell in lesson if not grade_id(cell)}
        kernelspec = json.loads(known.kernelspec or "null") or {}
        return cls(known.name, tuple(cells), kernelspec, tuple(sorted(prose)))

    def sanitize(self, notebook: NotebookNode) -> NotebookNode:
        """Restore every cell of a submitted notebook, and its kernelspec, in place; return it."""
        restore(notebook, self.cells)
        if self.kernelspec:
            notebook.metadata["kernelspec"] = dict(self.kernelspec)
        return notebook


def released_notebooks(known: "Assignment", source: Path) -> list[ReleasedNotebook]:
    """The notebooks of an assignment that are in the gradebook, by name.

    `source` is the assignment's folder in `source/`, which may be missing.
    """
    by_name = sorted(known.notebooks, key=lambda notebook: notebook.name)
    return [ReleasedNotebook.of(one, source / f"{one.name}.ipynb") for one in by_name]


def trusted_cells(known: "Notebook") -> list[TrustedCell]:
    """What the gradebook knows about a notebook's cells, in no particular order."""
    points = {cell.name: float(cell.max_score) for cell in known.grade_cells}
    task_points = {cell.name: float(cell.max_score) for cell in known.task_cells}
    solutions = {cell.name for cell in known.solution_cells}
    return [
        TrustedCell(
            grade_id=cell.name,
            cell_type=cell.cell_type,
            source=cell.source,
            checksum=cell.checksum,
            locked=bool(cell.locked),
            grade=cell.name in points,
            solution=cell.name in solutions,
            task=cell.name in task_points,
            points=points.get(cell.name, task_points.get(cell.name)),
        )
        for cell in known.source_cells
    ]


def same(source: str) -> str:
    """A text without what may change when it is saved: two that mean the same are equal."""
    return " ".join(source.split())


def _cells(source: Path) -> list[dict[str, Any]]:
    """The cells of a source notebook; none if there is no such file."""
    if not source.is_file():
        return []
    cells: list[dict[str, Any]] = json.loads(source.read_text(encoding="utf-8"))["cells"]
    return cells
