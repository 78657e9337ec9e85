"""Puts together what a grade depends on: the submission, its assignment, its seeds."""

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..course import load_course
from ..course.seeds import course_secret, notebook_seed
from ..notebooks.released import ReleasedNotebook
from .job import Assignment, Job, Submission
from .names import with_released_names
from .sandboxes import warm_sandbox
from .settings import Settings, assignment_folder
from .solved import Solved
from .submissions import read_submission


def prepare(settings: Settings, assignment: Assignment, student: str, folder: Path) -> Job:
    """A submission in `folder`, ready to be graded.

    The answers of solved notebooks must have been recorded: see `record_answers`.

    Raises:
        OSError: the grader cannot read some of it.
    """
    submission = read(settings, assignment.notebooks, student, folder)
    seeds = seeds_of(settings, assignment, submission)
    recorded = solved_notebooks(settings, assignment).recorded(seeds.values())
    return Job(assignment, submission, seeds, recorded)


def read(
    settings: Settings, released: Sequence[ReleasedNotebook], student: str, folder: Path
) -> Submission:
    """A submission in `folder`, with its notebooks under the names of the released ones.

    Raises:
        OSError: the grader cannot read some of it.
    """
    ignored = settings.coursedir.ignore
    submission = read_submission(student, folder, ignored)
    return with_released_names(submission, folder, ignored, released, settings.take_copies)


def seeds_of(settings: Settings, assignment: Assignment, submission: Submission) -> dict[str, str]:
    """Notebook -> the seed of its cases."""
    secret = course_secret(settings.root)
    seeds = {}
    for released in assignment.notebooks:
        content = submission.notebooks.get(released.name)
        handed_in = content if isinstance(content, bytes) else b""
        key = assignment.name, released.name, submission.student
        seeds[released.name] = notebook_seed(secret, *key, handed_in)
    return seeds


def solved_notebooks(settings: Settings, assignment: Assignment) -> Solved:
    """What answers the questions of an assignment that no package answers."""
    folder = assignment_folder(settings, "source", assignment.name)
    course = load_course(settings.course)
    return Solved(settings.root, course, assignment.name, folder, assignment.files)


def record_answers(settings: Settings, assignment: Assignment, folders: Mapping[str, Path]) -> None:
    """Let the solved notebooks answer for all of these submissions (student -> folder) at once.

    What cannot be read is skipped: `prepare` will report it.

    Raises:
        NotSolved: a solved notebook gives no answers.
        SandboxUnavailable: this machine cannot seal a process.
    """
    if not assignment.solved:
        return
    seeds: list[str] = []
    for student, folder in folders.items():
        with contextlib.suppress(OSError):
            submission = read(settings, assignment.notebooks, student, folder)
            seeds += seeds_of(settings, assignment, submission).values()
    solved_notebooks(settings, assignment).record(seeds, warm_sandbox(assignment.unsafe))
