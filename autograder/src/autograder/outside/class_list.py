"""Reads a class list as people have it: exported from a platform or written by hand.

The separator, the order of the columns and capital letters do not matter. A row becomes a student
in nbgrader's gradebook, and what GitHub's commands need is kept beside it.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .course.seeds import FOLDER
from .github.roster import STUDENTS, Person, github_name
from .grading.submissions import why_not_a_student
from .reports import tables
from .spreadsheets import find_columns, plain, read_rows

# For `find_columns`. Moodle writes headings in the language of whoever exports.
HEADINGS = {
    "id": (
        *("studentid", "identifier", "sisloginid", "username", "login", "netid", "sid"),
        *("idnumber", "sisuserid", "id", "student", "matrikelnummer", "anmeldename"),
        *("idnummer", "학번", "아이디"),
    ),
    "first_name": ("firstname", "first", "givenname", "forename", "vorname"),
    "last_name": ("lastname", "last", "surname", "familyname", "nachname"),
    "name": ("name", "fullname", "studentname", "displayname", "student", "이름", "성명"),
    "email": ("email", "emailaddress", "mail", "emailadresse", "이메일"),
    "lms_user_id": (
        *("lmsuserid", "lmsid", "canvasuserid", "canvasid", "idnumber", "id", "username"),
        "idnummer",
    ),
    "github_username": ("githubusername", "github", "githubname", "githublogin", "githubuser"),
    "team": ("team", "groupname"),
    "language": ("language", "lang"),
    "role": ("role",),
}
CLASSROOM_50 = {"username", "section", "role"}  # there, `username` is the name on GitHub
HEADER = 10  # so many lines are looked at for the headings: titles may be above them
TEST_STUDENT = "Student, Test"  # Canvas's own


class BadRoster(OSError):
    """A class list that cannot be used; the message says why, and in which line."""


@dataclass(frozen=True)
class Member:
    """A row of a class list; what the list does not say is empty.

    Attributes:
        id: the student's id in the gradebook, and the name of their folders.
        lms_user_id: what the learning platform calls them, if that is something else.
        github_username: their name on GitHub.
        team: of those who hand in together: on a platform, or in a repository on GitHub.
        identifier: what the list calls them, where that cannot be a plain id.
        language: what they read lessons and feedback in, such as "ko", if not the course's.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    github_username: str = ""
    team: str = ""
    identifier: str = ""
    language: str = ""

    def known(self) -> dict[str, str]:
        """What goes into the gradebook beside the id."""
        columns = ("first_name", "last_name", "email", "lms_user_id")
        return {name: getattr(self, name) for name in columns if getattr(self, name)}


@dataclass(frozen=True)
class ClassList:
    """The members of a class, and the lines that were left out, in sentences."""

    members: tuple[Member, ...]
    remarks: tuple[str, ...] = ()


def read_class_list(path: Path) -> ClassList:
    """Read a class list.

    Raises:
        FileNotFoundError: there is no such file.
        NotATable: it is not text.
        BadRoster: it has no column with ids, or has an id twice, or one that cannot be an id.
    """
    rows = read_rows(path)
    filled = [row for row in rows if any(row)]
    if not filled:
        raise BadRoster(f"{path.name} is empty")
    header = next((row for row in filled[:HEADER] if "id" in _places(row)), filled[0])
    places = _places(header)
    if "id" not in places:
        listed = ", ".join(filter(None, header))[:200]
        raise BadRoster(
            f"{path.name} has no column with the students' ids. It has {listed}; name the column "
            "`id`, `student_id`, `username` or `identifier`"
        )
    members: dict[str, tuple[Member, int]] = {}
    on_github: dict[str, int] = {}
    remarks, problems = [], []
    for number, row in enumerate(rows, start=1):
        said = {what: row[at] for what, at in places.items() if at < len(row)}
        if row is header or rows.index(header) >= number or not any(said.values()):
            continue
        member, shown = _member(said), ", ".join(row)[:60]
        before = members.get(member.id.casefold())
        github = member.github_username.casefold()
        if said.get("role", "").casefold() not in STUDENTS:
            remarks.append(f"Line {number} is no student and is left out: {shown}")
        elif said.get("name") == TEST_STUDENT:
            remarks.append(f"Line {number} is Canvas's test student and is left out")
        elif not member.id:
            remarks.append(f"Line {number} has no id and is left out: {shown}")
        elif why := why_not_a_student(member.id):
            problems.append(f"line {number}: {member.id[:60]!r} cannot be an id: {why}")
        elif before and before[0] == member:
            remarks.append(f"Line {number} says the same as line {before[1]}")
        elif before:
            problems.append(f"line {number}: the id {member.id} is also in line {before[1]}")
        elif github in on_github:
            there = on_github[github]
            problems.append(f"line {number}: {github} on GitHub is also in line {there}")
        else:
            members[member.id.casefold()] = member, number
            on_github |= {github: number} if github else {}
    if problems:
        raise BadRoster(f"{path.name} was not used: " + "; ".join(problems))
    if not members:
        raise BadRoster(f"{path.name} has no students in it")
    return ClassList(tuple(member for member, _ in members.values()), tuple(remarks))


def kept_roster(root: Path) -> Path:
    """Where the class's names on GitHub are kept, in the course's folder."""
    return root / FOLDER / "roster.csv"


def keep_for_github(root: Path, members: Iterable[Member]) -> Path | None:
    """Write the roster of the commands `autograder github …`, in GitHub Classroom's columns.

    Returns where it is; None if no GitHub name is known.
    """
    members = list(members)
    if not any(member.github_username for member in members):
        return None
    path = kept_roster(root)
    path.parent.mkdir(exist_ok=True)
    header = ("identifier", "github_username", "github_id", "name", "team")
    rows = [
        (
            one.identifier,
            one.github_username,
            "",
            f"{one.first_name} {one.last_name}".strip(),
            one.team,
        )
        for one in members
    ]
    tables.write_csv(path, header, rows)
    return path


def _places(header: Sequence[str]) -> dict[str, int]:
    """What there are columns for; without an id, a name on GitHub or an email address is one."""
    places = find_columns(header, HEADINGS)
    if {plain(cell) for cell in header} >= CLASSROOM_50:
        places.setdefault("github_username", places["id"])
    instead = places.get("github_username", places.get("email"))
    if instead is not None:
        places.setdefault("id", instead)
    return places


def _member(said: Mapping[str, str]) -> Member:
    first, last = said.get("first_name", ""), said.get("last_name", "")
    if not first and not last:
        first, last = _split(said.get("name", ""))
    github = github_name(said.get("github_username", ""))
    id = unicodedata.normalize("NFC", said.get("id", ""))
    return Member(
        id=Person(id, github).student,  # what GitHub's commands call them, too
        first_name=first,
        last_name=last,
        email=said.get("email", ""),
        lms_user_id=said.get("lms_user_id", ""),
        github_username=github,
        team=said.get("team", ""),
        identifier=id,
        language=said.get("language", ""),
    )


def _split(name: str) -> tuple[str, str]:
    """First and last name from "Ada Lovelace" or "Lovelace, Ada"."""
    if "," in name:
        last, _, first = name.partition(",")
    else:
        first, _, last = name.rpartition(" ") if " " in name else (name, "", "")
    return first.strip(), last.strip()
