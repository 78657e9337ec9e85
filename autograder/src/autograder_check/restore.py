"""Restores a submission's cells to what the release says about them.

For the grade, the trusted side is the gradebook, where nbgrader keeps each cell as it was when the
assignment was generated; for the visible checks, it is the notebook as it was handed out. Only two
things in a submission count: the sources of cells that a student may edit, and the order of the
cells.
"""

from collections.abc import Sequence
from itertools import pairwise

from nbformat.notebooknode import NotebookNode

from .cell_model import TrustedCell, grade_id


def restore(notebook: NotebookNode, trusted: Sequence[TrustedCell]) -> NotebookNode:
    """Change `notebook` in place into one that nbgrader can grade; return it.

    - Cells that claim a known `grade_id` get its type and metadata, and locked ones its source.
    - If several cells have one `grade_id`, the last counts; the others become plain cells.
    - Claims to unknown ids are dropped.
    - A locked cell that follows a test in the release is moved after that test. It may contain a
      fallback for the exercises to come, which must not answer the test. If the test is now after
      the next exercise's solution, the cell is removed: it would overwrite that solution, and
      answer the next test.
    - Missing graded cells are put back after the nearest trusted cell before them in `trusted`,
      which is in the order of the release, and are marked with `metadata.autograder.missing`.
    """
    known = {cell.grade_id: cell for cell in trusted}
    for place, cell in reversed(list(enumerate(notebook.cells))):
        name = grade_id(cell)
        cell.metadata.pop("nbgrader", None)
        if name in known:
            notebook.cells[place] = _restored(cell, known.pop(name))
    _put_behind_tests(notebook, trusted)
    _put_back_missing(notebook, trusted)
    for position, cell in enumerate(notebook.cells):
        cell.id = f"cell-{position}"
    return notebook


def _restored(cell: NotebookNode, trusted: TrustedCell) -> NotebookNode:
    fresh = trusted.notebook_cell()
    if not trusted.locked:
        fresh.source = cell.source
    return fresh


def _put_behind_tests(notebook: NotebookNode, trusted: Sequence[TrustedCell]) -> None:
    for position, (test, helper) in enumerate(pairwise(trusted)):
        if not test.grade or helper.grade or not helper.locked:
            continue
        places = {grade_id(cell): place for place, cell in enumerate(notebook.cells)}
        place = places.get(helper.grade_id)
        if place is None or places.get(test.grade_id, -1) < place:
            continue
        moved = notebook.cells.pop(place)
        later = next((cell for cell in trusted[position + 2 :] if cell.solution), None)
        if later is None or places.get(later.grade_id, len(places)) > places[test.grade_id]:
            notebook.cells.insert(places[test.grade_id], moved)


def _put_back_missing(notebook: NotebookNode, trusted: Sequence[TrustedCell]) -> None:
    places = [grade_id(cell) for cell in notebook.cells]
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
