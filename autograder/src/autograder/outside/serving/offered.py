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
    """

    points: float
    title: str


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
                if course.asks(cell.grade_id) and not course.is_answered_by_notebook(cell.grade_id):
                    title = titled.get(cell.grade_id, "")
                    questions[cell.grade_id] = Offered(cell.points or 0.0, title)
    return found
