"""The texts of Markdown: paragraphs, headings, rows of tables, items of lists.

Formulas that stand alone and blocks of code are no texts, but the words in `\\text{a formula}` and
the comments in the code are.
Solutions, which students never see, are left out. They do see a mark scheme, once a person has
graded their answer.
"""

import re
from collections.abc import Iterator

from .text import Text, has_words, wrapped

COLUMNS = 100
FENCE = re.compile(r"\s*(```|~~~)")
HEADING = re.compile(r"(\s*#{1,6}\s+)(.*?)\s*$")
ROW = re.compile(r"\s*\|.*\|\s*$")
RULE_OF_TABLE = re.compile(r"[\s|:-]+$")
ITEM = re.compile(r"(\s*(?:[-*+]|\d+[.)])\s+)")
QUOTE = re.compile(r"\s*>\s?")
FORMULA = re.compile(r"\s*\$\$")
HIDDEN = re.compile(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)")
SHOWN_AGAIN = re.compile(r"### END (?:SOLUTION|HIDDEN TESTS)")
MARK = re.compile(r"### (?:BEGIN|END) MARK SCHEME")
WORDS = re.compile(r"\\text\{([^{}]*[^\w{}][^{}]*)\}")  # in a formula; a single word is a name
COMMENT = re.compile(r"(?:^|\s)#\s+(\S.*?)\s*$")


def texts_of_markdown(source: str) -> list[Text]:
    """The texts of a Markdown cell, in order."""
    return [text for text in _texts(source) if has_words(text.message)]


def _texts(source: str) -> Iterator[Text]:
    open_block: list[tuple[int, int, str]] = []  # lines (start, end, line) of one text
    fence, formula, hidden, place = "", False, False, 0
    for line in source.splitlines(keepends=True):
        start, place = place, place + len(line)
        bare = line.rstrip("\n")
        end = start + len(bare)
        if hidden or HIDDEN.search(bare):
            yield from _closed(open_block)
            hidden = not SHOWN_AGAIN.search(bare)
        elif MARK.match(bare):
            yield from _closed(open_block)
        elif fence:
            if bare.strip() == fence:
                fence = ""
            elif comment := COMMENT.search(bare):
                where = start + comment.start(1), start + comment.end(1)
                yield Text(*where, comment[1], "a comment in code", str)
        elif formula:
            yield from _in_formula(bare, start)
            formula = "$$" not in bare
        elif opens := FENCE.match(bare):
            yield from _closed(open_block)
            fence = opens[1]
        elif FORMULA.match(bare):
            yield from _closed(open_block)
            yield from _in_formula(bare, start)
            formula = bare.count("$$") == 1
        elif not bare.strip():
            yield from _closed(open_block)
        elif heading := HEADING.fullmatch(bare):
            yield from _closed(open_block)
            where = start + heading.start(2), start + heading.end(2)
            yield Text(*where, heading[2], "a heading", str)
        elif ROW.fullmatch(bare):
            yield from _closed(open_block)
            if not RULE_OF_TABLE.fullmatch(bare):
                yield Text(start, end, bare, "a row of a table", str)
        else:
            if ITEM.match(bare) or (open_block and open_block[-1][2].endswith(("  ", "\\"))):
                yield from _closed(open_block)
            open_block.append((start, end, bare))
    yield from _closed(open_block)


def _in_formula(line: str, start: int) -> Iterator[Text]:
    for words in WORDS.finditer(line):
        where = start + words.start(1), start + words.end(1)
        yield Text(*where, words[1], "words in a formula", str)


def _closed(lines: list[tuple[int, int, str]]) -> Iterator[Text]:
    """The text that these lines are, if there are any; they are taken away."""
    if not lines:
        return
    first = lines[0][2]
    item, quote = ITEM.match(first), QUOTE.match(first)
    begins = item or quote or re.match(r"\s*", first)
    assert begins is not None
    margin = begins[0] if quote and not item else " " * len(begins[0])
    kind = "an item of a list" if item else "a quotation" if quote else "a paragraph"
    words = [first[begins.end() :]]
    words += [(QUOTE.sub("", line) if quote else line).strip() for _, _, line in lines[1:]]
    message = " ".join(words)
    tail = re.search(r"(?:  |\\)?$", message)
    assert tail is not None
    message, ends = message[: tail.start()].rstrip(), tail[0]
    start, end = lines[0][0] + begins.end(), lines[-1][1]

    def write(translation: str) -> str:
        return wrapped(translation, COLUMNS, len(begins[0]), margin) + ends

    lines.clear()
    yield Text(start, end, message, kind, write)
