"""What is known about a notebook's cells: one model, for the visible checks and for grading.

Students get this package, which must work without the engine. So the engine takes from here this
model, and the code that reads and restores a notebook.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import nbformat as FORMAT
from nbformat.v4 import nbformat_minor as FORMAT_MINOR

from .messages import _, speaking

SCHEMA_VERSION = 3


@dataclass(frozen=True)
class TrustedCell:
    """A cell that nbgrader knows, as it was released.

    Attributes:
        grade_id: nbgrader's name for it.
        cell_type: "code", "markdown" or "raw".
        source: its text, with the hidden tests if it comes from the gradebook, and without them
            if it comes from the notebook as it was handed out.
        checksum: nbgrader's checksum of the released text.
        locked: whether students are meant to leave it alone.
        grade: whether it gives points, by being run or by being read.
        solution: whether a student writes it.
        task: whether it sets a task that is answered elsewhere and read by a person.
        points: the most that it gives; None for cells that give none.
    """

    grade_id: str
    cell_type: str
    source: str
    checksum: str | None = None
    locked: bool = False
    grade: bool = False
    solution: bool = False
    task: bool = False
    points: float | None = None

    @classmethod
    def of(cls, cell: Mapping[str, Any]) -> "TrustedCell":
        """From a cell of a trusted notebook, in nbformat's form."""
        known, source = _known(cell), cell["source"]
        gives_points = known.get("grade") or known.get("task")
        return cls(
            grade_id=grade_id(cell),
            cell_type=cell["cell_type"],
            source=source if isinstance(source, str) else "".join(source),
            checksum=known.get("checksum"),
            locked=bool(known.get("locked")),
            grade=bool(known.get("grade")),
            solution=bool(known.get("solution")),
            task=bool(known.get("task")),
            points=float(known.get("points", 0)) if gives_points else None,
        )

    @property
    def is_test(self) -> bool:
        """Whether it is code that gives points by being run."""
        return self.cell_type == "code" and self.grade and not self.solution

    def metadata(self) -> dict[str, Any]:
        """What nbgrader wants to know about the cell."""
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


def grade_id(cell: Mapping[str, Any]) -> str:
    """The cell's `grade_id`, or an empty string."""
    return _known(cell).get("grade_id", "")


def is_test(cell: Mapping[str, Any]) -> bool:
    """Whether a cell of a trusted or restored notebook is code that gives points by being run."""
    return TrustedCell.of(cell).is_test


# The source of a cell in which students ask for a verdict; a release may have one per exercise.
PRACTICE = """# {comment}
from autograder_check import verdict
verdict({arguments})"""
_PRACTICE = re.compile(r"(#.*\n)?from autograder_check import verdict\nverdict\(.*\)")


def practice_source(question: str, language: str = "en") -> str:
    """The source of the cell that asks for a verdict on a question, in a language."""
    chosen = "" if language == "en" else f', language="{language}"'
    with speaking(language):
        comment = _("Your verdict, as often as you like: it shows what holds, and gives no points.")
    return PRACTICE.format(comment=comment, arguments=f'"{question}"{chosen}')


def is_practice(cell: Mapping[str, Any]) -> bool:
    """Whether a cell only asks for a verdict: when its notebook is graded, it is not run."""
    if cell.get("cell_type") != "code" or grade_id(cell):
        return False
    return bool(_PRACTICE.fullmatch("".join(cell["source"]).strip()))


def new_notebook(cells: list[NotebookNode]) -> NotebookNode:
    """A notebook as nbformat makes it, but unchecked: checking would take longer than reading."""
    return NotebookNode(
        cells=cells, metadata=NotebookNode(), nbformat=FORMAT, nbformat_minor=FORMAT_MINOR
    )


def new_cell(cell_type: str, source: str) -> NotebookNode:
    """A cell as nbformat makes it, but unchecked."""
    cell = NotebookNode(cell_type=cell_type, id="new", metadata=NotebookNode(), source=source)
    if cell_type == "code":
        cell.update(execution_count=None, outputs=[])
    return cell


def _known(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """nbgrader's metadata for a cell."""
    return cell.get("metadata", {}).get("nbgrader", {})
