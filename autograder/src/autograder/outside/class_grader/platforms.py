"""Reads the names in downloads from Moodle, Canvas, Blackboard and Gradescope, as they are.

Each platform puts who handed something in before the name that a student gave the file, so only the
beginning of an outermost name counts. What it says (a full name, an account's number) leads to the
student's id through the gradebook: see `autograder roster`.

- Moodle: `Ada Lovelace_123_assignsubmission_file/…`, or `…_file_NAME` without folders; the number
  is the participant's in this assignment, and nobody else knows it, so the full name counts
- Canvas: `lovelaceada_17_4242_NAME`, with `LATE_` after the name and `-1` after a NAME used before;
  17 is the account's number
- Blackboard: `ASSIGNMENT_ada_attempt_2026-11-20-22-30-00_NAME`, and the same with .txt about it
- Gradescope: `submission_99/…`, and `submission_metadata.yml` says whose it is
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from ..moments import moment_in_name
from .gradebook import Student

MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?"
)
CANVAS = re.compile(r"(?P<name>.+?)_(?P<late>LATE_)?(?P<number>\d+)_(?P<attempt>\d+)_(?P<file>.+)")
BLACKBOARD = re.compile(
    r"(?P<head>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<about>\.txt))",
    re.DOTALL,
)
GRADESCOPE = "submission_metadata.yml"
AGAIN = re.compile(r"(?P<stem>.+?)-(?P<count>\d+)(?P<suffix>\.[^.]+)")  # Canvas's own suffix


@dataclass(frozen=True)
class Owned:
    """What a platform says about one file or folder.

    Attributes:
        students: whose it is; none if nobody in the gradebook is meant.
        told: whom the platform names, for messages.
        file: what the student called the file; empty for a folder.
        timestamp: when it was handed in, in UTC without a zone, or None.
        late: whether the platform calls it late without saying when it came.
        skipped: whether it is not a submission but something about one.
    """

    students: tuple[str, ...] = ()
    told: str = ""
    file: str = ""
    timestamp: datetime | None = None
    late: bool = False
    skipped: bool = False


class Directory:
    """Finds students by what platforms call them."""

    def __init__(self, people: Sequence[Student]) -> None:
        self._known: dict[tuple[str, str], set[str]] = {}
        for one in people:
            self._note("id", one.id, one.id)
            self._note("account", one.lms_user_id, one.id)
            self._note("email", one.email, one.id)
            self._note("email", one.id, one.id)
            for name in (one.first_name + one.last_name, one.last_name + one.first_name):
                self._note("name", name, one.id)

    def _note(self, kind: str, text: str, student: str) -> None:
        if _letters(text):
            self._known.setdefault(_key(kind, text), set()).add(student)

    def find(self, **known: str) -> str | None:
        """The student of whom this is known, the first thing first; None if not exactly one."""
        for kind, text in known.items():
            found = self._known.get(_key(kind, text))
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None


def _key(kind: str, text: str) -> tuple[str, str]:
    return kind, _letters(text) if kind == "name" else text.casefold()


def _letters(text: str) -> str:
    """A name as platforms squeeze it into a file's name: letters and digits, all small."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def platform_of(entries: Sequence[Path]) -> str | None:
    """The platform that a download is from, by the names in it; None for none of the four."""
    names = [path.name for path in entries]
    if GRADESCOPE in names:
        return "Gradescope"
    for platform, pattern in (("Moodle", MOODLE), ("Blackboard", BLACKBOARD)):
        if any(pattern.fullmatch(name) for name in names):
            return platform
    files = [path.name for path in entries if path.is_file()]
    return "Canvas" if any(CANVAS.fullmatch(name) for name in files) else None


class Platform:
    """Reads the outermost names of one download.

    Args:
        name: one of those that `platform_of` gives.
        entries: all that is in it.
        people: everybody in the gradebook.
        zone: the course's, for times without one.
    """

    def __init__(
        self, name: str, entries: Sequence[Path], people: Sequence[Student], zone: tzinfo | None
    ) -> None:
        self.name = name
        self._people = Directory(people)
        self._zone = zone
        self._metadata: dict[str, Any] = {}
        if name == "Gradescope":
            from .gradescope import read_metadata  # late: it takes a while, and few need it

            self._metadata = read_metadata(next(p for p in entries if p.name == GRADESCOPE))

    def owned(self, path: Path) -> Owned | None:
        """What the platform says about an entry; None if its name is not one of the platform's."""
        read = getattr(self, f"_{self.name.lower()}")
        found: Owned | None = read(path.name)
        return found

    def _moodle(self, name: str) -> Owned | None:
        found = MOODLE.fullmatch(name)
        if not found:
            return None
        student = self._people.find(name=found["name"], id=found["name"])
        file = found["file"] or ""
        return Owned(_one(student), found["name"], file, skipped=found["kind"] != "file")

    def _canvas(self, name: str) -> Owned | None:
        found = CANVAS.fullmatch(name)
        if not found:
            return None
        number = found["number"]
        student = self._people.find(account=number, id=number, name=found["name"])
        told = f"{found['name']} (Canvas's number {number})"
        return Owned(_one(student), told, found["file"], late=bool(found["late"]))

    def _blackboard(self, name: str) -> Owned | None:
        found = BLACKBOARD.fullmatch(name)
        if not found:
            return None
        # The assignment's name and the user's may both have an underscore in them.
        parts = found["head"].split("_")
        tails = ["_".join(parts[at:]) for at in range(1, len(parts))]
        students = (self._people.find(id=one, account=one, email=one) for one in tails)
        student = next(filter(None, students), None)
        return Owned(
            _one(student),
            parts[-1],
            found["file"] or "",
            moment_in_name(found["time"], self._zone),
            skipped=bool(found["about"]),
        )

    def _gradescope(self, name: str) -> Owned | None:
        if name == GRADESCOPE:
            return Owned(skipped=True)
        known = self._metadata.get(name)
        if not isinstance(known, dict):
            return None
        submitters = [one for one in known.get(":submitters") or [] if isinstance(one, dict)]
        told, students = [], []
        for one in submitters:
            number, email = str(one.get(":sid") or ""), str(one.get(":email") or "")
            who = str(one.get(":name") or email)
            told.append(who)
            students.append(self._people.find(id=number, account=number, email=email, name=who))
        time = known.get(":created_at")
        time = time.get("utc") if isinstance(time, dict) else time
        if isinstance(time, datetime):
            time = (time.astimezone(UTC) if time.tzinfo else time).replace(tzinfo=None)
        else:
            time = None
        everybody = tuple(one for one in students if one)
        missing = len(everybody) < len(submitters)
        return Owned(() if missing else everybody, ", ".join(told), "", time)


def without_suffixes(files: Mapping[str, Path]) -> dict[str, Path]:
    """One student's files from Canvas, without the suffix that it gives a name used before.

    Where that leaves two of one name, the later one counts.
    """
    latest: dict[str, tuple[int, Path]] = {}
    for file, path in files.items():
        again = AGAIN.fullmatch(file)
        name = again["stem"] + again["suffix"] if again else file
        count = int(again["count"]) if again else 0
        if name not in latest or latest[name][0] < count:
            latest[name] = count, path
    return {name: path for name, (_, path) in latest.items()}


def _one(student: str | None) -> tuple[str, ...]:
    return (student,) if student else ()
