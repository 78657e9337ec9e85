"""Writes grades.csv in the columns that GitHub Classroom exported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..reports import tables
from ..reports.tables import number
from ..reports.term import Points
from .found import Found
from .roster import Roster

COLUMNS = (
    "assignment_name",
    "assignment_url",
    "starter_code_url",
    "github_username",
    "roster_identifier",
    "student_repository_name",
    "student_repository_url",
    "submission_timestamp",
    "points_awarded",
    "points_available",
)


@dataclass(frozen=True)
class Links:
    """Addresses that are the same in all rows."""

    assignment: str = ""
    starter_code: str = ""


def rows(
    assignment: str,
    found: Sequence[Found],
    roster: Roster,
    points: Mapping[str, Points],
    most: float,
    links: Links = Links(),
) -> list[dict[str, str]]:
    """A row for each student, in order: what was found, with the gradebook's totals so far.

    Students without a grade have no points; `most`, what can be had, is in every row.
    """
    return [
        {
            "assignment_name": assignment,
            "assignment_url": links.assignment,
            "starter_code_url": links.starter_code,
            "github_username": one.username,
            "roster_identifier": _identifier(one, roster),
            "student_repository_name": one.repository,
            "student_repository_url": one.url,
            "submission_timestamp": one.time,
            "points_awarded": number(points[one.student].total) if one.student in points else "",
            "points_available": number(most),
        }
        for one in found
    ]


def write_csv(path: Path, written: Iterable[Mapping[str, str]]) -> None:
    """Write the rows, safe to open in a spreadsheet."""
    tables.write_csv(path, COLUMNS, ([row[name] for name in COLUMNS] for row in written))


def strangers(found: Sequence[Found], points: Mapping[str, Points]) -> list[str]:
    """Students with points whom collecting did not find."""
    return sorted(set(points) - {one.student for one in found})


def _identifier(one: Found, roster: Roster) -> str:
    person = roster.of(one.username)
    if person is None:
        person = next((p for p in roster.people if p.student == one.student), None)
    return person.identifier if person else ""
