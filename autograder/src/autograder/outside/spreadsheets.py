"""Reads tables that people save from spreadsheets: any separator, any Unicode byte order mark."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

SEPARATORS = ",;\t|"
BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")


class NotATable(OSError):
    """A file that cannot be read as a table; the message says what to do."""


def read_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file as they stand, without Excel's own `sep=` line.

    The separator is the one that gives the first line the most columns.

    Raises:
        FileNotFoundError: there is no such file.
        NotATable: it is not text.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-16" if content.startswith(BYTE_ORDERS) else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotATable(
            f"{path.name} is not text in UTF-8: save it as CSV in UTF-8 (in Excel: CSV UTF-8)"
        ) from None
    said = re.match(r"sep=(.)\r?\n", text)
    if said:
        text = text[said.end() :]
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = said[1] if said else max(SEPARATORS, key=lambda one: _count(first, one))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise NotATable(f"{path.name} cannot be read as a table: {error}") from None


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
    return re.sub(r"[^a-z0-9]", "", heading.casefold())


def _count(line: str, separator: str) -> int:
    """How many columns a line has with this separator."""
    return len(next(csv.reader([line], delimiter=separator), []))
