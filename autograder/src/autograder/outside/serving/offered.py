"""What can be practised: the questions that the course's source notebooks ask."""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder_check.cell_model import TrustedCell, is_test

from ..course import Course
from ..grading.settings import Settings, assignment_folder
from ..grading.solved import source_notebooks
from ..reports.titles import titles


@dataclass(frozen=True)
class Offered:
    """A question of an assignment.

    Attributes:
        points: what its cell gives when it is graded.
        title: what the notebook calls the exercise; "" if it has no title.
        by_notebook: whether the solved notebook answers it, because no package does.
    """

    points: float
    title: str
    by_notebook: bool = False


def offered(
    settings: Settings, course: Course, assignments: list[str]
) -> Mapping[str, Mapping[str, Offered]]:
    """Assignment -> question -> what is known about it, in order."""
    found: dict[str, dict[str, Offered]] = {}
    for assignment in assignments:
        folder = assignment_folder(settings, "source", assignment)
        questions = found[assignment] = {}
        for name, notebook in source_notebooks(folder).items():
            titled = titles(folder / f"{name}.ipynb")
            for cell in map(TrustedCell.of, filter(is_test, notebook.cells)):
                if course.asks(question := cell.grade_id):
                    by_notebook = course.is_answered_by_notebook(question)
                    title = titled.get(question, "")
                    questions[question] = Offered(cell.points or 0.0, title, by_notebook)
    return found
