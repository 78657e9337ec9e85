"""Reads the names in downloads from Moodle, Canvas, Blackboard and Gradescope, as they are.

Each platform puts who handed something in before the name that a student gave the file, so only the
beginning of an outermost name counts. What it says (a full name, an account's number, a team) leads
to students' ids through the gradebook and the class list: see `autograder roster`.

- Moodle: `Ada Lovelace_123_assignsubmission_file/…`, or `…_file_NAME` without folders; the number
  is the participant's in this assignment, and nobody else knows it, so the full name counts. Where
  groups hand in, it is the group's name, and `Default group_assignsubmission_file` has no number
- Canvas: `lovelaceada_17_4242_NAME`, with `LATE_` after the name and `-1` after a NAME used before;
  17 is the account's number. A group is called by its name and the number of one member. What was
  typed in is `lovelaceada_17_text.html`, a link `…_link.html`, and `anon_Xy3zA_…` is nobody's
- Blackboard: `ASSIGNMENT_ada_attempt_2026-11-20-22-30-00_NAME`, and the same with .txt about it
- Gradescope: `submission_99/…`, and `submission_metadata.yml` says whose it is
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from ..judging.words import listed
from ..moments import moment_in_name
from .gradebook import Student

MOODLE = re.compile(
    r"(?P<name>.+?)(?:_(?P<number>\d+))?_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?",
    re.DOTALL,
)
CANVAS = re.compile(r"_(?P<late>LATE_)?(?P<number>\d+)_(?P<attempt>\d+)_(?P<file>.+)", re.DOTALL)
CANVAS_TYPED = re.compile(r"(?P<name>.*?)_(?:LATE_)?(?P<number>\d+)_(?P<kind>text|link)\.html")
CANVAS_HIDDEN = re.compile(r"(?:LATE_)?anon_[A-Za-z0-9]{5}_(?:text\.html|link\.html|\d+_.+)")
BLACKBOARD = re.compile(
    r"(?P<head>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<about>\.txt))",
    re.DOTALL,
)
GRADESCOPE = "submission_metadata.yml"
AGAIN = re.compile(r"(?P<stem>.+?)-(?P<count>\d+)(?P<suffix>\.[^.]+)")  # Canvas's own suffix
TYPED = {"onlinetext": "a text that was typed in", "text": "a text that was typed in"}
TYPED |= {"link": "a link"}
MOST_NAMES = 5


@dataclass(frozen=True)
class Owned:
    """What a platform says about one file or folder.

    Attributes:
        students: whose it is; none if nobody in the gradebook is meant.
        problem: why nobody is meant, in sentences.
        file: what the student called the file; empty for a folder.
        timestamp: when it was handed in, in UTC without a zone, or None.
        late: whether the platform calls it late without saying when it came.
        instead: what was handed in if it is not a file; it is not to be collected.
    """

    students: tuple[str, ...] = ()
    problem: str = ""
    file: str = ""
    timestamp: datetime | None = None
    late: bool = False
    instead: str = ""


class Directory:
    """Finds students by what platforms call them.

    Args:
        people: everybody in the gradebook.
        teams: student -> the team that they hand in with.
    """

    def __init__(self, people: Sequence[Student], teams: Mapping[str, str]) -> None:
        self._known: dict[tuple[str, str], set[str]] = {}
        for one in people:
            self._note("id", one.id, one.id)
            self._note("account", one.lms_user_id, one.id)
            self._note("email", one.email, one.id)
            self._note("email", one.id, one.id)
            for name in (one.first_name + one.last_name, one.last_name + one.first_name):
                self._note("name", name, one.id)
            self._note("team", teams.get(one.id, ""), one.id)

    def _note(self, kind: str, text: str, student: str) -> None:
        if _letters(text):
            self._known.setdefault(_key(kind, text), set()).add(student)

    def find(self, **known: str) -> tuple[str, ...]:
        """The students of whom this is known, the first thing first: more than one is nobody."""
        for kind, text in known.items():
            found = self._known.get(_key(kind, text))
            if found:
                return tuple(sorted(found))
        return ()


def _key(kind: str, text: str) -> tuple[str, str]:
    return kind, _letters(text) if kind in ("name", "team") else text.casefold()


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
    return "Canvas" if any(map(_is_canvas, files)) else None


def _is_canvas(name: str) -> bool:
    typed_or_hidden = CANVAS_TYPED.fullmatch(name) or CANVAS_HIDDEN.fullmatch(name)
    return bool(typed_or_hidden or CANVAS.search(name))


class Platform:
    """Reads the outermost names of one download.

    Args:
        name: one of those that `platform_of` gives.
        entries: all that is in it.
        people: everybody in the gradebook.
        teams: student -> the team that they hand in with.
        zone: the course's, for times without one.
    """

    def __init__(
        self,
        name: str,
        entries: Sequence[Path],
        people: Sequence[Student],
        teams: Mapping[str, str],
        zone: tzinfo | None,
    ) -> None:
        self.name = name
        self._people = Directory(people, teams)
        self._zone = zone
        self._metadata: dict[str, Any] = {}
        if name == "Gradescope":
            from .gradescope import read_metadata  # late: it takes a while, and few need it

            self._metadata = read_metadata(next(p for p in entries if p.name == GRADESCOPE))
        self._hidden = name == "Moodle" and _is_one_name(entries)

    def owned(self, path: Path) -> Owned | None:
        """What the platform says about an entry; None if its name is not one of the platform's."""
        read = getattr(self, f"_{self.name.lower()}")
        found: Owned | None = read(path.name)
        return found

    def missing(self, entries: Sequence[Path]) -> list[str]:
        """What the platform says was handed in, and is not there."""
        there = {path.name for path in entries}
        return [str(name) for name in self._metadata if name not in there]

    def _meant(
        self, told: str, found: tuple[str, ...], team: tuple[str, ...] = ()
    ) -> tuple[tuple[str, ...], str]:
        """Whose it is, or why it is nobody's."""
        if len(found) == 1 or team:
            return found if len(found) == 1 else team, ""
        if found:
            return (), (
                f"{self.name} says it is from {told}, and the gradebook has more than one of them: "
                f"{listed(found, MOST_NAMES)}. Put it into submitted/STUDENT/ASSIGNMENT/ yourself."
            )
        return (), (
            f"{self.name} says it is from {told}, but the gradebook has no such student, and the "
            "class list no such team: `autograder roster FILE` reads a class list."
        )

    def _nobody(self) -> Owned:
        return Owned(
            problem=f"{self.name} does not say whose it is, because the assignment is anonymous "
            "there: reveal the names and download it again."
        )

    def _moodle(self, name: str) -> Owned | None:
        found = MOODLE.fullmatch(name)
        if not found:
            return None
        told = found["name"]
        known = self._people.find(name=told, id=told)
        students, problem = self._meant(told, known, self._people.find(team=told))
        if not students and self._hidden:
            return self._nobody()
        kind = found["kind"]
        instead = "" if kind == "file" else TYPED.get(kind, f"what Moodle calls {kind}")
        return Owned(students, problem, found["file"] or "", instead=instead)

    def _canvas(self, name: str) -> Owned | None:
        if CANVAS_HIDDEN.fullmatch(name):
            return self._nobody()
        typed = CANVAS_TYPED.fullmatch(name)
        if typed:
            students, problem = self._of_account(typed["name"], typed["number"])
            return Owned(students, problem, instead=TYPED[typed["kind"]])
        readings = list(_canvas_readings(name))
        if not readings:
            return None
        # Names may have numbers in them: what the gradebook knows decides where the name ends.
        meant: dict[tuple[str, ...], tuple[str, re.Match[str]]] = {}
        for told, found in readings:
            number = found["number"]
            if students := self._people.find(account=number, id=number):
                meant.setdefault(students, (told, found))
                if students == self._people.find(name=told):
                    meant = {students: (told, found)}
                    break
        if len(meant) > 1:
            both = listed([" or ".join(students) for students in meant], MOST_NAMES)
            return Owned(
                problem=f"Its name can mean more than one student: {both}. A class list with names "
                "helps: `autograder roster FILE` reads it."
            )
        told, found = next(iter(meant.values()), readings[0])
        students, problem = self._of_account(told, found["number"])
        return Owned(students, problem, found["file"], late=bool(found["late"]))

    def _of_account(self, name: str, number: str) -> tuple[tuple[str, ...], str]:
        """Whose an account of Canvas's is, or why nobody's; a member's number stands for a team."""
        found = self._people.find(account=number, id=number, name=name)
        team = self._people.find(team=name)
        if len(found) == 1 and found[0] in team:
            return team, ""
        return self._meant(f"{name or 'somebody'} (Canvas's number {number})", found)

    def _blackboard(self, name: str) -> Owned | None:
        found = BLACKBOARD.fullmatch(name)
        if not found:
            return None
        # The assignment's name and the user's may both have an underscore in them.
        parts = found["head"].split("_")
        tails = ["_".join(parts[at:]) for at in range(1, len(parts))]
        known = (self._people.find(id=one, account=one, email=one) for one in tails)
        teams = (self._people.find(team=one) for one in tails)
        students, problem = self._meant(
            parts[-1], next(filter(None, known), ()), next(filter(None, teams), ())
        )
        return Owned(
            students,
            problem,
            found["file"] or "",
            moment_in_name(found["time"], self._zone),
            instead="a text or a comment" if found["about"] else "",
        )

    def _gradescope(self, name: str) -> Owned | None:
        known = self._metadata.get(name)
        if not isinstance(known, dict):
            return None
        submitters = [one for one in known.get(":submitters") or [] if isinstance(one, dict)]
        students: list[str] = []
        problems = []
        for one in submitters:
            number, email = str(one.get(":sid") or ""), str(one.get(":email") or "")
            who = str(one.get(":name") or email)
            found = self._people.find(id=number, account=number, email=email, name=who)
            meant, problem = self._meant(who, found)
            students += meant
            problems += [problem] if problem else []
        if not submitters:
            problems.append("Gradescope does not say whose it is.")
        time = known.get(":created_at")
        time = time.get("utc") if isinstance(time, dict) else time
        if isinstance(time, datetime):
            time = (time.astimezone(UTC) if time.tzinfo else time).replace(tzinfo=None)
        else:
            time = None
        return Owned(tuple(students), " ".join(problems), "", time)


def _canvas_readings(name: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The ways to read a name: what the platform calls the author, and the rest of it."""
    at = 0
    while found := CANVAS.search(name, at):
        yield name[: found.start()].removesuffix("_LATE"), found
        at = found.start() + 1


def _is_one_name(entries: Sequence[Path]) -> bool:
    """Whether everybody has the same name, and a number of their own, as in an anonymous list."""
    found = [match for path in entries if (match := MOODLE.fullmatch(path.name))]
    numbers = {match["number"] for match in found if match["number"]}
    return len(numbers) > 1 and len({match["name"] for match in found}) == 1


def without_suffixes(files: Mapping[str, Path]) -> tuple[dict[str, Path], list[str]]:
    """One student's files from Canvas, without the suffix that it gives a name used before.

    Where there are several of one name, the last one has it, and those that are left out are told,
    too. Without one that has the plain name, the students themselves may have numbered them.
    """
    alike: dict[str, list[tuple[int, str]]] = {}
    for file in files:
        again = AGAIN.fullmatch(file)
        plain = again["stem"] + again["suffix"] if again else file
        alike.setdefault(plain, []).append((int(again["count"]) if again else 0, file))
    kept: dict[str, Path] = {}
    left_out = []
    for plain, numbered in alike.items():
        if len(numbered) > 1 and plain not in files:
            kept |= {file: files[file] for _, file in numbered}
            continue
        *earlier, (_, last) = sorted(numbered)
        kept[plain] = files[last]
        left_out += [file for _, file in earlier]
    return kept, left_out
