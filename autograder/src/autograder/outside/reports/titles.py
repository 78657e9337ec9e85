"""What a notebook calls its exercises: as the feedback page has it, so that the two agree."""

import json
import re
from pathlib import Path

from autograder_check.cell_model import TrustedCell

CODE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)  # in which # begins a comment
# nbgrader's block of what an answer should hold, which no student sees.
SCHEME = re.compile(r"^#+ BEGIN MARK SCHEME.*?^#+ END MARK SCHEME$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^ {0,3}#{1,6} +(.+?)[ #]*$", re.MULTILINE)
POINTS = re.compile(r"\s*\(\s*\d+(?:\.\d+)?\s+\w+[^()]*\)$")  # "(6 points)"
NUMBERED = re.compile(r"\w+ (\d+)\s*[·:.–—-]\s*(\S.*)")  # "Exercise 4 · title", in any language


def titles(source: Path) -> dict[str, str]:
    """`grade_id` of each graded cell -> its exercise's title, where the notebook has one.

    That is the last heading with a number since the exercise before, or the last one at all:
    "Exercise 4 · a title (6 points)" gives "4 · a title". A file that is missing has none.
    """
    if not source.is_file():
        return {}
    found: dict[str, str] = {}
    headings: list[str] = []
    for cell in map(TrustedCell.of, json.loads(source.read_text(encoding="utf-8"))["cells"]):
        if cell.cell_type == "markdown" and not cell.solution:
            texts = HEADING.findall(SCHEME.sub("", CODE.sub("", cell.source)))
            headings += [POINTS.sub("", text.replace("**", "")) for text in texts]
        if cell.points is not None:
            numbered = [match for match in map(NUMBERED.fullmatch, headings) if match]
            if numbered:
                found[cell.grade_id] = f"{numbered[-1][1]} · {numbered[-1][2]}"
            elif headings:
                found[cell.grade_id] = headings[-1]
            headings = []
    return found
