"""Finds written answers that are not in the cell meant for them.

A student may answer in a new cell below, delete the cell and write another, or leave a blank copy
of it behind. The cell itself is then as it was handed out, and nbgrader would give it 0 points
without a person having looked. So what was found elsewhere is put into the empty cell, under a line
that says so: the cell is no longer empty, waits for a person as any other answer does, and shows
them the text.
"""

from collections.abc import Container, Iterator

from nbformat.notebooknode import NotebookNode
from nbgrader.utils import compute_checksum

from autograder_check.cell_model import TrustedCell, grade_id, is_practice
from autograder_check.messages import _

from .blocks import MARK_SCHEME, without
from .released import ReleasedNotebook, same


def sanitize(released: ReleasedNotebook, notebook: NotebookNode) -> list[str]:
    """Restore a submitted notebook in place, and put stray answers into the cells meant for them.

    Returns:
        What the instructor should know, in sentences.
    """
    claims = {id(cell): grade_id(cell) for cell in notebook.cells}
    prompts = {grade_id(cell): cell for cell in notebook.cells if grade_id(cell)}
    released.sanitize(notebook)
    remarks = []
    # What is filled in must not be found again for the next answer: so first all, then fill.
    found = list(_answers(released, notebook, claims, prompts))
    for cell, strays in found:
        _fill(cell, strays)
        remarks.append(
            _(
                "{name}.ipynb: the cell for the answer {answer} is empty, but there is text "
                "elsewhere that may be the answer. It is shown in that cell, for a person to "
                "grade.",
                name=released.name,
                answer=grade_id(cell),
            )
        )
    return remarks


def _answers(
    released: ReleasedNotebook,
    notebook: NotebookNode,
    claims: dict[int, str],
    prompts: dict[str, NotebookNode],
) -> Iterator[tuple[NotebookNode, list[NotebookNode]]]:
    """The cells for answers that are empty, each with the cells that may hold its answer."""
    own = _own_cells(released, notebook)
    by_hand = {cell.grade_id: cell for cell in released.cells if cell.grade and cell.solution}
    places = [place for place, cell in enumerate(notebook.cells) if grade_id(cell) in by_hand]
    for number, place in enumerate(places):
        cell = notebook.cells[place]
        if not _is_empty(cell, by_hand[grade_id(cell)]):
            continue
        # A new text belongs to the last answer before it, or else to the first one.
        first = 0 if number == 0 else place
        last = places[number + 1] if number + 1 < len(places) else len(notebook.cells)
        beside = _beside(own, place)
        strays = []
        for at, other in own.items():
            near = at in beside or (first <= at < last and other.cell_type != "code")
            claim = claims.get(id(other), "")
            if claim == grade_id(cell) or (near and not claim):
                strays.append(other)
        strays = _prompt(released, grade_id(cell), prompts) + strays
        if strays:
            yield cell, strays


def _is_empty(cell: NotebookNode, trusted: TrustedCell) -> bool:
    """Whether the cell is as it was handed out, or has nothing in it."""
    return not cell.source.strip() or trusted.checksum == compute_checksum(cell)


def _own_cells(released: ReleasedNotebook, notebook: NotebookNode) -> dict[int, NotebookNode]:
    """Place -> cell of a student's own: not nbgrader's or the lesson's, not blank, no practice."""
    handed_out = {"", *released.prose, *(same(trusted.source) for trusted in released.cells)}
    return {
        place: cell
        for place, cell in enumerate(notebook.cells)
        if not grade_id(cell) and same(cell.source) not in handed_out and not is_practice(cell)
    }


def _beside(own: Container[int], place: int) -> set[int]:
    """The places of a student's own cells, code or text, right above and below a cell."""
    found = set()
    for step in (-1, 1):
        at = place + step
        while at in own:
            found.add(at)
            at += step
    return found


def _prompt(
    lesson: ReleasedNotebook, answer: str, prompts: dict[str, NotebookNode]
) -> list[NotebookNode]:
    """The locked text before an answer, as it was handed in, if somebody has written into it."""
    names = [cell.grade_id for cell in lesson.cells]
    place = names.index(answer)
    before = lesson.cells[place - 1] if place else None
    if before is None or not before.locked or before.cell_type != "markdown":
        return []
    handed_in = prompts.get(before.grade_id)
    released = without(before.source, MARK_SCHEME)
    if handed_in is None or same(handed_in.source) in ("", same(released)):
        return []
    return [handed_in]


def _fill(cell: NotebookNode, strays: list[NotebookNode]) -> None:
    found = _("The cell for this answer was left empty. This was found elsewhere in the notebook:")
    texts = [stray.source for stray in strays]
    if cell.cell_type == "code":
        lines = [found, *(line for text in texts for line in ["", *text.splitlines()])]
        cell.source = "\n".join(f"# {line}".rstrip() for line in lines)
        return
    quoted = [
        f"```python\n{text}\n```" if stray.cell_type == "code" else text
        for stray, text in zip(strays, texts, strict=True)
    ]
    cell.source = "\n\n".join([f"*{found}*", *quoted])
    for stray in strays:
        if stray.get("attachments"):
            cell.setdefault("attachments", NotebookNode()).update(stray.attachments)
