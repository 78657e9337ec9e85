"""The roster: who takes the course, by the names they have at school and on GitHub."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..spreadsheets import NotATable, find_columns, read_rows

# What can be the name of a student's folder and nbgrader's student id without surprises.
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*")
# For `find_columns`. Classroom 50 calls the name on GitHub `username`.
HEADINGS = {
    "identifier": ("identifier",),
    "github_username": ("githubusername",),
    "username": ("username",),
    "name": ("name",),
    "first_name": ("firstname",),
    "last_name": ("lastname",),
    "email": ("email",),
    "role": ("role",),
    "team": ("team", "groupname"),
}
STUDENTS = ("", "student")  # a role; Classroom 50 lists teachers and assistants, too


class BadRoster(OSError):
    """The roster cannot be used; the message says why."""


@dataclass(frozen=True)
class Person:
    """A row of the roster.

    Attributes:
        identifier: the name at school.
        username: the name on GitHub; "" if it is not known yet.
        name: for people.
        team: of those who share a repository; "" for whoever works alone.
    """

    identifier: str
    username: str
    name: str = ""
    team: str = ""

    @property
    def student(self) -> str:
        """The id in the gradebook: the identifier if it can be one, else the user name.

        Whoever has no user name yet goes by the identifier, whatever it is.
        """
        usable = PLAIN.fullmatch(self.identifier) or not self.username
        return self.identifier if usable else self.username


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

    def members(self, repository: str) -> list[Person]:
        """Those who share the repository of this team; none if there is no such team."""
        wanted = repository.casefold()
        return [one for one in self.people if one.team and team_name(one.team) == wanted]

    def shared(self) -> dict[str, list[Person]]:
        """What follows the prefix in a repository's name -> who works in it, in order."""
        found: dict[str, list[Person]] = {}
        for person in self.people:
            if person.username:
                name = team_name(person.team) if person.team else person.username
                found.setdefault(name, []).append(person)
        return found

    def with_teams(self, path: Path) -> "Roster":
        """The same people in teams, of a file with the columns `team` and `github_username`.

        Raises:
            BadRoster: the file is not in UTF-8, lacks a column, or has a student in two teams.
        """
        teams: dict[str, str] = {}
        columns, rows = _records(path)
        if not columns & {"github_username", "username"} or "team" not in columns:
            raise BadRoster(f"{path} must have the columns team and github_username")
        for row in rows:
            username = _username(row)
            if username.casefold() in teams:
                raise BadRoster(f"{path} has {username} more than once")
            if username:
                teams[username.casefold()] = row["team"]
        known = {one.username.casefold() for one in self.people}
        strangers = [Person(name, name) for name in teams if name not in known]
        people = [*self.people, *strangers]
        return Roster(
            tuple(replace(one, team=teams.get(one.username.casefold(), one.team)) for one in people)
        )

    def student(self, username: str) -> str:
        """The gradebook's id for the owner of a repository."""
        person = self.of(username)
        return person.student if person else username


def read_roster(path: Path) -> Roster:
    """Read a roster of GitHub Classroom or Classroom 50, or one with their columns.

    GitHub Classroom's has `identifier` and `github_username`; Classroom 50's has `username`, which
    is the name on GitHub, and `role`, by which the staff is left out. The order of the columns,
    their separator and capital letters do not matter. A column `team` is for those who share a
    repository.

    Raises:
        BadRoster: the file is not in UTF-8, lacks a column, or has a student twice.
    """
    columns, rows = _records(path)
    if not columns & {"github_username", "username"}:
        raise BadRoster(f"{path} has no column github_username (or Classroom 50's username)")
    if "github_username" in columns and "identifier" not in columns:
        raise BadRoster(f"{path} has no column identifier")
    people = []
    for said in rows:
        person = _person(said)
        if (person.username or person.identifier) and said.get("role", "").lower() in STUDENTS:
            people.append(person)
    for what in ("student", "username"):
        known = [getattr(one, what).casefold() for one in people if getattr(one, what)]
        twice = sorted({name for name in known if known.count(name) > 1})
        if twice:
            raise BadRoster(f"{path} has {', '.join(twice)} more than once")
    return Roster(tuple(people))


def team_name(team: str) -> str:
    """A team's name as a part of its repository's."""
    return re.sub(r"[^a-z0-9._-]+", "-", team.casefold()).strip("-.") or "team"


def _records(path: Path) -> tuple[set[str], list[dict[str, str]]]:
    """What there are columns for, and a record (what -> text) for each row.

    Raises:
        BadRoster: the file is not in UTF-8, or has no rows.
    """
    try:
        rows = [row for row in read_rows(path) if any(map(str.strip, row))]
    except NotATable as problem:
        raise BadRoster(str(problem)) from None
    if not rows:
        raise BadRoster(f"{path} is empty: it has no columns")
    columns = find_columns(rows[0], HEADINGS)
    records = [
        {what: row[at].strip() if at < len(row) else "" for what, at in columns.items()}
        for row in rows[1:]
    ]
    return set(columns), records


def github_name(text: str) -> str:
    """A user's name as it was meant: `@ada` and `https://github.com/ada` are `ada`."""
    plain = re.sub(r"^(?:https?://)?(?:www\.)?github\.com/", "", text.strip(), flags=re.IGNORECASE)
    return plain.removeprefix("@").split("/")[0]


def _username(said: dict[str, str]) -> str:
    """The name on GitHub in a row; column -> text."""
    return github_name(said.get("github_username", said.get("username", "")))


def _person(said: dict[str, str]) -> Person:
    """The person in a row; column -> text."""
    whole = f"{said.get('first_name', '')} {said.get('last_name', '')}".strip()
    username = _username(said)
    return Person(
        # Who was invited to Classroom 50 by email has no name on GitHub yet.
        said.get("identifier") or username or said.get("email", ""),
        username,
        said.get("name") or whole,
        said.get("team", ""),
    )
