"""Turns what happened to a notebook's cells into a finding for each check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from nbformat.notebooknode import NotebookNode

from .release import ReleasedCell
from .run import CellRun
from .submission import claimed

MOST_MESSAGE = 600


class Status(Enum):
    """As GitHub Classroom's tools call it."""

    PASS = "pass"
    FAIL = "fail"
    ERROR = "error"  # it was not run to its end


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes:
        check: the check as it was handed out.
        status: how it ended.
        message: what to do about it, in sentences; "" when it passed.
        seconds: how long it took.
    """

    check: ReleasedCell
    status: Status
    message: str = ""
    seconds: float = 0.0

    @property
    def points(self) -> float:
        """The most it can give."""
        return self.check.points or 0.0

    @property
    def score(self) -> float:
        """What it gives: all or nothing."""
        return self.points if self.status is Status.PASS else 0.0


def findings(
    notebook: NotebookNode,
    runs: Mapping[int, CellRun],
    released: Sequence[ReleasedCell],
    restored: Mapping[str, str],
) -> list[Finding]:
    """A finding for each check of the release, in its order."""
    checks = {cell.grade_id: cell for cell in released if cell.is_check}
    found: dict[str, Finding] = {}
    before: CellRun | None = None  # the last cell that failed since the check before
    for place, run in runs.items():
        grade_id = claimed(notebook.cells[place])
        if grade_id in checks:
            found[grade_id] = _finding(checks[grade_id], run, before, restored.get(grade_id, ""))
            before = None
        elif run.error or run.trouble:
            before = run
    return [found[grade_id] for grade_id in checks]


def all_failed(released: Sequence[ReleasedCell], why: str) -> list[Finding]:
    """The findings where no check could be run."""
    return [Finding(cell, Status.ERROR, why) for cell in released if cell.is_check]


def _finding(check: ReleasedCell, run: CellRun, before: CellRun | None, restored: str) -> Finding:
    if run.trouble:
        return Finding(check, Status.ERROR, _joined(restored, run.trouble), run.seconds)
    if run.error is None:
        return Finding(check, Status.PASS, restored, run.seconds)
    message = _joined(restored, _in_words(*run.error), _cause(run.error[0], before))
    return Finding(check, Status.FAIL, message[:MOST_MESSAGE], run.seconds)


def _in_words(name: str, text: str) -> str:
    if name == "AssertionError":
        return text or "The check does not hold."
    if name == "NotImplementedError":
        return "Not solved yet: what it needs still raises NotImplementedError."
    return f"{name}: {text}"


def _cause(name: str, before: CellRun | None) -> str:
    """Why a name is missing: the cell that should have made it did not get there."""
    if name != "NameError" or before is None:
        return ""
    if before.trouble:
        return f"Of the cell above: {before.trouble}"
    assert before.error is not None
    return f"The cell above stopped with {before.error[0]}: {before.error[1]}"


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
