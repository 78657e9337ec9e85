"""Replaces what a grade cell displayed by the judge's verdict on the answers in it."""

from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from ..course import Course
from ..course.folder import course_in
from ..grading.assignment import source_files
from ..grading.solved import Solved
from ..judging.judge import Recorded
from .run_cells import shared_sandbox


class JudgeCells(NbGraderPreprocessor):
    """Judges every grade cell that asks a question; leaves other grade cells to nbgrader."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Judge the cells of a notebook that RunCells has run."""
        from ..judging.cells import (
            judge_notebook,  # NumPy and the reference: not to read a configuration
        )

        root = Path(self.parent.parent.coursedir.root)
        course = course_in(self.config, root)
        for verdict in judge_notebook(course, nb, self._recorded(nb, root, course, resources)):
            self.log.info("%s: %g of %g", verdict.question_id, verdict.points, verdict.max_points)
        return nb, resources

    def _recorded(
        self, nb: NotebookNode, root: Path, course: Course, resources: dict
    ) -> dict[str, Recorded]:
        """What the solved notebook answers, for the questions that no package does."""
        seed = nb.metadata.get("autograder", {}).get("seed")
        if not seed or not course.own:
            return {}
        coursedir, name = self.parent.parent.coursedir, resources["nbgrader"]["assignment"]
        folder = Path(coursedir.format_path(coursedir.source_directory, ".", name))
        files = source_files(folder, coursedir.ignore)
        solved = Solved(root, course, name, folder, files)
        solved.record([seed], shared_sandbox())
        return solved.recorded([seed])
