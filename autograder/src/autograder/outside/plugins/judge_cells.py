"""Replaces what a grade cell displayed by the judge's verdict on the answers in it."""

from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from ..course.folder import course_in
from ..mistakes.own import own_mistakes


class JudgeCells(NbGraderPreprocessor):
    """Judges every grade cell that asks a question; leaves other grade cells to nbgrader."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Judge the cells of a notebook that RunCells has run."""
        from ..cells import judge_notebook  # NumPy and the reference: not to read a configuration

        course = course_in(self.config)
        own = own_mistakes(Path(self.parent.parent.coursedir.root), course)
        for verdict in judge_notebook(course, nb, own):
            self.log.info("%s: %g of %g", verdict.question_id, verdict.points, verdict.max_points)
        return nb, resources
