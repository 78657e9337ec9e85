"""Reads right answers: honest, different solutions of a stage, kept as cells in text files.

A file's first line is a comment that names its style. A line `# %% ID` begins a cell that
replaces the solution cell ID; `# %% extra before ID` and `# %% extra after ID` begin a cell
that is put before or after the cell ID. Solution cells that are not named keep the
instructor's solution.
"""

import copy
import re
from dataclasses import dataclass
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from autograder_check.cell_model import grade_id

from ..notebooks.fill import fill

HEADER = re.compile(r"^# %% (?:extra (before|after) )?(\S+)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class RightAnswer:
    """One right solution of a stage.

    Attributes:
        name: the name of its file.
        style: what is special about it.
        cells: solution cell's id -> source.
        extras: the cells to add, as ("before" or "after", a cell's id, source).
    """

    name: str
    style: str
    cells: dict[str, str]
    extras: tuple[tuple[str, str, str], ...]

    @classmethod
    def read(cls, path: Path) -> "RightAnswer":
        """Read one file.

        Raises:
            ValueError: it has no cells, or its first line is not a comment.
        """
        text = path.read_text()
        headers = list(HEADER.finditer(text))
        if not headers or not text.startswith("#") or text.startswith("# %%"):
            raise ValueError(
                f"{path}: a right answer starts with a comment and has cells `# %% ID`"
            )
        ends = [*(header.start() for header in headers[1:]), len(text)]
        cells: dict[str, str] = {}
        extras = []
        for header, end in zip(headers, ends, strict=True):
            source = text[header.end() : end].strip()
            if header[1]:
                extras.append((header[1], header[2], source))
            else:
                cells[header[2]] = source
        style = text.splitlines()[0].lstrip("# ")
        return cls(path.stem, style, cells, tuple(extras))

    def notebook(self, base: NotebookNode, solutions: dict[str, str]) -> NotebookNode:
        """A copy of `base` with the instructor's solutions, these cells, and the extra ones.

        Raises:
            KeyError: `base` has no cell with an id that is named.
        """
        notebook = fill(copy.deepcopy(base), {**solutions, **self.cells})
        for side, anchor, source in self.extras:
            ids = [grade_id(cell) for cell in notebook.cells]
            if anchor not in ids:
                raise KeyError(f"{self.name}: there is no cell {anchor!r}")
            place = ids.index(anchor) + (side == "after")
            notebook.cells.insert(place, new_code_cell(source))
        return notebook


def read_right_answers(folder: Path | None) -> list[RightAnswer]:
    """All right answers in a folder, by name; none if there is no folder."""
    if folder is None:
        return []
    return [RightAnswer.read(path) for path in sorted(folder.glob("*.py"))]
