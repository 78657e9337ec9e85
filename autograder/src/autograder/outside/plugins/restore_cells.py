"""Undoes what a submission did to the cells that it should have left alone."""

from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from ..notebooks.released import ReleasedNotebook


class RestoreCells(NbGraderPreprocessor):
    """Gives the graded and locked cells back what they were when the release was generated.

    It does what nbgrader's DeduplicateIds, OverwriteKernelspec and OverwriteCells do, and
    closes what they leave open: skipped, duplicated, retyped, deleted and stripped cells.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Restore every cell of the notebook, and its kernelspec."""
        known = resources["nbgrader"]
        coursedir = self.parent.parent.coursedir
        folder = coursedir.format_path(coursedir.source_directory, ".", known["assignment"])
        with Gradebook(known["db_url"]) as gradebook:
            released = ReleasedNotebook.of(
                gradebook.find_notebook(known["notebook"], known["assignment"]),
                Path(folder) / f"{known['notebook']}.ipynb",
            )
        released.sanitize(nb)
        for cell in nb.cells:
            if cell.metadata.get("autograder", {}).get("missing"):
                self.log.warning("Missing cell put back: %s", cell.metadata.nbgrader.grade_id)
        return nb, resources
