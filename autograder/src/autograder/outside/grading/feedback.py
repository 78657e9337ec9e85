"""Has nbgrader write the feedback of what was graded."""

from collections.abc import Sequence

from ..course import Course
from .class_grader import Outcome, State
from .settings import Settings, assignment_folder


class FeedbackFailed(OSError):
    """nbgrader could not write the feedback; the message holds what it said."""


def write_feedback(course: Course, settings: Settings, outcomes: Sequence[Outcome]) -> None:
    """Write feedback for those graded now, and for those who have none yet.

    Raises:
        FeedbackFailed: nbgrader failed with one of the assignments.
    """
    for name in dict.fromkeys(outcome.assignment for outcome in outcomes):
        students = [one for one in outcomes if one.assignment == name]
        stale = {one.student for one in students if _is_stale(one, settings)}
        graded = {path.parent.name for path in course.root.glob(_autograded(settings, name))}
        if not stale & graded:
            continue
        excluded = ",".join(sorted({*(graded - stale), settings.coursedir.student_id_exclude}))
        done = course.nbgrader(
            "generate_feedback",
            name,
            "--force",
            f"--CourseDirectory.student_id_exclude={excluded.strip(',')}",
        )
        if done.returncode:
            raise FeedbackFailed(
                f"nbgrader could not write the feedback of {name}:\n{done.stderr[-4000:]}"
            )


def _is_stale(outcome: Outcome, settings: Settings) -> bool:
    folder = assignment_folder(settings, "feedback", outcome.assignment, outcome.student)
    return outcome.state is State.GRADED or not folder.exists()


def _autograded(settings: Settings, assignment: str) -> str:
    return f"{settings.coursedir.autograded_directory}/*/{assignment}"
