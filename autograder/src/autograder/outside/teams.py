"""Who hands in together: a learning platform names only their team, or one of them."""

from collections.abc import Mapping
from pathlib import Path

from .kept_columns import keep_column, read_column

FILE = "teams.csv"


def read_teams(root: Path) -> dict[str, str]:
    """Student -> team, for those who are in one."""
    return read_column(root, FILE)


def keep_teams(root: Path, teams: Mapping[str, str]) -> None:
    """Keep the teams of these students, and those of others as they are."""
    keep_column(root, FILE, teams)
