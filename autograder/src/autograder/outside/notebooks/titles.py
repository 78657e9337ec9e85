"""What a notebook calls its exercises: "### Exercise 4 · `f` (6 points)" is 4 · `f`.

That is the last heading with a number since the exercise before, or the last one at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..clean import clean_line

MOST_TITLE = 120  # characters
LONGEST_HEADING = 400
FENCES = ("```", "~~~")
# "(6 points)" and "Exercise 4 · title", in any language: "(6점)" and "연습 문제 4 · title", too.
POINTS = re.compile(r"\s*\(\s*\d+(?:\.\d+)?(?:\s+\w|[^\W\d_a-zA-Z])[^()]*\)$")
NUMBERED = re.compile(r"(?:\w+|[^\x00-\x7f]+ [^\x00-\x7f]+) (\d+)\s*[·:.–—-]\s*(\S.*)")


@dataclass(frozen=True)
class Heading:
    """A heading in the Markdown of a cell."""

    cell: int
    line: int
    level: int
    text: str


def headings_in(place: int, source: str) -> Iterator[Heading]:
    """The headings of the cell at this place, without those in blocks of code."""
    fence = ""
    for number, line in enumerate(source.splitlines()):
        text = line.strip()
        if text.startswith(fence or FENCES):
            fence = "" if fence else text[:3]
        elif not fence and text.startswith("#") and len(line) - len(line.lstrip(" ")) < 4:
            words = text.lstrip("#")
            level, words = len(text) - len(words), words.rstrip("#").strip()
            if words and level <= 6 and len(words) <= LONGEST_HEADING:
                yield Heading(place, number, level, words)


def title_of(headings: Sequence[Heading]) -> Heading | None:
    """Of all headings, the one that is the notebook's title."""
    return headings[0] if headings and headings[0].level == 1 else None


def chosen(headings: Sequence[Heading]) -> Heading | None:
    """Of the headings above an exercise, its own."""
    numbered = [heading for heading in headings if NUMBERED.fullmatch(_plain(heading.text))]
    return next(reversed(numbered or headings), None)


def short_title(text: str) -> str:
    """A heading as a title in a list: its number and its name."""
    found = NUMBERED.fullmatch(_plain(text))
    return f"{found[1]} · {found[2]}" if found else _plain(text)


def cut(text: str) -> str:
    """A text that is not longer than a title may be."""
    return text if len(text) <= MOST_TITLE else text[: MOST_TITLE - 1] + "…"


def _plain(text: str) -> str:
    return POINTS.sub("", clean_line(text).replace("**", ""))
