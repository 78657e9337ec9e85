"""The roster: who takes the course, by the names they have at school and on GitHub."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..spreadsheets import NotATable, read_rows

# What can be the name of a student's folder and nbgrader's student id without surprises.
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*")
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
        for row in _records(path):
            username = github_name(row.get("github_username", row.get("username", "")))
            if not row.keys() & {"github_username", "username"} or "team" not in row:
                raise BadRoster(f"{path} must have the columns team and github_username")
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
    people = []
    for said in _records(path):
        if "github_username" not in said and "username" not in said:
            raise BadRoster(f"{path} has no column github_username (or Classroom 50's username)")
        if "github_username" in said and "identifier" not in said:
            raise BadRoster(f"{path} has no column identifier")
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


def _records(path: Path) -> list[dict[str, str]]:
    """A record for each row: column, in small letters, -> text.

    Raises:
        BadRoster: the file is not in UTF-8, or has no rows.
    """
    try:
        rows = read_rows(path)
    except NotATable as problem:
        raise BadRoster(str(problem)) from None
    if not rows:
        raise BadRoster(f"{path} is empty: it has no columns")
    head = [re.sub(r"[^a-z0-9]+", "_", cell.strip().lower()) for cell in rows[0]]
    full = ([*row, *[""] * len(head)] for row in rows[1:])
    return [
        {name: cell.strip() for name, cell in zip(head, row, strict=False)} for row in full
    ] or [dict.fromkeys(head, "")]


def github_name(text: str) -> str:
    """A user's name as it was meant: `@ada` and `https://github.com/ada` are `ada`."""
    plain = re.sub(r"^(?:https?://)?(?:www\.)?github\.com/", "", text.strip(), flags=re.IGNORECASE)
    return plain.removeprefix("@").split("/")[0]


def _person(said: dict[str, str]) -> Person:
    """The person in a row; column -> text."""
    whole = f"{said.get('first_name', '')} {said.get('last_name', '')}".strip()
    username = github_name(said.get("github_username", said.get("username", "")))
    return Person(
        # Who was invited to Classroom 50 by email has no name on GitHub yet.
        said.get("identifier") or username or said.get("email", ""),
        username,
        said.get("name") or whole,
        said.get("team") or said.get("group_name", ""),
    )
