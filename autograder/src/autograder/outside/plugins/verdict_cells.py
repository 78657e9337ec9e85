"""Puts a cell below each exercise's checks, in which students ask for a verdict."""

from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder_check.cell_model import grade_id, is_test, new_cell, practice_source

from ..course.folder import course_in
from ..grading.settings import Autograder


class VerdictCells(NbGraderPreprocessor):
    """Adds them if `c.Autograder.practice_cells` is set. When graded, they are not run.

    They come after nbgrader has saved its cells, and so are none of nbgrader's: a student may move
    them, or remove them.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Add a cell below each test cell that asks one of the course's questions."""
        chosen = Autograder(parent=self)
        if not chosen.practice_cells:
            return nb, resources
        course = course_in(self.config, Path(self.parent.parent.coursedir.root))
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            if is_test(cell) and course.asks(grade_id(cell)):
                cells.append(_verdict_cell(grade_id(cell), chosen.language))
        nb.cells = cells
        return nb, resources


def _verdict_cell(question: str, language: str) -> NotebookNode:
    cell = new_cell("code", practice_source(question, language))
    cell.id = f"verdict-{question}"[:64]
    return cell
