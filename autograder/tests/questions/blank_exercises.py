"""Solved notebooks with some exercises left blank, and what the questions then say."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import matplotlib
import nbformat
import pytest
from nbgrader.preprocessors import ClearSolutions

import autograder
import eager
from autograder.inside.ask import answer_question
from autograder.outside.course.reference import preserve
from autograder.outside.judging.judge import judge
from autograder.outside.judging.verdict import Verdict
from eager_course.course import COURSE

SOURCE = Path(__file__).parents[3] / "source"
SEED = 3


def code_cells(notebook: Path, blanks: Iterable[str]) -> list[nbformat.NotebookNode]:
    """The notebook's code cells, with the exercises of these questions blank."""
    stub = ClearSolutions()
    cells = [c for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == "code"]
    for cell in cells:
        if cell.id in {f"{question}-solution" for question in blanks}:
            stub.preprocess_cell(cell, {"language": "python"}, 0)
    return cells


def run(
    notebook: Path, blanks: Iterable[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, Verdict], set[str]]:
    """The verdicts on a notebook with blank exercises, and the ids of the cells that failed."""
    verdicts: dict[str, Verdict] = {}

    def ask(question_id: str, /, **names: Any) -> None:
        question = COURSE.find_question(question_id)
        points = sum(part.weight for part in question.parts)
        answers = answer_question(question, names, SEED, namespace)
        verdicts[question_id] = judge(COURSE, question_id, answers, SEED, points)

    namespace: dict[str, Any] = {}
    matplotlib.use("agg")
    monkeypatch.setattr(autograder, "ask", ask)
    monkeypatch.syspath_prepend(str(notebook.parent))
    monkeypatch.chdir(notebook.parent)  # where its data are
    failed = set()
    with preserve(eager):  # a cell that fails may leave a listener behind
        for cell in code_cells(notebook, blanks):
            try:
                exec(compile(cell.source, cell.id, "exec"), namespace)
            except Exception:
                failed.add(cell.id)
    return verdicts, failed


def lost(verdict: Verdict) -> set[str]:
    """The parts that do not hold."""
    return {part.name for part in verdict.parts if not part.holds}
