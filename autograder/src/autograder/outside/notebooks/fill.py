"""Makes submissions from a release: solved, partly solved, or with a known mistake."""

import re
from collections.abc import Mapping

from nbformat.notebooknode import NotebookNode

from autograder_check.cell_model import TrustedCell, grade_id

DELIMITER = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION[ \t]*\n?", re.MULTILINE)


def solutions(source: NotebookNode) -> dict[str, str]:
    """`grade_id` -> source of every solution cell of an instructor's notebook, ready to submit."""
    return {
        grade_id(cell): DELIMITER.sub("", cell.source)
        for cell in source.cells
        if TrustedCell.of(cell).solution
    }


def fill(release: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """The release with these sources in its solution cells; the others stay as released.

    Raises:
        KeyError: the release has no solution cell with that id.
    """
    left = dict(answers)
    for cell in release.cells:
        if grade_id(cell) in left:
            cell.source = left.pop(grade_id(cell))
    if left:
        raise KeyError(f"the release has no solution cells {', '.join(map(repr, left))}")
    return release
