"""Gives a submission's cells back what the release said of them.

The trusted side is, for the grade, the gradebook, where nbgrader keeps what each cell was when
the assignment was generated; for the visible checks, the notebook as it was handed out. Of a
submission only two things count: the sources of cells that a student may edit, and where the
cells stand.
"""

from collections.abc import Sequence
from itertools import pairwise

from nbformat.notebooknode import NotebookNode

from .cell_model import TrustedCell, grade_id


def restore(notebook: NotebookNode, trusted: Sequence[TrustedCell]) -> NotebookNode:
    """Change `notebook` in place into one that nbgrader can grade; return it.

    - Cells that claim a known `grade_id` get its type and metadata; locked ones its source.
    - Of several cells with one `grade_id` the last counts; the others become plain cells.
    - Claims of unknown ids are dropped.
    - A locked cell that the release has behind a test goes behind it: it may hold what the
      exercises after it need in the place of a missing answer, and shall not answer the test.
      Where that is behind the next exercise's solution it goes away, for it would overwrite
      that solution, and answer the next test.
    - Missing graded cells are put back behind the nearest trusted cell that came before
      them in `trusted`, which is in the order of the release, and are marked with
      `metadata.autograder.missing`.
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
