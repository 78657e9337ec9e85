"""A stand-in for a submission that cannot be read, so that it gets a grade like all others."""

from html import escape

from nbformat.notebooknode import NotebookNode

from autograder_check.cell_model import new_cell, new_notebook
from autograder_check.messages import _


def unreadable_notebook(reason: str) -> NotebookNode:
    """A notebook that states why there is nothing else in it."""
    # A reason may name the student's files, and those names could contain markup.
    text = f"**{_('This submission could not be graded.')}** {escape(reason)}"
    notebook = new_notebook([new_cell("markdown", text)])
    notebook.metadata["autograder"] = {"unreadable": reason}
    return notebook
