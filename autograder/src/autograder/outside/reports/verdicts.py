"""Reads the verdicts in the autograded notebooks of an assignment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder_check.cell_model import TrustedCell, grade_id, is_test

from ..judging.render import VERDICT_MIME
from ..notebooks.released import ReleasedNotebook


@dataclass(frozen=True)
class Judged:
    """What an autograded notebook records of one exercise.

    Attributes:
        parts: of its question -> whether they hold; empty for a cell that asks none.
        mistake: the name of the known mistake that the answers are those of.
        guess: the name of one that they look like.
        reason: why the exercise could not be judged.
        untouched: whether the student left the cells before it as they were handed out.
    """

    parts: Mapping[str, bool] = field(default_factory=dict)
    mistake: str | None = None
    guess: str | None = None
    reason: str | None = None
    untouched: bool = False


def read_verdicts(path: Path, released: ReleasedNotebook) -> dict[str, Judged]:
    """`grade_id` of each automatic test in a notebook -> what is recorded of it.

    Raises:
        OSError, ValueError: the file is missing, or holds no notebook.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except nbformat.ValidationError as error:  # which is no ValueError
        raise ValueError(str(error)) from error
    texts = {grade_id(cell): cell.source.strip() for cell in notebook.cells}
    records = {grade_id(cell): _record(cell) for cell in notebook.cells if is_test(cell)}
    unreadable = notebook.metadata.get("autograder", {}).get("unreadable")
    found: dict[str, Judged] = {}
    for test, solutions in exercises(released).items():
        record = records.get(test, {})
        untouched = all(texts.get(one.grade_id) == one.source.strip() for one in solutions)
        found[test] = Judged(
            parts=record.get("parts") or {},
            mistake=record.get("mistake"),
            guess=record.get("guess"),
            reason=record.get("reason") or unreadable,
            untouched=bool(solutions) and untouched,
        )
    return found


def exercises(released: ReleasedNotebook) -> dict[str, list[TrustedCell]]:
    """`grade_id` of each automatic test, in order -> the cells between it and the one before it
    that a student writes."""
    found: dict[str, list[TrustedCell]] = {}
    solutions: list[TrustedCell] = []
    for cell in released.cells:
        if cell.is_test:
            found[cell.grade_id], solutions = solutions, []
        elif cell.solution and not cell.grade:
            solutions.append(cell)
    return found


def _record(cell: NotebookNode) -> dict[str, Any]:
    """The verdict in a test cell, which is the only place where it is ours: elsewhere a
    student's own code may display what looks like one."""
    for output in cell.get("outputs", []):
        if VERDICT_MIME in output.get("data", {}):
            return dict(output.data[VERDICT_MIME])
    return {}
