"""Brings what the gradebook knows into a notebook, for its page of feedback."""

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades
from nbgrader.utils import is_grade, is_solution, is_task

from ..grading.shown import fingerprint, what_is_known


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
            said = what_is_known(notebook)
        grades, comments = said["grades"], said["comments"]
        known.update(said, fingerprint=fingerprint(said))
        for cell in nb.cells:
            metadata = cell.metadata.get("nbgrader", {})
            name = metadata.get("grade_id")
            if is_solution(cell) or is_task(cell):
                metadata["comment"] = comments.get(name)
            if (is_grade(cell) or is_task(cell)) and name in grades:
                metadata["score"] = grades[name]["score"]
                metadata["points"] = grades[name]["max_score"]
        return nb, resources
