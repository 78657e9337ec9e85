"""Puts together what a grade depends on: the submission, its assignment, its seeds."""

from pathlib import Path

from ..course import load_course
from ..course.seeds import course_secret, notebook_seed
from .job import Assignment, Job
from .settings import Settings, assignment_folder
from .solved import Solved
from .submissions import read_submission


def prepare(settings: Settings, assignment: Assignment, student: str, folder: Path) -> Job:
    """A submission in `folder`, ready to be graded.

    What solved notebooks have to answer must be recorded by now: see `solved_notebooks`.

    Raises:
        OSError: something of it is not readable for the grader.
    """
    submission = read_submission(student, folder, settings.coursedir.ignore)
    seeds = seeds_of(settings, assignment, student)
    recorded = solved_notebooks(settings, assignment).recorded(seeds.values())
    return Job(assignment, submission, seeds, recorded)


def seeds_of(settings: Settings, assignment: Assignment, student: str) -> dict[str, str]:
    """Notebook -> the seed of its cases."""
    secret = course_secret(settings.root)
    names = [released.name for released in assignment.notebooks]
    return {name: notebook_seed(secret, assignment.name, name, student) for name in names}


def solved_notebooks(settings: Settings, assignment: Assignment) -> Solved:
    """What answers for the questions of an assignment that no package answers."""
    folder = assignment_folder(settings, "source", assignment.name)
    course = load_course(settings.course)
    return Solved(settings.root, course, assignment.name, folder, assignment.files)
