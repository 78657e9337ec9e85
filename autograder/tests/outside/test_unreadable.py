"""The stand-in for a submission that cannot be read."""

from autograder.outside.notebooks.unreadable import unreadable_notebook


def test_a_reason_is_not_markdown() -> None:
    (cell,) = unreadable_notebook("it has <b>x</b>.ipynb").cells
    assert "<b>" not in cell.source
