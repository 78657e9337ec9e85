"""Brings what the gradebook knows into a notebook, for its page of feedback."""

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades
from nbgrader.utils import is_grade, is_solution, is_task


class Grades(GetGrades):
    """nbgrader's GetGrades, and what it leaves out.

    That is whether a person has graded an answer yet, when the work was handed in and was due, and
    an extension. It goes into `resources["nbgrader"]`, which no student can write into. The
    gradebook is asked once a page, not once a cell.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Put scores and comments into the cells and everything else into the resources."""
        known = resources["nbgrader"]
        with Gradebook(known["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(
                known["notebook"], known["assignment"], known["student"]
            )
            grades = {grade.name: _grade(grade) for grade in notebook.grades}
            comments = {comment.name: comment.comment for comment in notebook.comments}
            penalty = notebook.late_submission_penalty or 0.0
            known.update(
                grades=grades,
                score=notebook.score - penalty,
                max_score=notebook.max_score,
                late_penalty=penalty,
                **_times(notebook.assignment),
            )
        for cell in nb.cells:
            metadata = cell.metadata.get("nbgrader", {})
            name = metadata.get("grade_id")
            if is_solution(cell) or is_task(cell):
                metadata["comment"] = comments.get(name)
            if (is_grade(cell) or is_task(cell)) and name in grades:
                metadata["score"] = grades[name]["score"]
                metadata["points"] = grades[name]["max_score"]
        return nb, resources


def _grade(grade: Any) -> dict[str, Any]:
    """What there is to know of a grade, a row of nbgrader's.

    One that a person gave before the work was handed in again counts until they look again.
    """
    has_manual = grade.manual_score is not None
    return {
        "score": grade.score,
        "max_score": grade.max_score,
        "graded": has_manual or not grade.needs_manual_grade,
        "by_person": has_manual,
        "again": has_manual and grade.needs_manual_grade,
    }


def _times(submission: Any) -> dict[str, Any]:
    """When a submission, a row of nbgrader's, came and was due; all times are UTC."""
    due = submission.assignment.duedate
    extension = submission.extension or None
    if due is None:  # nbgrader would add an extension to it
        return {"submitted": submission.timestamp, "due": None, "extension": None, "late": 0.0}
    return {
        "submitted": submission.timestamp,
        "due": due + extension if extension else due,
        "extension": extension,
        "late": submission.total_seconds_late,
    }
