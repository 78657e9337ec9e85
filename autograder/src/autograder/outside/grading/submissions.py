"""Finds and reads submissions, which may contain anything: links, pipes, and more than fits.

What can be graded is read; what cannot is left out with a remark. The only error is a file that
the grader is not allowed to read, because no student is to blame for that.
"""

import fnmatch
import glob
import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from autograder_check.reading import Unreadable, read_content

from ..moments import Unclear, moment
from .job import Submission

TIMESTAMP = "timestamp.txt"
NOTEBOOK = ".ipynb"

# More than any submission of the course needs; the rest is left out.
MOST_FILES = 1000
MOST_BYTES = 64 * 1024 * 1024
MOST_DEPTH = 20
MOST_REMARKS = 10
MOST_TIMESTAMP = 200  # bytes
MOST_ID = 128  # characters, as in nbgrader's gradebook
# A folder half written, perhaps by a grader that was killed (see class_grader/folder.py).
LEFTOVER = re.compile(r"\..+\.(new|old)", re.DOTALL)


def find_submissions(
    coursedir: Any, assignment: str, students: Sequence[str] = ()
) -> dict[str, Path]:
    """Student -> folder of their submission, in order.

    `coursedir` is nbgrader's CourseDirectory. `students` are names or patterns such as
    "a*"; none means everybody. nbgrader's `student_id_exclude` is respected.
    """
    excluded = coursedir.student_id_exclude.split(",")
    found = student_folders(coursedir, coursedir.submitted_directory, assignment)
    return {
        student: folder
        for student, folder in found.items()
        if student not in excluded
        and (not students or any(fnmatch.fnmatchcase(student, name) for name in students))
    }


def student_folders(coursedir: Any, step: str, assignment: str) -> dict[str, Path]:
    """Student -> their folder for this assignment, in order.

    `step` is one of nbgrader's directories, such as `coursedir.autograded_directory`. The names
    are not checked: see `why_not_a_student`.
    """
    matches = re.compile(
        coursedir.format_path(step, "(?P<student>[^/]+)", re.escape(assignment), escape=True)
    )
    # The root may contain any characters; only the student is a pattern.
    pattern = glob.escape(coursedir.format_path(step, "\0", assignment)).replace("\0", "*")
    found: dict[str, Path] = {}
    for path in sorted(glob.glob(pattern, include_hidden=True)):
        match = matches.fullmatch(path)
        if match and not LEFTOVER.fullmatch(match["student"]):
            found[match["student"]] = Path(path)
    return found


def read_submission(student: str, folder: Path, ignored: Sequence[str] = ()) -> Submission:
    """Read one submission; files and folders whose name matches `ignored` are skipped.

    Raises:
        OSError: the grader cannot read the folder, or a file in it.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a folder")
    remarks: list[str] = []

    def leave_out(path: str, why: str) -> None:
        if len(remarks) < MOST_REMARKS:
            remarks.append(f"Left out {path}: {why}.")

    # Notebooks are looked for in the folder itself, not below it.
    notebooks = {
        path.name.removesuffix(NOTEBOOK): read_notebook(path)
        for path in sorted(folder.glob(f"*{NOTEBOOK}"))
        if _is_text(path.name) and not path.name.startswith(".")
    }
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for name, path in regular_files(folder, [*ignored, f"*{NOTEBOOK}"], MOST_FILES, leave_out):
        size = path.stat().st_size
        if size <= left:
            files[name] = path.read_bytes()
            left -= size
        else:
            leave_out(name, f"the submission has more than {MOST_BYTES >> 20} MB")
    return Submission(student, notebooks, files, read_timestamp(folder), tuple(remarks))


def read_timestamp(folder: Path) -> str | None:
    """What a submission's `timestamp.txt` says; None if there is no such file, or no text in it."""
    path = folder / TIMESTAMP
    if not path.is_file() or path.is_symlink():
        return None
    with path.open("rb") as file:
        content = file.read(MOST_TIMESTAMP + 1)
    start = content[:MOST_TIMESTAMP]
    said = start.decode(json.detect_encoding(start), "replace").strip()  # Windows writes UTF-16
    return f"{said} and so on" if len(content) > MOST_TIMESTAMP else said or None


def parse_timestamp(
    said: str | None, zone: tzinfo | None = None
) -> tuple[datetime | None, tuple[str, ...]]:
    """The time in a `timestamp.txt`, and what is wrong with it, in sentences.

    The time is in UTC, without a zone, as nbgrader keeps it. `zone` is the course's.
    """
    try:
        return (moment(said, zone).replace(tzinfo=None) if said else None), ()
    except Unclear as problem:
        return None, (f"The time in timestamp.txt does not count: {problem}.",)


def regular_files(
    folder: Path,
    ignored: Sequence[str],
    most: int,
    leave_out: Callable[[str, str], None],
) -> Iterator[tuple[str, Path]]:
    """Relative path and path of every file in a folder and below it, in order.

    `leave_out` is called with path and reason for anything that is neither a file nor a folder,
    has an impossible name, is too deep, or comes after the first `most` files and folders.
    """
    count = 0
    folders = [("", folder)]
    while folders:
        prefix, path = folders.pop()
        with os.scandir(path) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
        for entry in ordered:
            name = prefix + entry.name
            count += 1
            if count > most:
                leave_out("the rest", f"there are more than {most} files and folders")
                return
            if not _is_text(entry.name):
                leave_out(ascii(name), "its name is not UTF-8")
            elif any(_matches(entry.name, pattern) for pattern in ignored):
                continue
            elif entry.is_dir(follow_symlinks=False):
                if name.count("/") < MOST_DEPTH:
                    folders.append((f"{name}/", Path(entry.path)))
                else:
                    leave_out(name, f"it is more than {MOST_DEPTH} folders deep")
            elif entry.is_file(follow_symlinks=False):
                yield name, Path(entry.path)
            else:
                leave_out(name, "it is a link or a device, not a file")


def read_notebook(path: Path) -> bytes | str:
    """The content of a file, or why it cannot be graded.

    Raises:
        OSError: the grader may not read it.
    """
    try:
        _check_readable(path)
        return read_content(path)
    except Unreadable as problem:
        return str(problem)


def _check_readable(path: Path) -> None:
    if stat.S_ISREG(path.lstat().st_mode):
        with path.open("rb"):
            pass


def why_not_a_student(name: str) -> str | None:
    """Why a name cannot be a student id, or None if it can.

    nbgrader keeps it in its gradebook, prints it, and makes a folder of that name.
    """
    if not _is_text(name):
        return "it is not UTF-8"
    if not name.isprintable():
        return "it has control characters in it"
    if name.startswith("."):
        return "it begins with a dot, and such folders are skipped"
    if len(name) > MOST_ID:
        return f"it is longer than {MOST_ID} characters"
    return None if name.strip() and "/" not in name else "it is blank or has a slash in it"


def _matches(name: str, pattern: str) -> bool:
    """Matches as in a shell: a star at the beginning does not match a dot."""
    if name.startswith(".") and not pattern.startswith("."):
        return False
    return fnmatch.fnmatchcase(name, pattern)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in name
