"""Takes the hidden tests out of what students get to see."""

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from traitlets import Bool


class HideTests(ClearHiddenTests):
    """Removes the hidden tests' source from feedback.

    nbgrader shows it there by design; `c.HideTests.show_hidden_tests = True` brings that back.
    """

    show_hidden_tests = Bool(
        False, help="Whether feedback shows students the source of the hidden tests."
    ).tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """Remove the hidden tests of one cell."""
        if not self.show_hidden_tests and cell.cell_type == "code":
            self._remove_hidden_test_region(cell)
        return cell, resources
