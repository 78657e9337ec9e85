"""Reads a class list as people have it: exported from a platform or written by hand.

The separator, the order of the columns and capital letters do not matter. A row becomes a student
in nbgrader's gradebook, and what GitHub's commands need is kept beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .course.seeds import FOLDER
from .github.roster import PLAIN
from .grading.submissions import why_not_a_student
from .reports import tables
from .spreadsheets import plain, read_rows

KEPT = "roster.csv"  # in the course's FOLDER

# What a column is for -> its headings, in small letters and without anything but letters and
# digits; the first one that is there counts.
HEADINGS = {
    "id": (
        *("studentid", "identifier", "sisloginid", "username", "login", "netid"),
        *("idnumber", "sisuserid", "id", "student"),
    ),
    "first_name": ("firstname", "first", "givenname", "forename"),
    "last_name": ("lastname", "last", "surname", "familyname"),
    "name": ("name", "fullname", "studentname", "displayname", "student"),
    "email": ("email", "emailaddress", "mail"),
    "lms_user_id": ("lmsuserid", "lmsid", "canvasuserid", "canvasid", "idnumber", "id"),
    "github_username": ("githubusername", "github", "githubname", "githublogin", "githubuser"),
}


class BadRoster(OSError):
    """A class list that cannot be used; the message says why, and in which line."""


@dataclass(frozen=True)
class Member:
    """A row of a class list; what it does not say is empty.

    Attributes:
        id: the student's id in the gradebook, and the name of their folders.
        lms_user_id: what the learning platform calls them, if that is something else.
        github_username: their name on GitHub.
        identifier: what the list calls them, where that cannot be a plain id.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    github_username: str = ""
    identifier: str = ""

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
        BadRoster: it has no column with ids, or one that is twice or cannot be one.
    """
    rows = read_rows(path)
    header = next((row for row in rows if any(map(str.strip, row))), [])
    columns = _columns(header)
    if "id" not in columns:
        listed = ", ".join(filter(None, map(str.strip, header))) or "no columns"
        raise BadRoster(
            f"{path.name} has no column with the students' ids. It has {listed}; name the column "
            "`id`, `student_id`, `username` or `identifier`"
        )
    members: dict[str, tuple[Member, int]] = {}
    remarks, problems = [], []
    for number, row in enumerate(rows, start=1):
        said = {what: row[at].strip() for what, at in columns.items() if at < len(row)}
        if row is header or not any(said.values()):
            continue
        member = _member(said)
        if not member.id:
            remarks.append(f"Line {number} has no id and is left out: {', '.join(row)[:60]}")
        elif why := why_not_a_student(member.id):
            problems.append(f"line {number}: {member.id!r} cannot be an id: {why}")
        elif member.id in members:
            before = members[member.id][1]
            problems.append(f"line {number}: the id {member.id} is also in line {before}")
        else:
            members[member.id] = member, number
    if problems:
        raise BadRoster(f"nothing of {path.name} was taken. " + "; ".join(problems))
    if not members:
        raise BadRoster(f"{path.name} has no students in it")
    return ClassList(tuple(member for member, _ in members.values()), tuple(remarks))


def keep_for_github(root: Path, members: Iterable[Member]) -> Path | None:
    """Write the file that `autograder github … --roster` reads, in GitHub Classroom's columns.

    Returns where it is; None if no GitHub name is known.
    """
    members = list(members)
    if not any(member.github_username for member in members):
        return None
    path = root / FOLDER / KEPT
    path.parent.mkdir(exist_ok=True)
    header = ("identifier", "github_username", "github_id", "name")
    rows = [
        (one.identifier, one.github_username, "", f"{one.first_name} {one.last_name}".strip())
        for one in members
    ]
    tables.write_csv(path, header, rows)
    return path


def _columns(header: list[str]) -> dict[str, int]:
    """What a column is for -> its place; a column is for one thing."""
    headings = [plain(cell) for cell in header]
    found: dict[str, int] = {}
    for what, names in HEADINGS.items():
        taken = {headings[at] for at in found.values()}
        known = next((name for name in names if name in headings and name not in taken), None)
        if known is not None:
            found[what] = headings.index(known)
    if "id" not in found and "github_username" in found:
        found["id"] = found["github_username"]
    return found


def _member(said: Mapping[str, str]) -> Member:
    first, last = said.get("first_name", ""), said.get("last_name", "")
    if not first and not last:
        first, last = _split(said.get("name", ""))
    github = said.get("github_username", "").rstrip("/").rpartition("/")[2].removeprefix("@")
    id = said.get("id", "")
    # GitHub's commands do the same: see `Person.student`.
    usable = PLAIN.fullmatch(id) or not github
    return Member(
        id=id if usable else github,
        first_name=first,
        last_name=last,
        email=said.get("email", ""),
        lms_user_id=said.get("lms_user_id", ""),
        github_username=github,
        identifier=id,
    )


def _split(name: str) -> tuple[str, str]:
    """First and last name from "Ada Lovelace" or "Lovelace, Ada"."""
    if "," in name:
        last, _, first = name.partition(",")
    else:
        first, _, last = name.rpartition(" ") if " " in name else (name, "", "")
    return first.strip(), last.strip()
