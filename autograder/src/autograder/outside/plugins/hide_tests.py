"""Takes the hidden tests and the mark schemes out of what students get to see."""

import re

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

HIDDEN_TESTS = re.compile(
    r"^[^\n]*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*\n?", re.DOTALL | re.MULTILINE
)
MARK_SCHEME = re.compile(
    r"^[^\n]*BEGIN MARK SCHEME.*?END MARK SCHEME[^\n]*\n?", re.DOTALL | re.MULTILINE
)


class HideTests(NbGraderPreprocessor):
    """Removes the source of hidden tests and the mark schemes from feedback.

    nbgrader shows both there by design; `c.HideTests.show_hidden_tests = True` and
    `c.HideTests.show_mark_schemes = True` bring them back.
    """

    show_hidden_tests = Bool(
        False, help="Whether feedback shows students the source of the hidden tests."
    ).tag(config=True)
    show_mark_schemes = Bool(False, help="Whether feedback shows students the mark schemes.").tag(
        config=True
    )

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """Remove what is hidden in one cell."""
        if not self.show_hidden_tests and cell.cell_type == "code":
            cell.source = HIDDEN_TESTS.sub("", cell.source)
        if not self.show_mark_schemes and cell.cell_type == "markdown":
            cell.source = MARK_SCHEME.sub("", cell.source).rstrip()
        return cell, resources
