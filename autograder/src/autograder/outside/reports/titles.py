"""What the exercises of an assignment are called, as the feedback page has it."""

import json
from pathlib import Path

from autograder_check.cell_model import TrustedCell

from ..notebooks.blocks import MARK_SCHEME, without
from ..notebooks.titles import chosen, headings_in, short_title, title_of
from ..translation.notebook import Translation


def titles(source: Path, translation: Translation | None = None) -> dict[str, str]:
    """`grade_id` of each graded cell -> its exercise's title, if the notebook has one.

    A missing file has none. The titles are in English, or in the language of the translation.
    """
    if not source.is_file():
        return {}
    cells = list(map(TrustedCell.of, json.loads(source.read_text(encoding="utf-8"))["cells"]))
    headings = [
        heading
        for place, cell in enumerate(cells)
        if cell.cell_type == "markdown" and not cell.solution
        for heading in headings_in(place, _text(cell, translation))
    ]
    title = title_of(headings)
    found: dict[str, str] = {}
    done = 0  # every exercise before this cell has been named
    for place, cell in enumerate(cells):
        if cell.points is not None:
            within = [h for h in headings if done <= h.cell <= place and h is not title]
            if heading := chosen(within):
                found[cell.grade_id] = short_title(heading.text)
            done = place + 1
    return found


def _text(cell: TrustedCell, translation: Translation | None) -> str:
    text = without(cell.source, MARK_SCHEME)
    return translation.source(cell.cell_type, text) if translation else text
