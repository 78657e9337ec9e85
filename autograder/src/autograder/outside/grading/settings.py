"""What nbgrader's configuration says about grading a course.

It is read as nbgrader reads it: first the machine's and the user's files, then
`nbgrader_config.py` in the course's folder.
"""

import logging
import os
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties, Execute, LimitOutput
from traitlets import Bool, Float, Integer, Unicode, default
from traitlets.config import Configurable

from autograder_check.messages import ENGLISH

from ..course import CONFIG, CourseFolder, CourseSource
from ..course.folder import course_in
from ..moments import zone_of
from ..sandbox import Limits
from .job import OutputLimits

UNSAFE_VARIABLE = "AUTOGRADER_UNSAFE"


class BadConfiguration(OSError):
    """The course's configuration cannot be used; the message says why."""


class Autograder(Configurable):
    """The options of the autograder itself in `nbgrader_config.py`: `c.Autograder.… = …`."""

    course = Unicode(help="The package with the course; empty if there is none.").tag(config=True)
    timezone = Unicode(
        help="The course's time zone, such as Europe/Berlin, for times that do not name one."
    ).tag(config=True)
    language = Unicode(
        ENGLISH, help='What students read their lessons and feedback in, such as "ko".'
    ).tag(config=True)
    unsafe = Bool(
        help="Run student code without a seal, with your own rights, as stock nbgrader does. "
        f"The environment variable {UNSAFE_VARIABLE}=1 sets it too."
    ).tag(config=True)
    take_copies = Bool(
        help="Where a notebook has no answers, and one copy of it in the same submission has: "
        "grade the copy."
    ).tag(config=True)
    practice_cells = Bool(
        help="Whether a release has a cell below each exercise in which students ask for a "
        "verdict. It needs a server: see docs/serving.md."
    ).tag(config=True)
    notebook_seconds = Float(
        Limits.notebook_seconds, help="The time that all cells of a notebook have together."
    ).tag(config=True)
    memory_bytes = Integer(
        Limits.memory_bytes, help="What the cells may use beyond Python and its libraries."
    ).tag(config=True)

    @default("unsafe")
    def _default_unsafe(self) -> bool:
        return os.environ.get(UNSAFE_VARIABLE, "") not in ("", "0")


@dataclass(frozen=True)
class Settings:
    """A course's configuration.

    Attributes:
        course: its questions and its reference.
        language: of whoever has no language of their own.
        config: all of it, for nbgrader's own classes.
        coursedir: nbgrader's CourseDirectory.
        create_student: whether unknown students are added to the gradebook.
        exclude_overwriting: assignment -> files of the course that do not replace a submission's.
        file_mode: the permissions of autograded files.
        output_limits: nbgrader's, from `c.LimitOutput`.
        limits: the sandbox's. The time for a cell is nbgrader's `c.Execute.timeout`.
        unsafe: whether to run without a seal.
        take_copies: whether a copy with answers is graded instead of an original without any.
        zone: the course's time zone, or None if it is not set.
        late_penalties: nbgrader's AssignLatePenalties, or None if it is not listed.
        unknown: the names of listed preprocessors that `autograder grade` does not know.
    """

    course: CourseSource
    language: str
    config: Any
    coursedir: Any
    create_student: bool
    exclude_overwriting: dict[str, list[str]]
    file_mode: int
    output_limits: OutputLimits
    limits: Limits
    unsafe: bool
    take_copies: bool
    zone: tzinfo | None
    late_penalties: Any
    unknown: tuple[str, ...]

    @property
    def root(self) -> Path:
        """The course's folder."""
        return Path(self.coursedir.root)


def read_settings(course: CourseFolder) -> Settings:
    """Read the course's configuration.

    Raises:
        BadConfiguration: a configuration file cannot be run, or nbgrader refuses it.
    """
    app = NbGrader(log_level=logging.ERROR)
    app.raise_config_file_errors = True
    app.load_cwd_config = False
    try:
        app.initialize([], root=str(course.root))
        return settings_of(Autograde(coursedir=app.coursedir, parent=app))
    except Exception as error:  # a configuration is a program, which may raise anything
        raise BadConfiguration(
            f"{course.root / CONFIG} cannot be used: {type(error).__name__}: {error}"
        ) from error


def settings_of(autograde: Any) -> Settings:
    """The configuration that was given to nbgrader's Autograde, which is about to grade."""
    ours, limit = Autograder(parent=autograde), LimitOutput(parent=autograde)
    timeout = Execute(parent=autograde).timeout
    limits = Limits(notebook_seconds=ours.notebook_seconds, memory_bytes=ours.memory_bytes)
    seconds = float(timeout) if timeout and timeout > 0 else ours.notebook_seconds
    late = None
    if "AssignLatePenalties" in _listed(autograde):
        late = AssignLatePenalties(parent=autograde)
        late.init_plugin()
    # All that nbgrader does by default is done here too, except for this one.
    known = {*_listed(Autograde())} - {"IgnorePattern"}
    return Settings(
        course=course_in(autograde.config, Path(autograde.coursedir.root)).source,
        language=ours.language,
        config=autograde.config,
        coursedir=autograde.coursedir,
        create_student=autograde.create_student,
        exclude_overwriting=autograde.exclude_overwriting,
        file_mode=int(str(autograde.permissions), 8),
        output_limits=OutputLimits(limit.max_lines, limit.max_traceback),
        limits=replace(limits, cell_seconds=seconds),
        unsafe=ours.unsafe,
        take_copies=ours.take_copies,
        zone=zone_of(ours.timezone),
        late_penalties=late,
        unknown=tuple(dict.fromkeys(n for n in _listed(autograde) if n not in known)),
    )


def _listed(autograde: Any) -> list[str]:
    """The names of the preprocessors that nbgrader runs when it grades."""
    listed = [*autograde.sanitize_preprocessors, *autograde.autograde_preprocessors]
    return [str(getattr(item, "__name__", item)).rpartition(".")[2] for item in listed]


def assignment_folder(settings: Settings, step: str, assignment: str, student: str = ".") -> Path:
    """A folder in the course: `step` is one of nbgrader's directories, such as "autograded"."""
    directory = getattr(settings.coursedir, f"{step}_directory")
    return Path(settings.coursedir.format_path(directory, student, assignment))
