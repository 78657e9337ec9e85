"""The texts of a table of data beside a notebook: what stands in a column `name` of a .csv file.

Such names are shown, on a map for example. Everything else in a table is for the computer.
"""

import csv
import io
from collections.abc import Callable, Iterator

NAME = "name"


def names_in(table: str) -> list[str]:
    """The names in a table, row by row."""
    rows = list(csv.reader(io.StringIO(table)))
    return [row[place] for place, row in _named(rows)]


def with_names(table: str, translate: Callable[[str], str]) -> str:
    """The table with its names translated; a table without names stays as it is."""
    rows = list(csv.reader(io.StringIO(table)))
    if not rows or NAME not in rows[0]:
        return table
    for place, row in _named(rows):
        row[place] = translate(row[place])
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _named(rows: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """The rows that have a name, and the place of it; the first row is the heading."""
    if rows and NAME in rows[0]:
        place = rows[0].index(NAME)
        yield from ((place, row) for row in rows[1:] if row[place:] and row[place])
