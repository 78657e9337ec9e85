"""Keeps columns of the class list that nbgrader's gradebook has no place for, beside it."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from .course.seeds import FOLDER


def read_column(root: Path, file: str) -> dict[str, str]:
    """Student -> what is kept of them in this file; nothing where there is none."""
    path = root / FOLDER / file
    if not path.is_file():
        return {}
    rows = csv.reader(io.StringIO(path.read_text("utf-8")))
    return {row[0]: row[1] for row in rows if len(row) == 2}


def keep_column(root: Path, file: str, values: Mapping[str, str]) -> None:
    """Keep this of these students, and what is kept of others as it is."""
    known = {**read_column(root, file), **values}
    path = root / FOLDER / file
    path.parent.mkdir(exist_ok=True)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(sorted(known.items()))
    path.write_text(text.getvalue(), "utf-8")
