"""Takes the hidden tests and the mark schemes out of what students get to see."""

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, List

from ..notebooks.blocks import HIDDEN_TESTS, MARK_SCHEME, within, without


class HideTests(NbGraderPreprocessor):
    """Removes the source of hidden tests and the mark schemes from feedback.

    nbgrader shows both there by design. A hidden test stays hidden, or the next class has the
    answers; `c.HideTests.show_hidden_tests = True` brings it back. A mark scheme explains why an
    answer has three points of five, so it is kept for a box below the answer once a person has
    graded that. Before, it would only tell somebody with an extension what to write;
    `c.HideTests.show_mark_schemes = False` keeps it from students for good.
    """

    # In nbgrader's base class it has no tag, and traitlets would warn of nbconvert's default.
    display_data_priority: List = List().tag(config=True)

    show_hidden_tests = Bool(
        False, help="Whether feedback shows students the source of the hidden tests."
    ).tag(config=True)
    show_mark_schemes = Bool(
        True, help="Whether feedback shows students the mark scheme of an answer that is graded."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Remove what is hidden; what a student wrote hides nothing.

        Mark schemes to be shown are in `resources["mark_schemes"]`, by the answer's `grade_id`.
        """
        grades = resources.get("nbgrader", {}).get("grades", {})  # see Grades
        shown = resources["mark_schemes"] = {}
        scheme = ""  # of the next answer
        for cell in nb.cells:
            known = cell.metadata.get("nbgrader", {})
            if known.get("locked") or known.get("task"):
                if not self.show_hidden_tests and cell.cell_type == "code":
                    cell.source = without(cell.source, HIDDEN_TESTS)
                if cell.cell_type == "markdown":
                    scheme = within(cell.source, MARK_SCHEME) or scheme
                    cell.source = without(cell.source, MARK_SCHEME).rstrip()
            answers = known.get("task") or (known.get("grade") and known.get("solution"))
            if scheme and answers:
                name = known.get("grade_id")
                if self.show_mark_schemes and grades.get(name, {}).get("by_person"):
                    shown[name] = scheme
                scheme = ""
        return nb, resources
