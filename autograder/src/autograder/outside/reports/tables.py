"""Tables that leave the program: names in them are text, whatever they look like."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

# What a spreadsheet takes for the beginning of a formula, also behind quotes and spaces, which
# some of them take away when they read a file.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
PASSED_OVER = "'\" \u00a0"


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], for_people: bool = False
) -> None:
    """Write a table in UTF-8 that is safe to open in a spreadsheet.

    With `for_people`, one with letters beyond ASCII begins with a byte order mark: without it,
    Excel takes 한글 for Latin letters. Programs may take the mark for a part of the first heading.
    """
    table = [[safe(cell) for cell in row] for row in (header, *rows)]
    marked = for_people and not all(cell.isascii() for row in table for cell in row)
    with path.open("w", newline="", encoding="utf-8-sig" if marked else "utf-8") as file:
        csv.writer(file).writerows(table)


def number(points: float) -> str:
    """Points, rounded to a thousandth."""
    return f"{round(points, 3) + 0.0:.10g}"


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula; a number stays one."""
    if text.lstrip(PASSED_OVER).startswith(FORMULA) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
