"""Reads each submission for nbgrader; one that cannot be read costs nobody else a grade."""

from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode

from autograder_check.reading import Unreadable, read_notebook

from ..notebooks.unreadable import unreadable_notebook


class SubmissionExporter(NotebookExporter):
    """Exports notebooks as NotebookExporter does, and takes a submission's cells alone.

    A file that is no notebook becomes one with a single cell that states the reason.
    The preprocessors then put the graded cells back, which score 0, and nbgrader can go on.
    """

    def from_filename(
        self, filename: str, resources: dict | None = None, **kw: Any
    ) -> tuple[NotebookNode, dict]:
        """Like the base class's; the autograded notebook of the second pass is read as it is."""
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **kw)
        try:
            notebook = read_notebook(filename)
        except Unreadable as problem:
            self.log.error("%s cannot be graded: %s", filename, problem)
            notebook = unreadable_notebook(str(problem))
        return self.from_notebook_node(notebook, resources=resources, **kw)
