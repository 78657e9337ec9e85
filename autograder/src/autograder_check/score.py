"""Turns what happened to a notebook's cells into a finding for each check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from nbformat.notebooknode import NotebookNode

from .cell_model import TrustedCell, grade_id
from .messages import _
from .run import CellRun

MOST_MESSAGE = 600


class Status(Enum):
    """In the words of GitHub Classroom's tools."""

    PASS = "pass"
    FAIL = "fail"
    ERROR = "error"  # it did not run to the end


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes:
        check: the check as it was handed out.
        status: how it ended.
        message: what to do about it, in sentences; "" if it passed.
        seconds: how long it took.
    """

    check: TrustedCell
    status: Status
    message: str = ""
    seconds: float = 0.0

    @property
    def points(self) -> float:
        """The most that it can give."""
        return self.check.points or 0.0

    @property
    def score(self) -> float:
        """What it gives: all or nothing."""
        return self.points if self.status is Status.PASS else 0.0


def changes(submitted: NotebookNode, released: Sequence[TrustedCell]) -> dict[str, str]:
    """`grade_id` -> what `restore` is about to undo, for checks that were changed."""
    # If several cells have one id, the last counts, as in `restore`.
    there = {grade_id(cell): (cell.cell_type, cell.source) for cell in submitted.cells}
    said = {}
    for check in (cell for cell in released if cell.is_test):
        found = there.get(check.grade_id)
        if check.locked and found and found != (check.cell_type, check.source):
            said[check.grade_id] = _("This check had been changed; it ran as it was handed out.")
    return said


def findings(
    notebook: NotebookNode,
    runs: Mapping[int, CellRun],
    released: Sequence[TrustedCell],
    undone: Mapping[str, str],
) -> list[Finding]:
    """A finding for each check of the release, in its order.

    Args:
        notebook: restored and run.
        runs: what happened to each of its code cells, by place.
        undone: what `changes` said before it was restored.
    """
    checks = {cell.grade_id: cell for cell in released if cell.is_test}
    found: dict[str, Finding] = {}
    before: CellRun | None = None  # the last cell that failed since the previous check
    for place, run in runs.items():
        name = grade_id(notebook.cells[place])
        if name in checks and _was_missing(notebook.cells[place]):
            found[name] = _missing(checks[name])
        elif name in checks:
            found[name] = _finding(checks[name], run, before, undone.get(name, ""))
        if name in checks:
            before = None
        elif run.error or run.trouble or run.remark:
            before = run
    return [found[name] for name in checks]


def all_failed(released: Sequence[TrustedCell], why: str) -> list[Finding]:
    """The findings if no check could be run."""
    return [Finding(cell, Status.ERROR, why) for cell in released if cell.is_test]


def _was_missing(cell: NotebookNode) -> bool:
    """Whether `restore` put it back."""
    return bool(cell.metadata.get("autograder", {}).get("missing"))


def _missing(check: TrustedCell) -> Finding:
    """As in the grade, which nothing answers for."""
    why = _(
        "This check is missing, so it gives no points. Copy your answers into the notebook as it "
        "was handed out."
    )
    return Finding(check, Status.FAIL, why)


def _finding(check: TrustedCell, run: CellRun, before: CellRun | None, restored: str) -> Finding:
    if run.trouble:
        return Finding(check, Status.ERROR, _joined(restored, run.trouble), run.seconds)
    told = _("In a cell above: {remark}", remark=before.remark) if before and before.remark else ""
    if run.error is None:
        return Finding(check, Status.PASS, _joined(restored, told), run.seconds)
    cause = told or _cause(run.error[0], before)
    message = _joined(restored, _in_words(*run.error), cause)
    return Finding(check, Status.FAIL, message[:MOST_MESSAGE], run.seconds)


def _in_words(name: str, text: str) -> str:
    if name == "AssertionError":
        return text or _("The check does not hold.")
    if name == "NotImplementedError":
        return _("Not solved yet: the code that it checks still raises NotImplementedError.")
    return f"{name}: {text}"


def _cause(name: str, before: CellRun | None) -> str:
    """Why a name is missing: the cell that should have defined it did not get that far."""
    if name != "NameError" or before is None:
        return ""
    if before.trouble:
        return _("About the cell above: {trouble}", trouble=before.trouble)
    assert before.error is not None
    name, text = before.error
    return _("The cell above stopped with {error}: {message}", error=name, message=text)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
