"""Reads tables that people save from spreadsheets: any separator, any Unicode byte order mark."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

SEPARATORS = ",;\t|"
LINES = 5  # that are looked at for the separator: the first may be a title
BYTE_ORDERS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
SAVE_AS_TEXT = "save it as CSV in UTF-8 (in Excel: CSV UTF-8)"
UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))  # copied from web pages


class NotATable(OSError):
    """A file that cannot be read as a table; the message says what to do."""


def read_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file as they stand, without Excel's own `sep=` line.

    The separator is the one with which most of the first lines have the same number of columns.

    Raises:
        FileNotFoundError: there is no such file.
        NotATable: it is not text, or is not whole.
    """
    content = path.read_bytes()
    if content.startswith(WORKBOOKS):
        raise NotATable(f"{path.name} is a spreadsheet's own file, not text: {SAVE_AS_TEXT}")
    try:
        text = content.decode(_encoding(content)).lstrip("\ufeff")
    except UnicodeDecodeError:
        raise NotATable(f"{path.name} is not text in UTF-8: {SAVE_AS_TEXT}") from None
    said = re.match(r"sep=(.)\r?\n", text)
    if said:
        text = text[said.end() :]
    first = [line for line in text.splitlines() if line.strip()][:LINES]
    separator = said[1] if said else max(SEPARATORS, key=lambda one: _columns(first, one))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise NotATable(
            f"{path.name} cannot be read as a table, perhaps for a quotation mark that is never "
            f"closed: {error}"
        ) from None
    return [[" ".join(cell.translate(UNSEEN).split()) for cell in row] for row in rows]


def find_columns(header: Sequence[str], headings: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """What a column is for -> its place, for those that are there.

    `headings` is what a column is for -> the `plain` headings that it may have; the first one that
    is there counts, and a column is for one thing.
    """
    there = [plain(cell) for cell in header]
    found: dict[str, int] = {}
    for what, names in headings.items():
        taken = {there[at] for at in found.values()}
        known = next((name for name in names if name in there and name not in taken), None)
        if known is not None:
            found[what] = there.index(known)
    return found


def plain(heading: str) -> str:
    """A heading in small letters, without anything but letters and digits."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def _encoding(content: bytes) -> str:
    """How text is encoded; what has no byte order mark is told by its zeros."""
    for mark, encoding in BYTE_ORDERS.items():
        if content.startswith(mark):
            return encoding
    if b"\0" in content[:2]:
        return "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    return "utf-8-sig"


def _columns(lines: Sequence[str], separator: str) -> tuple[int, int]:
    """How many lines have the same number of columns with this separator, and which number."""
    counts = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
    return max(((lines, columns) for columns, lines in counts.items()), default=(0, 0))
