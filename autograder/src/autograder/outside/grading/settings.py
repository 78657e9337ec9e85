"""What nbgrader's configuration says about grading a course.

It is read as nbgrader reads it: the files of the machine and the user, then
`nbgrader_config.py` in the course's folder. The lists of preprocessors there say what
`nbgrader autograde` does to a notebook, and the class grader does the same.
"""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..course import CONFIG, CourseFolder, CourseSource
from ..course.folder import course_in
from ..sandbox import Limits
from .job import OutputLimits

# What the class grader does when the configuration lists it, and what it does without.
KNOWN = {
    "AssignLatePenalties",
    "CheckCellMetadata",
    "ClearMetadataPreprocessor",
    "ClearOutput",
    "DeduplicateIds",
    "Execute",
    "JudgeCells",
    "LimitOutput",
    "OverwriteCells",
    "OverwriteKernelspec",
    "RestoreCells",
    "RunCells",
    "SaveAutoGrades",
    "StagedModules",
}


class BadConfiguration(OSError):
    """The course's configuration cannot be used; the message says why."""


@dataclass(frozen=True)
class Settings:
    """A course's configuration.

    Attributes:
        course: what is asked, and who answers.
        config: all of it, for nbgrader's own classes.
        coursedir: nbgrader's CourseDirectory.
        create_student: whether unknown students are added to the gradebook.
        exclude_overwriting: assignment -> files of the course that do not replace a submission's.
        file_mode: of autograded files.
        output_limits: None to keep all output.
        limits: of the sandbox, as RunCells has them.
        unsafe: whether RunCells is to run without a seal.
        late_penalties: nbgrader's AssignLatePenalties, or None when it is not listed.
        unknown: the names of listed preprocessors that the class grader does not know.
    """

    course: CourseSource
    config: Any
    coursedir: Any
    create_student: bool
    exclude_overwriting: dict[str, list[str]]
    file_mode: int
    output_limits: OutputLimits | None
    limits: Limits
    unsafe: bool
    late_penalties: Any
    unknown: tuple[str, ...]


def read_settings(course: CourseFolder) -> Settings:
    """Read the course's configuration.

    Raises:
        BadConfiguration: a configuration file cannot be run, or holds what nbgrader refuses.
    """
    from nbgrader.apps.baseapp import NbGrader
    from nbgrader.converters import Autograde
    from nbgrader.preprocessors import AssignLatePenalties, LimitOutput

    from ..plugins import RunCells

    app = NbGrader(log_level=logging.ERROR)
    app.raise_config_file_errors = True
    app.load_cwd_config = False
    try:
        app.initialize([], root=str(course.root))
        autograde = Autograde(coursedir=app.coursedir, parent=app)
    except Exception as error:  # a configuration is a program, which may raise anything
        raise BadConfiguration(
            f"{course.root / CONFIG} cannot be used: {type(error).__name__}: {error}"
        ) from error
    listed = [*autograde.sanitize_preprocessors, *autograde.autograde_preprocessors]
    limit, run = LimitOutput(parent=app), RunCells(parent=app)
    late = AssignLatePenalties(parent=app) if AssignLatePenalties in listed else None
    if late is not None:
        late.init_plugin()
    names = [item if isinstance(item, str) else item.__name__ for item in listed]
    return Settings(
        course=course_in(app.config, course.root).source,
        config=app.config,
        coursedir=app.coursedir,
        create_student=autograde.create_student,
        exclude_overwriting=autograde.exclude_overwriting,
        file_mode=int(str(autograde.permissions), 8),
        output_limits=(
            OutputLimits(limit.max_lines, limit.max_traceback) if LimitOutput in listed else None
        ),
        limits=run.limits,
        unsafe=run.unsafe,
        late_penalties=late,
        unknown=tuple(dict.fromkeys(name for name in names if name not in KNOWN)),
    )


def assignment_folder(settings: Settings, step: str, assignment: str, student: str = ".") -> Path:
    """A folder of the course: `step` is one of nbgrader's directories, such as "autograded"."""
    directory = getattr(settings.coursedir, f"{step}_directory")
    return Path(settings.coursedir.format_path(directory, student, assignment))
