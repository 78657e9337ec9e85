"""What goes to a worker and what comes back: plain data that any process can carry.

A job contains everything a grade depends on. So its hash says whether a submission has to be
graded again, and a worker on another machine does not need the course's folder.
"""

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from autograder_check.messages import ENGLISH

from ..course import NO_COURSE, CourseSource
from ..notebooks.released import ReleasedNotebook
from ..sandbox import Limits

if TYPE_CHECKING:  # it would import NumPy, 0.1 s, before the cells run
    from ..judging.answers import Known


@dataclass(frozen=True)
class OutputLimits:
    """How much of a cell's output is kept, as in nbgrader's LimitOutput; -1 for all."""

    max_lines: int = 1000
    max_traceback: int = 100


@dataclass(frozen=True)
class Assignment:
    """What is the same for every submission of an assignment.

    Attributes:
        name: its name.
        notebooks: as they were released.
        course: the course that it belongs to.
        files: path -> content of the files that the course puts beside them, replacing what a
            submission has at these paths.
        reserved: folders in which a submission's files do not count.
        solved: a hash of what answers the questions that no package answers; "" if nothing does.
        output_limits: how much of what cells display is kept.
        limits: the sandbox's limits.
        unsafe: whether to run without a seal.
        language: what their lessons and verdicts are written in.
        instructors: the language of remarks to the instructor, which is the course's.
    """

    name: str
    notebooks: tuple[ReleasedNotebook, ...]
    course: CourseSource = NO_COURSE
    files: Mapping[str, bytes] = field(default_factory=dict)
    reserved: tuple[str, ...] = ()
    solved: str = ""
    output_limits: OutputLimits = OutputLimits()
    limits: Limits = Limits()
    unsafe: bool = False
    language: str = ENGLISH
    instructors: str = ENGLISH

    @functools.cached_property
    def digest(self) -> str:
        """A hash of all this."""
        return digest([getattr(self, field.name) for field in fields(self)])


@dataclass(frozen=True)
class Submission:
    """What a student handed in for an assignment.

    Attributes:
        student: their id.
        notebooks: name without extension -> content, or why it cannot be read, for every file
            `*.ipynb`.
        files: relative path -> content, for everything else.
        timestamp: what `timestamp.txt` says, or None.
        remarks: what was left out and why, in sentences.
    """

    student: str
    notebooks: Mapping[str, bytes | str]
    files: Mapping[str, bytes] = field(default_factory=dict)
    timestamp: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """A submission to grade.

    Attributes:
        seeds: notebook -> the seed of its cases.
        recorded: question -> the answers recorded for it, if no package answers it.
    """

    assignment: Assignment
    submission: Submission
    seeds: Mapping[str, str]
    recorded: Mapping[str, "Known"] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """Assignment and student."""
        return self.assignment.name, self.submission.student

    def files(self) -> dict[str, bytes]:
        """The files beside the notebooks: the submission's and, replacing those, the course's."""
        course = self.assignment.files
        # A submission's files must not be at or below these, nor where the course has a folder.
        barred = {*course, *self.assignment.reserved}
        folders = {folder for path in course for folder in _folders(path)}
        kept = {
            path: content
            for path, content in self.submission.files.items()
            if path not in folders and barred.isdisjoint([path, *_folders(path)])
        }
        return {**kept, **course}


@dataclass(frozen=True)
class GradedNotebook:
    """One graded notebook.

    Attributes:
        name: without extension.
        text: the autograded notebook, or None if it was not submitted.
        scores: `grade_id` of every grade cell -> points, or None if a person has to give them.
        comments: `grade_id` of every cell with an answer -> the automatic comment, or None.
        most: `grade_id` of every cell that is graded automatically -> its points.
        troubles: what the instructor should know, in sentences.
        run_seconds: wall time in the sandbox.
    """

    name: str
    text: str | None
    scores: Mapping[str, float | None] = field(default_factory=dict)
    comments: Mapping[str, str | None] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()
    run_seconds: float = 0.0


@dataclass(frozen=True)
class Graded:
    """A graded submission.

    Attributes:
        notebooks: one for each notebook of the assignment.
        troubles: what the instructor should know, in sentences.
        seconds: wall time spent by the worker.
        run_seconds: how many of these were spent in the sandbox.
    """

    notebooks: tuple[GradedNotebook, ...]
    troubles: tuple[str, ...] = ()
    seconds: float = 0.0
    run_seconds: float = 0.0

    @property
    def points(self) -> float:
        """The points given automatically."""
        return sum(n.scores.get(cell) or 0.0 for n in self.notebooks for cell in n.most)

    @property
    def max_points(self) -> float:
        """The most that can be given automatically."""
        return sum(points for notebook in self.notebooks for points in notebook.most.values())


def digest(value: Any) -> str:
    """A hash of plain data: the same for equal values, in any process."""
    found = hashlib.sha256()
    _feed(found, value)
    return found.hexdigest()


def _feed(found: Any, value: Any) -> None:
    """Add a value to a hash, with its type and length, so that no two values look alike."""
    if is_dataclass(value) and not isinstance(value, type):
        value = [type(value).__name__, *(getattr(value, field.name) for field in fields(value))]
    if isinstance(value, Mapping):
        value = sorted(value.items())
    if isinstance(value, (list, tuple)):
        found.update(b"list %d;" % len(value))
        for item in value:
            _feed(found, item)
        return
    if isinstance(value, str):
        value, kind = value.encode("utf-8", "surrogateescape"), b"text"
    elif isinstance(value, bytes):
        kind = b"bytes"
    else:
        value, kind = repr(value).encode(), b"value"
    found.update(b"%s %d;" % (kind, len(value)))
    found.update(value)


def _folders(path: str) -> list[str]:
    """The folders that a relative path leads through."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]
