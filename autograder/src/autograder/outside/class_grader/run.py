"""Grades a class from beginning to end."""

from .. import startup

startup.hurry()  # before the imports that it makes quicker

from ..course import CourseFolder  # noqa: E402
from .early_workers import EarlyWorkers  # noqa: E402
from .lock import grading_lock  # noqa: E402
from .request import Listener, Outcome, Request  # noqa: E402


def grade_class(course: CourseFolder, request: Request, listener: Listener) -> list[Outcome]:
    """Grade what a request asks for; return the outcome for each submission.

    Raises:
        AlreadyGrading: another process is grading this course.
        NothingToCollect: there is no submission in the request's source.
        GradebookTrouble: there is no gradebook, or it cannot be used.
        SandboxUnavailable: a worker's machine cannot seal a process.
        ClusterTrouble: the cluster cannot be used.
        FeedbackFailed: nbgrader could not write the feedback.
        OSError: the configuration cannot be used, or the disk is full.
    """
    with grading_lock(course.root), EarlyWorkers(course.root, request) as workers:
        # This takes 0.6 s, most of it for nbgrader, while the workers start.
        from .steps import take_steps

        return take_steps(course, request, listener, workers)
