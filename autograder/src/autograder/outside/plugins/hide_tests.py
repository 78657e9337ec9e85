"""Takes the hidden tests and the mark schemes out of what students get to see."""

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

HIDDEN_TESTS, MARK_SCHEME = "HIDDEN TESTS", "MARK SCHEME"


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
        """Remove what is hidden in one cell; what a student wrote hides nothing."""
        known = cell.metadata.get("nbgrader", {})
        if not known.get("locked") and not known.get("task"):
            return cell, resources
        if not self.show_hidden_tests and cell.cell_type == "code":
            cell.source = without(cell.source, HIDDEN_TESTS)
        if not self.show_mark_schemes and cell.cell_type == "markdown":
            cell.source = without(cell.source, MARK_SCHEME).rstrip()
        return cell, resources


def without(source: str, what: str) -> str:
    """The text without the blocks between the lines BEGIN and END of `what`.

    A block that does not end is one to the end of the text: better nothing than what is hidden.
    """
    kept, hidden = [], False
    for line in source.splitlines(keepends=True):
        if f"BEGIN {what}" in line:
            hidden = True
        if not hidden:
            kept.append(line)
        if f"END {what}" in line:
            hidden = False
    return "".join(kept)
