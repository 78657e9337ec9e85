"""The points that were given automatically, cell by cell; `term` has all points."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from ..course import CONFIG


@dataclass(frozen=True)
class Score:
    """One student's automatic points for one assignment.

    Attributes:
        auto: the points that were given automatically.
        auto_max: the most that can be given automatically.
        cells: `grade_id` -> automatic points; None if there are none yet.
        most: `grade_id` -> the most that can be given.
    """

    auto: float
    auto_max: float
    cells: dict[str, float | None]
    most: dict[str, float]


def gradebook_url(root: Path) -> str:
    """The address of the course's gradebook, as its configuration says."""
    config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    # Like nbgrader, which takes the folder that it is called in.
    config.CourseDirectory.setdefault("root", str(root))
    return CourseDirectory(config=config).db_url


def scores(db_url: str, assignment: str) -> dict[str, Score]:
    """Student -> score, for everyone with a submission of the assignment."""
    with Gradebook(db_url) as gradebook:
        try:
            submissions = gradebook.find_assignment(assignment).submissions
        except MissingEntry:
            return {}
        return {submission.student.id: _score(submission) for submission in submissions}


def _score(submission: Any) -> Score:
    """The automatic part of a submission (an nbgrader row): cells that no person grades."""
    automatic = []
    for notebook in submission.notebooks:
        cells = notebook.notebook
        by_hand = {cell.name for cell in (*cells.solution_cells, *cells.task_cells)}
        automatic += [grade for grade in notebook.grades if grade.name not in by_hand]
    return Score(
        auto=sum(grade.auto_score or 0.0 for grade in automatic),
        auto_max=sum(grade.max_score for grade in automatic),
        cells={grade.name: grade.auto_score for grade in automatic},
        most={grade.name: grade.max_score for grade in automatic},
    )
