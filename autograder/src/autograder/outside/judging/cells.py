"""Judges the grade cells of a notebook that has been run, or says why they earn nothing.

If something went wrong while a cell ran, its `metadata.autograder.trouble` says so; if something
went wrong with the notebook, its `metadata.autograder` does, as `unreadable` or `stopped`. Each is
a sentence.
"""

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from nbformat.notebooknode import NotebookNode

from autograder_check.cell_model import is_test
from autograder_check.messages import _

from ...inside.protocol import ANSWERS_MIME, cell_seed
from ..course import Course
from ..notebooks.output import new_output
from .answers import Known, expected_answers
from .judge import judge
from .render import verdict_output
from .verdict import Verdict

MOST_TEXT = 300
ASKS = re.compile(r"^[ \t]*ask\(", re.MULTILINE)  # a hidden test that asks a question


class MissingQuestion(LookupError):
    """A test cell asks a question that the course does not have; the message says which."""


def judge_notebook(
    course: Course, notebook: NotebookNode, recorded: Mapping[str, Known] = MappingProxyType({})
) -> list[Verdict]:
    """Replace the outputs of every grade cell that asks a question by the verdict on them.

    Other grade cells are left to nbgrader, which gives full marks to a cell without outputs. So
    those that did not run to the end, or were missing, get an error that says so.

    Args:
        recorded: question -> the answers recorded for it, if no package answers it.

    Raises:
        MissingQuestion: a cell asks a question that the course does not have.
    """
    known = notebook.metadata.get("autograder", {})
    of_all = known.get("unreadable") or known.get("stopped")
    verdicts = []
    for cell in notebook.cells:
        if not is_test(cell):
            continue
        trouble = cell.metadata.get("autograder", {}).get("trouble") or of_all
        seed = cell_seed(known.get("seed", ""), cell.metadata.nbgrader.grade_id)
        verdict = judge_cell(course, cell, seed, trouble, recorded)
        if verdict is not None:
            cell.outputs = [verdict_output(verdict, cell.execution_count)]
            verdicts.append(verdict)
        else:
            _refuse(cell, trouble)
    return verdicts


def expect_answers(course: Course, grade_ids: Sequence[str], seed: str) -> None:
    """Work out the right answers while the notebook runs; the judge will find them cached.

    Args:
        grade_ids: those of the notebook's test cells.
        seed: the notebook's seed.
    """
    for grade_id in filter(course.asks, grade_ids):
        if course.is_answered_by_notebook(grade_id):
            continue
        with contextlib.suppress(Exception):  # the judge will run into it again
            expected_answers(course, grade_id, cell_seed(seed, grade_id))


def _refuse(cell: NotebookNode, trouble: str | None) -> None:
    """Give a cell that asks nothing an error, unless it was there and ran to the end."""
    if cell.metadata.get("autograder", {}).get("missing"):
        trouble = _(
            "This test cell was missing from the submission: deleted, or not marked as a test. It "
            "was put back and earns nothing; a grader can give its points."
        )
    elif cell.execution_count is None:
        trouble = trouble or _("This test cell was not run.")
    if trouble and _error(cell) is None:
        error = new_output("error", ename="NotGraded", evalue=trouble, traceback=[trouble])
        cell.outputs = [*cell.outputs, error]


def judge_cell(
    course: Course,
    cell: NotebookNode,
    seed: int,
    trouble: str | None = None,
    recorded: Mapping[str, Known] = MappingProxyType({}),
) -> Verdict | None:
    """The verdict on a code cell that was run, or None if it asks none of the course's questions.

    `trouble` is what went wrong with the cell or the notebook, which explains missing answers.
    For `recorded` see `judge_notebook`.
    """
    question_id = cell.metadata.nbgrader.grade_id
    max_points = float(cell.metadata.nbgrader.points)
    if not course.asks(question_id):
        if ASKS.search(cell.source):
            raise MissingQuestion(
                f"the test cell {question_id} asks a question that the course does not have: "
                "is questions.py there, and does nbgrader_config.py name the course?"
            )
        return None
    found = answers_in(cell)
    if len(found) > 1:
        said = "The cell displayed {count} sets of answers; ask displays one."
        reason = _(said, count=len(found))
        return Verdict(question_id, max_points, seed=seed, reason=reason)
    if not found:
        reason = trouble or why_no_answers(cell)
        return Verdict(question_id, max_points, seed=seed, reason=reason)
    right = recorded.get(question_id)
    if right is None and course.is_answered_by_notebook(question_id):
        raise MissingQuestion(f"there are no right answers to the question {question_id}")
    verdict = judge(course, question_id, found[0], seed, max_points, known=right)
    if cell.metadata.get("autograder", {}).get("missing"):
        return _put_back(verdict)
    return replace(verdict, remark=failed_check(cell))


def answers_in(cell: NotebookNode) -> list[Any]:
    """All outputs of the cell in the MIME type of answers, whoever displayed them."""
    return [
        output.data[ANSWERS_MIME]
        for output in cell.outputs
        if output.output_type in ("display_data", "execute_result") and ANSWERS_MIME in output.data
    ]


def why_no_answers(cell: NotebookNode) -> str:
    """The reason, in a sentence for the student."""
    error = _error(cell)
    if error is None:
        return _("The test cell gave no answers.")
    if error.ename == "CellTimeoutError":
        return _("The test cell did not finish in time.")
    return _("The test cell stopped before it could ask: {error}", error=_said(error))


def failed_check(cell: NotebookNode) -> str | None:
    """What a visible check in the cell said when it failed, else None."""
    error = _error(cell)
    if error is None:
        return None
    return _("A visible check in this cell fails: {error}", error=_said(error))


def _put_back(verdict: Verdict) -> Verdict:
    reason = _(
        "This test cell was missing from the submission: deleted, or not marked as a test. It was "
        "put back and run, and would have earned {score} of {most}; a grader can give these "
        "points.",
        score=f"{verdict.points:g}",
        most=f"{verdict.max_points:g}",
    )
    return replace(verdict, parts=(), reason=reason, mistake=None, guess=None)


def _error(cell: NotebookNode) -> NotebookNode | None:
    return next((output for output in cell.outputs if output.output_type == "error"), None)


def _said(error: NotebookNode) -> str:
    text = f"{error.get('ename', '')}: {error.get('evalue', '')}".strip(": ")
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"
