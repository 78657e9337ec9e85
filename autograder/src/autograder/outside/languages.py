"""Which language each student reads, where that is not the course's: kept beside the gradebook."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from .course.seeds import FOLDER

FILE = "languages.csv"


def read_languages(root: Path) -> dict[str, str]:
    """Student -> language, for those who have one of their own."""
    path = root / FOLDER / FILE
    if not path.is_file():
        return {}
    rows = csv.reader(io.StringIO(path.read_text("utf-8")))
    return {row[0]: row[1] for row in rows if len(row) == 2}


def keep_languages(root: Path, languages: Mapping[str, str]) -> None:
    """Keep the languages of these students, and those of others as they are."""
    known = {**read_languages(root), **languages}
    path = root / FOLDER / FILE
    path.parent.mkdir(exist_ok=True)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        sorted(known.items())
    )
    path.write_text(text.getvalue(), "utf-8")
