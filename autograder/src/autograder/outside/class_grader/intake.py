"""Collects submissions into `submitted/` from where they were handed in.

That is a folder in one of these layouts, or an archive of it:

- nbgrader's own: STUDENT/ASSIGNMENT/notebook.ipynb;
- an exchange's inbound folder: STUDENT+ASSIGNMENT+TIMESTAMP/notebook.ipynb;
- a learning platform's download, whose file names tell who handed in what. They are
  read by nbgrader's zip collector, `c.FileNameCollectorPlugin.named_regexp`.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from nbgrader.apps.zipcollectapp import ZipCollectApp
from nbgrader.utils import parse_utc

from ..course import CourseFolder
from ..course.seeds import FOLDER
from ..grading.settings import Settings, assignment_folder
from ..grading.submissions import MOST_FILES, MOST_REMARKS, TIMESTAMP, regular_files
from .archive import BadArchive, Unpacker, is_archive, stem
from .folder import disk_is_full, write_folder

FILE_MODE = 0o644
PREFIX = "collect-"
MOST_ENTRIES = 200_000  # files and folders of a whole class in a learning platform's download


class NothingToCollect(FileNotFoundError):
    """There is no submission in what was named; the message says what was looked for."""


@dataclass
class HandedIn:
    """One submission as it was handed in.

    Attributes:
        files: relative path -> the file.
        timestamp: when, in UTC without a zone, or None where nobody knows.
        remarks: what of it was left out, in sentences.
        problem: why it cannot be read, if so.
    """

    assignment: str
    student: str
    files: dict[str, Path] = field(default_factory=dict)
    timestamp: datetime | None = None
    remarks: list[str] = field(default_factory=list)
    problem: OSError | None = None


@dataclass
class Collection:
    """What came of collecting.

    Attributes:
        collected: (assignment, student) of every submission that was found.
        problems: (assignment, student or file, why it is not collected).
        remarks: what else the instructor should know, in sentences.
    """

    collected: list[tuple[str, str]] = field(default_factory=list)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def collect(
    course: CourseFolder, settings: Settings, source: Path, assignments: Sequence[str], force: bool
) -> Collection:
    """Put the submissions in `source` where nbgrader looks for them.

    A submission that is there already is replaced by a newer one, or by force.

    Raises:
        FileNotFoundError: there is no `source`, or no submission in it.
        OSError: it cannot be read, or the disk is full.
    """
    if not source.exists():
        raise FileNotFoundError(f"there is nothing at {source}")
    collection = Collection()
    with _scratch(course) as scratch:
        for one in _handed_in(source, scratch, course, settings, assignments, collection):
            try:
                _store(one, settings, force, collection)
            except OSError as error:
                if disk_is_full(error):
                    raise
                collection.problems.append((one.assignment, one.student, f"{error}."))
            else:
                collection.collected.append((one.assignment, one.student))
    if not collection.collected and not collection.problems:
        wanted = " or ".join(assignments or course.assignments)
        raise NothingToCollect(f"there is no submission of {wanted} in {source}")
    return collection


@contextmanager
def _scratch(course: CourseFolder) -> Iterator[Path]:
    """A folder to unpack in; what a killed grader left of such folders is removed."""
    parent = course.root / FOLDER
    parent.mkdir(exist_ok=True)
    for old in parent.glob(f"{PREFIX}*"):
        shutil.rmtree(old)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=parent) as folder:
        yield Path(folder)


def _handed_in(
    source: Path,
    scratch: Path,
    course: CourseFolder,
    settings: Settings,
    assignments: Sequence[str],
    collection: Collection,
) -> Iterable[HandedIn]:
    wanted = list(assignments or course.assignments)
    unpacker = Unpacker(collection.remarks)
    folder = _unpacked(source, scratch, wanted, unpacker, collection)
    inner = _only_folder(folder)
    for candidate in (folder, inner):
        found = [*_of_exchange(candidate, wanted), *_of_course(candidate, wanted)]
        if found:
            # Something that lies beside a notebook.
            collection.remarks += [
                f"Left out {ascii(name)}: {why}" for name, why in unpacker.broken
            ]
            return _newest(found)
    if len(wanted) != 1:
        raise NothingToCollect(
            f"{source} is neither an exchange's folder nor one of STUDENT/ASSIGNMENT. If it is a "
            "learning platform's download, say which assignment it is of"
        )
    # They are what somebody handed in.
    collection.problems += [(wanted[0], name, why) for name, why in unpacker.broken]
    return _of_platform(folder, wanted[0], settings, collection)


def _unpacked(
    source: Path,
    scratch: Path,
    wanted: Sequence[str],
    unpacker: Unpacker,
    collection: Collection,
) -> Path:
    """A folder with the submissions and no archives in it."""
    # The folders that nbgrader's own zip collector has, for regular expressions that count on it.
    name = wanted[0] if len(wanted) == 1 else "all"
    extracted = scratch / "downloaded" / name / "extracted"
    if source.is_file():
        unpacker.unpack(source, extracted)
        return extracted
    archives = [path for path in sorted(source.iterdir()) if is_archive(path)]
    if not archives:
        return source
    extracted.mkdir(parents=True)
    for path in sorted(source.iterdir()):
        if path in archives:
            try:
                unpacker.unpack(path, extracted / stem(path))
            except BadArchive as problem:  # of whichever assignment it was
                collection.problems += [(one, path.name, f"{problem}.") for one in wanted]
        elif path.is_file() and not path.is_symlink():
            shutil.copy(path, extracted)
    return extracted


def _only_folder(folder: Path) -> Path:
    """The one folder in a folder, if there is nothing else in it."""
    inner = list(folder.iterdir())
    return inner[0] if len(inner) == 1 and inner[0].is_dir() else folder


def _of_exchange(folder: Path, wanted: Sequence[str]) -> Iterator[HandedIn]:
    """Folders named STUDENT+ASSIGNMENT+TIMESTAMP, perhaps with more behind another +."""
    for path in sorted(folder.iterdir()):
        parts = path.name.rsplit("+", 3)
        if len(parts) < 3 or parts[1] not in wanted or not path.is_dir() or path.is_symlink():
            continue
        one = _in_folder(parts[1], parts[0], path)
        one.timestamp = _parsed(parts[2])
        yield one


def _of_course(folder: Path, wanted: Sequence[str]) -> Iterator[HandedIn]:
    """Folders STUDENT/ASSIGNMENT."""
    for name in wanted:
        for path in sorted(folder.glob(f"*/{name}")):
            if path.is_dir() and not path.is_symlink() and not path.parent.is_symlink():
                one = _in_folder(name, path.parent.name, path)
                if one.files or one.problem:
                    yield one


def _in_folder(assignment: str, student: str, folder: Path) -> HandedIn:
    """What a student's folder holds, or why it cannot be read."""
    one = HandedIn(assignment, student)

    def leave_out(path: str, why: str) -> None:
        if len(one.remarks) < MOST_REMARKS:
            one.remarks.append(f"Left out {ascii(path)} of {student}, {assignment}: {why}.")

    try:
        one.files = dict(regular_files(folder, (), MOST_FILES, leave_out))
        one.timestamp = _timestamp_in(one.files)
    except OSError as error:
        one.problem = error
    return one


def _of_platform(
    folder: Path, assignment: str, settings: Settings, collection: Collection
) -> list[HandedIn]:
    """Files whose names nbgrader's collector understands."""
    collector = _collector(settings)
    found: dict[str, HandedIn] = {}
    refused: set[str] = set()

    def leave_out(path: str, why: str) -> None:
        collection.remarks.append(f"Left out {ascii(path)}: {why}.")

    for name, path in sorted(regular_files(folder, (), MOST_ENTRIES, leave_out)):
        if path.suffix not in collector.valid_ext:
            continue
        # As in nbgrader's own zip collector, but no name of a folder above gets into the match.
        known = collector.collect(f"/downloaded/{assignment}/extracted/{name}")
        problem = _problem_of(known)
        if problem or known is None:
            collection.problems.append((assignment, name, problem or "Its name is not understood."))
            continue
        student, file = known["student_id"], _notebook_name(known["file_id"], path.suffix)
        one = HandedIn(assignment, student, {file: path}, _parsed(known.get("timestamp")))
        if student not in found:
            found[student] = one
        elif not _merge(found[student], one):
            refused.add(student)
    for student in sorted(refused):
        why = "There are several files for one notebook, and no times to tell the last one by."
        collection.problems.append((assignment, student, why))
        del found[student]
    return list(found.values())


def _collector(settings: Settings) -> Any:
    """nbgrader's collector of file names, as it is configured."""
    collector = ZipCollectApp(config=settings.config).collector_plugin(config=settings.config)
    if not collector.named_regexp:
        raise NothingToCollect(
            "file names must tell who handed in what, and nobody has said how: set "
            "c.FileNameCollectorPlugin.named_regexp in nbgrader_config.py, for example to "
            r"r'.*/(?P<student_id>\w+)_(?P<timestamp>[0-9\-]+)_(?P<file_id>\w+)'"
        )
    return collector


def _problem_of(known: dict[str, Any] | None) -> str | None:
    """What is wrong with what a file's name says, if anything."""
    if not known:
        return "Its name does not match c.FileNameCollectorPlugin.named_regexp."
    student, file = known.get("student_id"), known.get("file_id")
    if not isinstance(student, str) or not isinstance(file, str) or not file:
        return "Its name tells no student_id or no file_id."
    if not student or student.startswith(".") or "/" in student or "\0" in student:
        return f"Its name tells a student_id that cannot be one: {student!r}."
    if ".." in PurePosixPath(file).parts or file.startswith("/"):
        return f"Its name tells a file_id that cannot be one: {file!r}."
    return None


def _notebook_name(file_id: str, suffix: str) -> str:
    return f"{os.path.splitext(file_id)[0]}{suffix}"


def _merge(known: HandedIn, more: HandedIn) -> bool:
    """Add a student's other file; False when it is a second one and neither is the newer."""
    ((file, path),) = more.files.items()
    if file in known.files:
        if known.timestamp is None or more.timestamp is None:
            return False
        if more.timestamp < known.timestamp:
            return True
    known.files[file] = path
    times = [time for time in (known.timestamp, more.timestamp) if time is not None]
    known.timestamp = max(times, default=None)
    return True


def _newest(found: Sequence[HandedIn]) -> list[HandedIn]:
    """The last submission of every student."""
    last: dict[tuple[str, str], HandedIn] = {}
    for one in sorted(found, key=lambda one: one.timestamp or datetime.min):
        last[one.assignment, one.student] = one
    return list(last.values())


def _store(one: HandedIn, settings: Settings, force: bool, collection: Collection) -> None:
    """Write a submission, unless one that is as new is there.

    Raises:
        OSError: it cannot be read, or not be written.
    """
    if one.problem is not None:
        raise one.problem
    files = {name: path.read_bytes() for name, path in one.files.items()}
    collection.remarks += one.remarks
    if TIMESTAMP not in files and one.timestamp is not None:
        files[TIMESTAMP] = one.timestamp.isoformat(" ").encode()
    folder = assignment_folder(settings, "submitted", one.assignment, one.student)
    present = _files_in(folder) if folder.is_dir() else {}
    if {name: path.read_bytes() for name, path in present.items()} == files:
        return
    there = _timestamp_in(present)
    newer = one.timestamp is not None and (there is None or one.timestamp > there)
    if present and not newer and not force:
        collection.remarks.append(
            f"Kept what {one.student} has in {settings.coursedir.submitted_directory}/ for "
            f"{one.assignment}: the other is not newer; --force takes it anyway."
        )
        return
    write_folder(folder, files, FILE_MODE, settings.coursedir.groupshared)


def _files_in(folder: Path) -> dict[str, Path]:
    """The files of a submission that was collected before."""
    return dict(regular_files(folder, (), MOST_FILES, lambda path, why: None))


def _timestamp_in(files: dict[str, Path]) -> datetime | None:
    path = files.get(TIMESTAMP)
    return _parsed(path.read_text(errors="replace")[:200].strip()) if path else None


def _parsed(text: str | None) -> datetime | None:
    try:
        return parse_utc(text) if text else None
    except (ValueError, OverflowError):
        return None
