"""Reads a student's notebook, and puts the checks back as they were handed out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from .release import MOST_BYTES, ReleasedCell


class Unreadable(ValueError):
    """A file that is no notebook; the message says why and what to do."""


def read_notebook(path: Path) -> NotebookNode:
    """The notebook in a file.

    Raises:
        Unreadable: there is none, or none that can be read.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(f"{path.name} is larger than 20 MB: clear its outputs and save it.")
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        nbformat.validate(notebook)
        return notebook
    except FileNotFoundError:
        raise Unreadable(f"There is no {path.name} here.") from None
    except Unreadable:
        raise
    except Exception as error:  # nbformat raises whatever a file's content leads to
        reason = " ".join(str(error).split())[:200]
        raise Unreadable(
            f"{path.name} is not a notebook that can be read ({reason}). "
            "Open it in JupyterLab, save it and try again."
        ) from None


def restore_checks(notebook: NotebookNode, released: Sequence[ReleasedCell]) -> dict[str, str]:
    """Change `notebook` in place: every locked cell is as it was handed out, every check there.

    Returns:
        `grade_id` -> what was done, for the checks that had been changed or removed.
    """
    known = {cell.grade_id: cell for cell in released}
    places: dict[str, NotebookNode] = {}
    for cell in notebook.cells:  # of several with one id the last counts, as for the grade
        if claimed(cell) in known:
            places[claimed(cell)] = cell
    done: dict[str, str] = {}
    previous: NotebookNode | None = None
    for released_cell in released:
        cell = places.get(released_cell.grade_id)
        if cell is None and released_cell.is_check:
            cell = _put_back(notebook, released_cell, previous)
            done[released_cell.grade_id] = "This check was missing; it was put back."
        elif cell is not None and released_cell.locked:
            changed = _restore(cell, released_cell)
            if changed and released_cell.is_check:
                done[released_cell.grade_id] = "This check had been changed; it ran as it was."
        previous = cell if cell is not None else previous
    _leave_only(notebook, places)
    return done


def claimed(cell: Any) -> str:
    """The name in nbgrader's metadata of a cell, whatever a student wrote there; "" for none."""
    known = cell.metadata.get("nbgrader")
    grade_id = known.get("grade_id") if isinstance(known, dict) else None
    return grade_id if isinstance(grade_id, str) else ""


def _restore(cell: NotebookNode, released: ReleasedCell) -> bool:
    """Give a locked cell its type and source back; whether they were others."""
    if cell.cell_type == released.cell_type and cell.source == released.source:
        return False
    if released.cell_type == "code":
        cell.update(cell_type="code", outputs=[], execution_count=None)
    cell.source = released.source
    return True


def _put_back(
    notebook: NotebookNode, released: ReleasedCell, previous: NotebookNode | None
) -> NotebookNode:
    """Insert a check behind the cell that it stood behind."""
    cell = nbformat.v4.new_code_cell(released.source)
    cell.metadata["nbgrader"] = {"grade_id": released.grade_id}
    place = next((i for i, other in enumerate(notebook.cells) if other is previous), None)
    notebook.cells.insert(len(notebook.cells) if place is None else place + 1, cell)
    return cell


def _leave_only(notebook: NotebookNode, kept: dict[str, NotebookNode]) -> None:
    """Copies of a cell are plain cells."""
    for cell in notebook.cells:
        name = claimed(cell)
        if name in kept and kept[name] is not cell:
            cell.metadata.pop("nbgrader")
