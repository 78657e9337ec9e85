"""Takes what was handed in elsewhere into `submitted/`, where nbgrader looks for it."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..course import CourseFolder
from ..course.seeds import FOLDER
from ..grading.settings import Settings, assignment_folder
from ..grading.submissions import (
    MOST_FILES,
    MOST_REMARKS,
    TIMESTAMP,
    parse_timestamp,
    read_timestamp,
    regular_files,
)
from ..teams import read_teams
from .archive import unpack
from .folder import disk_is_full, write_folder
from .gradebook import Gradebook, Student
from .handed_in import HandedIn, NothingToCollect, Reader

FILE_MODE = 0o644
PREFIX = "collect-"
NO_ASSIGNMENT = "–"  # when nobody knows which assignment it was handed in for


@dataclass
class Collection:
    """The result of collecting.

    Attributes:
        collected: (assignment, student) of every submission that was found.
        problems: (assignment or NO_ASSIGNMENT, student or file, why it was not collected).
        remarks: what else the instructor should know, in sentences.
    """

    collected: list[tuple[str, str]] = field(default_factory=list)
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def collect(
    course: CourseFolder, settings: Settings, source: Path, assignments: Sequence[str], force: bool
) -> Collection:
    """Put the submissions in `source`, a folder or an archive, where nbgrader looks for them.

    A submission already there is replaced by a newer one, or with `force` by any.

    Raises:
        FileNotFoundError: there is no `source`, or no submission in it.
        OSError: it cannot be read, or the disk is full.
    """
    if not source.exists():
        raise FileNotFoundError(f"there is nothing at {source}")
    wanted = list(assignments or course.assignments)
    collection = Collection()
    with _scratch(course) as scratch:
        folder, left_out = source, list[tuple[str, str]]()
        if source.is_file():
            folder = scratch / "all"
            left_out = unpack(source, folder, of_a_class=True)
        teams = read_teams(course.root)
        reader = Reader(wanted, scratch, settings, lambda: _people(settings), teams)
        reader.read(folder, [name for name, _ in left_out])
        told = [f"Left out {ascii(name)} in {source.name}: {why}." for name, why in left_out]
        collection.remarks += _a_few(told)
        if reader.elsewhere:
            collection.remarks.append(
                f"{reader.elsewhere} submissions for other assignments were not collected."
            )
        known = wanted[0] if len(wanted) == 1 else NO_ASSIGNMENT
        collection.problems += [(known, name, why) for name, why in reader.problems]
        for one in reader.found:
            try:
                _store(one, settings, force, collection)
            except OSError as error:
                if disk_is_full(error):
                    raise
                collection.problems.append((one.assignment, one.student, f"{error}."))
            else:
                collection.collected.append((one.assignment, one.student))
    if not collection.collected and not collection.problems:
        raise NothingToCollect(f"there is no submission for {' or '.join(wanted)} in {source}")
    return collection


def _people(settings: Settings) -> list[Student]:
    with closing(Gradebook(settings)) as gradebook:
        return gradebook.people()


def _a_few(remarks: Sequence[str]) -> list[str]:
    more = len(remarks) - MOST_REMARKS
    return [*remarks[:MOST_REMARKS], *([f"{more} more were left out."] if more > 0 else [])]


@contextmanager
def _scratch(course: CourseFolder) -> Iterator[Path]:
    """A folder to unpack in; such folders left behind by a killed grader are removed."""
    parent = course.root / FOLDER
    parent.mkdir(exist_ok=True)
    for old in parent.glob(f"{PREFIX}*"):
        shutil.rmtree(old)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=parent) as folder:
        yield Path(folder)


def _store(one: HandedIn, settings: Settings, force: bool, collection: Collection) -> None:
    """Write a submission, unless there is one already that is not older.

    Raises:
        OSError: it cannot be read or written.
    """
    if one.problem is not None:
        raise one.problem
    files = {name: path.read_bytes() for name, path in one.files.items()}
    collection.remarks += one.remarks
    # The time comes from the collector; what a student wrote into such a file does not count.
    files.pop(TIMESTAMP, None)
    if one.timestamp is not None:
        files[TIMESTAMP] = f"{one.timestamp.isoformat(' ')} UTC".encode()
    folder = assignment_folder(settings, "submitted", one.assignment, one.student)
    present = _files_in(folder) if folder.is_dir() else {}
    if {name: path.read_bytes() for name, path in present.items()} == files:
        return
    there, _ = parse_timestamp(read_timestamp(folder), settings.zone)
    newer = one.timestamp is not None and (there is None or one.timestamp > there)
    if present and not newer and not force:
        collection.remarks.append(
            f"Kept what {one.student} has in {settings.coursedir.submitted_directory}/ for "
            f"{one.assignment}: the one collected is not newer; --force takes it anyway."
        )
        return
    write_folder(folder, files, FILE_MODE, settings.coursedir.groupshared)


def _files_in(folder: Path) -> dict[str, Path]:
    """The files of a submission collected earlier."""
    return dict(regular_files(folder, (), MOST_FILES, lambda path, why: None))
