"""What the exercises of an assignment are called, as the feedback page has it."""

import json
import re
from pathlib import Path

from autograder_check.cell_model import TrustedCell

from ..notebooks.titles import Heading, chosen, headings_in, short_title

# nbgrader's block of what an answer should hold, which no student sees.
SCHEME = re.compile(r"^#+ BEGIN MARK SCHEME.*?^#+ END MARK SCHEME$", re.MULTILINE | re.DOTALL)


def titles(source: Path) -> dict[str, str]:
    """`grade_id` of each graded cell -> its exercise's title, where the notebook has one.

    A file that is missing has none.
    """
    if not source.is_file():
        return {}
    found: dict[str, str] = {}
    above: list[Heading] = []
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    for place, cell in enumerate(map(TrustedCell.of, cells)):
        if cell.cell_type == "markdown" and not cell.solution:
            above += headings_in(place, SCHEME.sub("", cell.source))
        if cell.points is not None:
            if heading := chosen(above):
                found[cell.grade_id] = short_title(heading.text)
            above = []
    return found
