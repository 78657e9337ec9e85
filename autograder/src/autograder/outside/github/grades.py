"""Writes grades.csv in the columns that GitHub Classroom exported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..reports import tables
from ..reports.points import Score
from ..reports.tables import number
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
    scores: Mapping[str, Score],
    links: Links = Links(),
) -> list[dict[str, str]]:
    """A row for each student, in order: what was found, with the points from the gradebook.

    Students without a grade have no points; the most that can be had is in every row.
    """
    most = max((score.auto_max for score in scores.values()), default=None)
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
            "points_awarded": number(scores[one.student].auto) if one.student in scores else "",
            "points_available": "" if most is None else number(most),
        }
        for one in found
    ]


def write_csv(path: Path, written: Iterable[Mapping[str, str]]) -> None:
    """Write the rows, safe to open in a spreadsheet."""
    tables.write_csv(path, COLUMNS, ([row[name] for name in COLUMNS] for row in written))


def strangers(found: Sequence[Found], scores: Mapping[str, Score]) -> list[str]:
    """Students in the gradebook whom collecting did not find."""
    return sorted(set(scores) - {one.student for one in found})


def _identifier(one: Found, roster: Roster) -> str:
    person = roster.of(one.username)
    if person is None:
        person = next((p for p in roster.people if p.student == one.student), None)
    return person.identifier if person else ""
