"""Reads what a class handed in, in whatever layout it comes.

- nbgrader's own: STUDENT/ASSIGNMENT/notebook.ipynb;
- an exchange's inbound folder: STUDENT+ASSIGNMENT+TIMESTAMP/notebook.ipynb;
- a download from Moodle, Canvas, Blackboard or Gradescope: see `platforms`;
- any other platform's download, whose names say who handed in what. They are read by nbgrader's
  zip collector, `c.FileNameCollectorPlugin.named_regexp`, which comes first where it is set.

**Nothing that a student hands in names its owner.** The layout, the owner and the time of each
submission are read from its outermost name alone, which the exchange or the platform gave it. What
is inside belongs to that owner, whatever it is called, and counts against that owner's limits.
(nbgrader's own layout keeps the time in `timestamp.txt`, and nowhere else.)
"""

import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path, PurePosixPath
from typing import Any

from nbgrader.apps.zipcollectapp import ZipCollectApp

from ..grading.settings import Settings
from ..grading.submissions import (
    MOST_FILES,
    MOST_REMARKS,
    NOTEBOOK,
    parse_timestamp,
    read_timestamp,
    regular_files,
    why_not_a_student,
)
from ..moments import moment_in_name
from .archive import LITTER, MOST_AROUND, BadArchive, is_archive, is_litter, stem, unpack
from .gradebook import Student
from .platforms import GRADESCOPE, Owned, Platform, platform_of, without_suffixes

MOST_DEPTH = 3  # an archive in an archive in an archive


class NothingToCollect(FileNotFoundError):
    """There is no submission in the source named; the message says what was looked for."""


@dataclass
class HandedIn:
    """One submission as it was handed in.

    Attributes:
        assignment: its assignment.
        student: who handed it in.
        files: relative path -> the file.
        timestamp: when, in UTC without a zone, or None if nobody knows.
        remarks: what was left out of it, in sentences.
        problem: why it cannot be read, or None.
    """

    assignment: str
    student: str
    files: dict[str, Path] = field(default_factory=dict)
    timestamp: datetime | None = None
    remarks: list[str] = field(default_factory=list)
    problem: OSError | None = None

    def leave_out(self, path: str, why: str) -> None:
        """Note that a file of it is left out."""
        if len(self.remarks) < MOST_REMARKS:
            said = f"Left out {ascii(path)} of {self.student}, {self.assignment}: {why}."
            self.remarks.append(said)


@dataclass
class Reader:
    """Reads a folder of submissions, one outermost name at a time.

    Attributes:
        wanted: the assignments asked for.
        scratch: a folder to unpack in.
        settings: the course's settings.
        found: the submissions.
        people: the students in the gradebook, whom a platform names in its own way.
        teams: student -> the team that they hand in with.
        problems: (outermost name, why) for everything that is not a submission.
        elsewhere: how many submissions of other assignments were passed over.
    """

    wanted: Sequence[str]
    scratch: Path
    settings: Settings
    people: Callable[[], Sequence[Student]] = tuple
    teams: Mapping[str, str] = field(default_factory=dict)
    found: list[HandedIn] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    elsewhere: int = 0
    _unpacked: int = 0

    def read(self, folder: Path, left_out: Sequence[str] = ()) -> None:
        """Read all submissions in a folder.

        Args:
            left_out: paths in it that could not be unpacked.

        Raises:
            NothingToCollect: there are none, or no rule says how to read the names.
            GradebookTrouble: a platform's names have to be looked up, and there is no gradebook.
        """
        self._collector = _collector(self.settings)
        around = ""
        entries = _entries(folder)
        while len(entries) == 1 and around.count("/") < MOST_AROUND and self._is_around(entries[0]):
            around, entries = f"{around}{entries[0].name}/", _entries(entries[0])
        for name in left_out:  # those that were a whole submission
            if len(PurePosixPath(name.removeprefix(around)).parts) == 1:
                self.problems.append((name, "It could not be unpacked."))
        platform = None if self._collector else platform_of(entries)
        if platform is not None:
            self._read_platform(platform, entries)
            self.found = _last_of_each(self.found)
            return
        for path in entries:
            try:
                self._read_one(path, around)
            except OSError as error:
                self.problems.append((path.name, f"It cannot be read: {error}."))
        if not self.found:
            self._nothing(folder)
        self.found = _last_of_each(self.found)

    def _is_around(self, path: Path) -> bool:
        """Whether a folder is the one around all submissions, not a submission itself."""
        return (
            path.is_dir()
            and not path.is_symlink()
            and _of_exchange(path.name, self.settings.zone) is None
            and not self._assignments_in(path)
            and platform_of([path]) is None
        )

    def _nothing(self, folder: Path) -> None:
        if len(self.wanted) != 1:
            raise NothingToCollect(
                f"{folder.name} is neither an exchange's folder nor laid out as "
                "STUDENT/ASSIGNMENT. If it is a learning platform's download, say which "
                "assignment it is for"
            )
        if self._collector is None and self.problems:
            raise NothingToCollect(
                "file names must say who handed in what, and no rule says how to read them: set "
                "c.FileNameCollectorPlugin.named_regexp in nbgrader_config.py, for example to "
                r"r'.*/(?P<student_id>\w+)_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)'; "
                f"or arrange the files as STUDENT/{self.wanted[0]}/NOTEBOOK.ipynb"
            )

    def _read_one(self, path: Path, around: str) -> None:
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            self.problems.append((path.name, "It is a link or a device, not a file."))
            return
        if path.is_dir() and (known := _of_exchange(path.name, self.settings.zone)):
            student, assignment, time = known
            if assignment in self.wanted:
                self._add(_in_folder(assignment, student, path), time)
            else:
                self.elsewhere += 1
            return
        problem = None
        if self._collector is not None and len(self.wanted) == 1:
            one, problem = self._of_platform(path, around)
            if one is not None:
                self._add(one, one.timestamp)
                return
        inner = self._assignments_in(path)
        for assignment in inner:
            one = _in_folder(assignment, path.name, path / assignment)
            if one.files or one.problem:
                said = read_timestamp(path / assignment)
                time, problems = parse_timestamp(said, self.settings.zone)
                one.remarks += [f"{one.student}, {assignment}: {told}" for told in problems]
                self._add(one, time)
            else:
                self.problems.append((path.name, f"Its folder {assignment} is empty."))
        if not inner:
            why = problem or "Its name does not say whose submission it is."
            self.problems.append((path.name, why))

    def _add(self, one: HandedIn, time: datetime | None) -> None:
        """Take a submission, with the time that its collector gave it, not its author."""
        why = why_not_a_student(one.student)
        if why:
            self.problems.append((one.student, f"This cannot be a student id: {why}."))
            return
        one.timestamp = time
        self._open_archives(one)
        self.found.append(one)

    def _assignments_in(self, path: Path) -> list[str]:
        if not path.is_dir() or path.is_symlink():
            return []
        folders = {inner.name for inner in path.iterdir() if inner.is_dir()}
        return [name for name in self.wanted if name in folders and not (path / name).is_symlink()]

    # -------------------------------------------------------------- one of the four platforms

    def _read_platform(self, name: str, entries: Sequence[Path]) -> None:
        if len(self.wanted) != 1:
            raise NothingToCollect(
                f"this is a download from {name}, which does not say which assignment it is for: "
                "name it, as in `autograder grade ASSIGNMENT --from FILE`"
            )
        platform = Platform(name, entries, self.people(), self.teams, self.settings.zone)
        files: dict[tuple[str, datetime | None], dict[str, Path]] = {}
        late: set[str] = set()
        typed: dict[str, str] = {}
        typed_by_strangers: dict[str, str] = {}
        for path in entries:
            if path.name == GRADESCOPE:
                continue
            try:
                owned = platform.owned(path)
                why = _not_owned(name, path, owned)
                if owned is not None and owned.instead and why:
                    typed_by_strangers[why] = path.name
                    continue
                if owned is None or why:
                    self.problems.append((path.name, why))
                    continue
                for student in owned.students:
                    late |= {student} if owned.late else set()
                    if owned.instead:
                        typed[student] = owned.instead
                    elif path.is_dir():
                        self._add(_in_folder(self.wanted[0], student, path), owned.timestamp)
                    else:
                        key = student, owned.timestamp
                        files.setdefault(key, {})[owned.file or path.name] = path
            except OSError as error:
                self.problems.append((path.name, f"It cannot be read: {error}."))
        for (student, time), own in files.items():
            self._add_files(name, student, time, own, student in late)
        with_files = {one.student for one in self.found}
        for student, what in typed.items():
            if student not in with_files:
                self.problems.append((student, f"{name} has {what} from them, and no file."))
        known = {why for _, why in self.problems}
        self.problems += [
            (file, why) for why, file in typed_by_strangers.items() if why not in known
        ]
        for told in platform.missing(entries):
            self.problems.append((told, f"{name} lists it, and it is not in the download."))

    def _add_files(
        self, platform: str, student: str, time: datetime | None, own: dict[str, Path], late: bool
    ) -> None:
        """Take one student's files, which a platform gave without a folder around them."""
        own, earlier = without_suffixes(own) if platform == "Canvas" else (own, [])
        one = HandedIn(self.wanted[0], student, own)
        for file in earlier:
            one.leave_out(file, "Canvas has a later file of that name")
        if late:
            one.remarks.append(
                f"{platform} calls what {student} handed in late, and does not say when it came."
            )
        self._add(one, time)

    # ------------------------------------------------------- any other platform's download

    def _of_platform(self, path: Path, around: str) -> tuple[HandedIn | None, str | None]:
        """The submission with this outermost name, or why there is none."""
        (assignment,) = self.wanted
        inner = {path.name: path}
        left_out: list[tuple[str, str]] = []
        if path.is_dir():
            files = regular_files(path, (), MOST_FILES, lambda *one: left_out.append(one))
            inner = {f"{path.name}/{name}": file for name, file in files}
        found: dict[str, HandedIn] = {}
        others: dict[str, Path] = {}
        problem: str | None = None
        for name, file in inner.items():
            if not is_archive(file) and file.suffix not in self._collector.valid_ext:
                others[name.removeprefix(f"{path.name}/")] = file
                continue
            known, why = self._known(around, name, file)
            if known is None:
                problem = problem or why
                continue
            student = known["student_id"]
            one = HandedIn(assignment, student, {}, known.get("timestamp"))
            one = found.setdefault(student, one)
            one.files[known["file"]] = file
        if len(found) != 1:
            more = "Its files name more than one student." if found else None
            return None, more or problem or "There is no notebook in it."
        (one,) = found.values()
        one.files = {**others, **one.files}
        for left in left_out:
            one.leave_out(*left)
        return one, None

    def _known(self, around: str, name: str, file: Path) -> tuple[dict[str, Any] | None, str]:
        """What a file's name says, by nbgrader's rule, or why that does not count."""
        (assignment,) = self.wanted
        packed = is_archive(file)
        told = f"{stem(name)}{NOTEBOOK}" if packed else name
        before = f"/downloaded/{assignment}/extracted/{around}"
        known = self._collector.collect(before + told)
        if not known:
            return None, "Its name does not match c.FileNameCollectorPlugin.named_regexp."
        student, file_id = known.get("student_id"), known.get("file_id")
        if not isinstance(student, str) or not isinstance(file_id, str) or not file_id:
            return None, "Its name gives no student_id or no file_id."
        if "/" in student or why_not_a_student(student):
            return None, f"Its name gives a student_id that cannot be one: {student!r}."
        if ".." in PurePosixPath(file_id).parts or file_id.startswith("/"):
            return None, f"Its name gives a file_id that cannot be one: {file_id!r}."
        time = moment_in_name(known.get("timestamp") or "", self.settings.zone)
        if "/" in told:  # only the outermost name is the platform's
            end = len(before) + told.index("/")
            match = re.match(self._collector.named_regexp, before + told)
            owner = told.partition("/")[0]
            if student != owner and _end(match, "student_id") > end:
                return None, (
                    "Only a file inside says whose it is, and a student may have named that "
                    "file. If this folder contains several submissions, collect it by itself."
                )
            if _end(match, "timestamp") > end:
                time = None
        kept = f"{os.path.splitext(file_id)[0]}{file.suffix}"
        kept = PurePosixPath(name).name if packed else kept
        return {"student_id": student, "file": kept, "timestamp": time}, ""

    # --------------------------------------------------------------------- archives inside

    def _open_archives(self, one: HandedIn, depth: int = 1) -> None:
        """Unpack what a student packed, if there is no notebook beside it."""
        packed = {name: path for name, path in one.files.items() if is_archive(path)}
        if depth > MOST_DEPTH or any(name.endswith(NOTEBOOK) for name in one.files) or not packed:
            return
        for name, path in packed.items():
            self._unpacked += 1
            folder = self.scratch / "inside" / str(self._unpacked)
            try:
                left_out = unpack(path, folder)
            except BadArchive as problem:
                one.problem = one.problem or problem
                continue
            del one.files[name]
            for left in left_out:
                one.leave_out(*left)
            inner = _entries(folder)
            if len(inner) == 1 and inner[0].is_dir():
                (folder,) = inner
            one.files.update(regular_files(folder, LITTER, MOST_FILES, one.leave_out))
        self._open_archives(one, depth + 1)
        if any(name.endswith(NOTEBOOK) for name in one.files):
            one.problem = None


def _not_owned(platform: str, path: Path, owned: Owned | None) -> str:
    """Why a platform's name does not lead to a student; empty if it does."""
    if path.is_symlink() or not (path.is_dir() or path.is_file()):
        return "It is a link or a device, not a file."
    if owned is None:
        return f"Its name is not one that {platform} gives."
    if owned.file in (".", ".."):
        return f"Its name gives a file that cannot be one: {owned.file!r}."
    return owned.problem


def _entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not is_litter(path.name))


def _of_exchange(name: str, zone: tzinfo | None) -> tuple[str, str, datetime | None] | None:
    """Student, assignment and time from STUDENT+ASSIGNMENT+TIMESTAMP, perhaps with + and more."""
    for text in (name, name.rpartition("+")[0]):
        parts = text.rsplit("+", 2)
        time = moment_in_name(parts[-1], zone) if len(parts) == 3 else None
        if time is not None and parts[0]:
            return parts[0], parts[1], time
    return None


def _end(match: re.Match[str] | None, group: str) -> float:
    """Where a group ends in the text that was matched; infinity if it did not match."""
    return match.end(group) if match and match.groupdict().get(group) else math.inf


def _in_folder(assignment: str, student: str, folder: Path) -> HandedIn:
    """What is in a student's folder, or why it cannot be read."""
    one = HandedIn(assignment, student)
    try:
        one.files = dict(regular_files(folder, (), MOST_FILES, one.leave_out))
    except OSError as error:
        one.problem = error
    return one


def _last_of_each(found: Sequence[HandedIn]) -> list[HandedIn]:
    """One submission per student: the last one, or several that go together.

    Several files from a learning platform may be one submission. But if there are two files for
    one notebook, and no times, nobody knows which counts.
    """
    merged: dict[tuple[str, str], HandedIn] = {}
    for one in sorted(found, key=lambda one: one.timestamp or datetime.min):
        known = merged.setdefault((one.assignment, one.student), one)
        if known is not one:
            merged[one.assignment, one.student] = _merged(known, one)
    return list(merged.values())


def _merged(known: HandedIn, later: HandedIn) -> HandedIn:
    same = known.files.keys() & later.files.keys()
    if not same and known.timestamp == later.timestamp:
        later.files = {**known.files, **later.files}
    elif known.timestamp is None or known.timestamp == later.timestamp:
        later.problem = OSError(
            "There are several files for one notebook, and nothing says which is the latest"
        )
    return later


def _collector(settings: Settings) -> Any:
    """nbgrader's collector of file names, as configured; None if no rule is set."""
    collector = ZipCollectApp(config=settings.config).collector_plugin(config=settings.config)
    return collector if collector.named_regexp else None
