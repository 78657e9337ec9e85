"""Which language each student reads, where that is not the course's."""

from collections.abc import Mapping
from pathlib import Path

from .kept_columns import keep_column, read_column

FILE = "languages.csv"


def read_languages(root: Path) -> dict[str, str]:
    """Student -> language, for those who have one of their own."""
    return read_column(root, FILE)


def keep_languages(root: Path, languages: Mapping[str, str]) -> None:
    """Keep the languages of these students, and those of others as they are."""
    keep_column(root, FILE, languages)
