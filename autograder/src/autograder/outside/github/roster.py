"""The roster in GitHub Classroom's format: identifier, github_username, github_id, name."""

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

# What can be the name of a student's folder and nbgrader's student id without surprises.
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*")


class BadRoster(OSError):
    """The roster cannot be used; the message says why."""


@dataclass(frozen=True)
class Person:
    """A row of the roster."""

    identifier: str
    username: str
    name: str = ""

    @property
    def student(self) -> str:
        """The id in the gradebook: the identifier if it can be one, else the user name."""
        return self.identifier if PLAIN.fullmatch(self.identifier) else self.username


@dataclass(frozen=True)
class Roster:
    """Who takes the course. If the roster is empty, everybody is welcome."""

    people: tuple[Person, ...] = ()
    _by_username: dict[str, Person] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for person in self.people:
            if person.username:
                self._by_username[person.username.casefold()] = person

    def of(self, username: str) -> Person | None:
        """The person with this GitHub name, in upper or lower case."""
        return self._by_username.get(username.casefold())

    def student(self, username: str) -> str:
        """The gradebook's id for the owner of a repository."""
        person = self.of(username)
        return person.student if person else username


def read_roster(path: Path) -> Roster:
    """Read a roster downloaded from GitHub Classroom.

    Raises:
        BadRoster: the file is not in UTF-8, lacks a column, or has a student twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadRoster(f"{path} is not in UTF-8: save it as UTF-8") from None
    with io.StringIO(text, newline="") as file:
        rows = csv.DictReader(file)
        missing = {"identifier", "github_username"} - set(rows.fieldnames or [])
        if missing:
            raise BadRoster(f"{path} has no column {' and no column '.join(sorted(missing))}")
        people = tuple(
            Person(
                (row["identifier"] or "").strip(),
                (row["github_username"] or "").strip(),
                (row.get("name") or "").strip(),
            )
            for row in rows
        )
    for what in ("student", "username"):
        known = [getattr(one, what).casefold() for one in people if getattr(one, what)]
        twice = sorted({name for name in known if known.count(name) > 1})
        if twice:
            raise BadRoster(f"{path} has {', '.join(twice)} more than once")
    return Roster(people)
