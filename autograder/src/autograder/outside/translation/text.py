"""A text in a source, and how a translation takes its place."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# A line that begins like this would be something else in Markdown: a list, a heading, a table.
BEGINS_SOMETHING = re.compile(r"([-+*#>|=~]|\d+[.)]|```|\$\$)")
# Between what a line may be broken; code and formulas are not, unless they are long.
WORDS = re.compile(r"(?:`[^`]{1,60}`|\$[^$\s][^$]{0,60}\$|\S)+|\s+")


@dataclass(frozen=True)
class Text:
    """A span of a source that students read as one piece.

    Attributes:
        start, end: where it stands; characters from the start of the source.
        message: what is translated, on one line wherever the source was merely wrapped.
        about: what it is, for translators: "heading", "comment".
        write: makes the characters that replace the span from a translation.
    """

    start: int
    end: int
    message: str
    about: str
    write: Callable[[str], str]


def translated(source: str, texts: Sequence[Text], translate: Callable[[str], str]) -> str:
    """The source with every text translated; one that `translate` leaves as it is, stays as is."""
    pieces, place = [], 0
    for text in texts:
        new = translate(text.message)
        pieces.append(source[place : text.start])
        unchanged = new == text.message
        pieces.append(source[text.start : text.end] if unchanged else text.write(new))
        place = text.end
    return "".join([*pieces, source[place:]])


def width(text: str) -> int:
    """How many cells of a terminal a text fills: a wide character such as 한 fills two."""
    return sum(
        2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
        if not unicodedata.combining(letter)
    )


def wrapped(text: str, columns: int, first: int = 0, hanging: str = "") -> str:
    """The text in lines of at most so many columns, broken at spaces, but not in short `code`.

    Args:
        first: the column in which the first line starts.
        hanging: what the other lines start with.
    """
    words = WORDS.findall(text)
    lines, line, room = [], "", columns - first
    for word in words:
        if word.isspace():
            line += word
        elif line.strip() and width(line) + width(word) > room and not BEGINS_SOMETHING.match(word):
            lines.append(line.rstrip())
            line, room = hanging + word, columns
        else:
            line += word
    return "\n".join([*lines, line.rstrip()])


def has_words(text: str) -> bool:
    """Whether there is a word to translate outside of `code`, formulas and placeholders."""
    bare = re.sub(r"`[^`]*`|\$[^$]*\$|\{[^{}]*\}|\]\([^)]*\)|@[A-Z_]+@", " ", text)
    return re.search(r"[^\W\d_]{2}", bare) is not None
