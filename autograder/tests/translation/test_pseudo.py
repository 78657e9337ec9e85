"""In the pseudo-locale en-XA nothing that a student reads is plain English."""

import re
from html import unescape
from typing import Any

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.inside.plain import encode
from autograder.inside.question import Question, case
from autograder.outside.course import Mistake
from autograder.outside.github.files_of import filled
from autograder.outside.judging.cells import why_no_answers
from autograder.outside.judging.render import verdict_html, verdict_text
from autograder.outside.judging.verdict import Miss, PartVerdict, Verdict
from autograder.outside.judging.words import say_answer
from autograder.outside.plugins.feedback_exporter import FeedbackExporter
from autograder_check import show
from autograder_check.cell_model import TrustedCell
from autograder_check.messages import speaking
from autograder_check.pseudo import PSEUDO
from autograder_check.run import CellRun
from autograder_check.score import findings

# What is no language: code, names, dtypes, raised classes, times.
PLAIN = re.compile(r"\b[A-Za-z]*[aceilnorsuyz][A-Za-z]*\b")
NAMES = {"float", "shape", "np", "numpy", "array", "dtype", "float32", "v", "f", "UTC"}


def english(text: str) -> set[str]:
    """The words of a text that no translator has seen."""
    return {word for word in PLAIN.findall(text) if len(word) > 1} - NAMES


def words_of(page: str) -> str:
    """What a page says, without its code."""
    page = re.sub(r"(?s)<(style|pre|code|script)\b.*?</\1>|<!--.*?-->", " ", page)
    labels = " ".join(re.findall(r'(?:aria-label|alt)="([^"]*)"', page))
    return unescape(re.sub(r"<[^>]+>", " ", page) + " " + labels)


def verdicts() -> list[Verdict]:
    asked = Question("q", needs=[])
    miss = Miss(case("f()", seen="the red dots"), encode(np.float32(2)), encode([1]), asked)
    parts = (PartVerdict("a", "`f` is right", 1.0, miss), PartVerdict("b", "it stays", 2.0, None))
    mistake = Mistake("q", "m", "Your `f` adds.", "Try two.", ("a",), "", remembers=True)
    return [
        Verdict("q", 3.0, parts, mistake=mistake),
        Verdict("q", 3.0, parts, guess=mistake),
        Verdict("q", 3.0, parts),
    ]


@pytest.mark.parametrize("number", range(3))
def test_a_verdict(number: int) -> None:
    with speaking(PSEUDO):
        one = verdicts()[number]
        assert english(words_of(verdict_html(one))) == set()
        text = verdict_text(one).replace("f()", "")
        assert english(re.sub(r"`[^`]*`", "", text)) == set()


def test_why_there_are_no_answers() -> None:
    with speaking(PSEUDO):
        assert english(why_no_answers(new_code_cell("ask()"))) == set()


def test_why_an_answer_is_too_large() -> None:
    deep: list = []
    for _ in range(20):
        deep = [deep]
    with speaking(PSEUDO):
        for answer in ([0] * 5000, (0,) * 5000, np.zeros(10**5), 2**99, deep):
            assert english(say_answer(encode(answer))) == set()


def known(name: str, **more: Any) -> dict[str, Any]:
    base = {"grade_id": name, "locked": False, "solution": False, "task": False, "grade": False}
    return {"nbgrader": {**base, **more}}


def test_a_page_of_feedback() -> None:
    shown = new_output("error", ename="E", evalue="", traceback=["E"])
    picture = new_output("display_data", data={"image/png": "iVBORw0KGgo="})
    long = "\n".join(["x"] * 50)
    cells = [
        new_markdown_cell("# Ť"),
        new_markdown_cell("Ć."),
        new_code_cell("1", outputs=[picture]),
        new_markdown_cell("## Á 1 · Á (6 p)"),
        new_code_cell(long, metadata=known("a-s", solution=True, comment="Ú")),
        new_code_cell("1", outputs=[shown], metadata=known("a", grade=True, points=6, score=4)),
        new_markdown_cell("## Á 2 · Á (5 p)"),
        new_markdown_cell(
            "", metadata=known("b", grade=True, solution=True, points=5.0, score=0.0)
        ),
    ]
    notebook = new_notebook(cells=cells, metadata={"autograder": {"language": PSEUDO}})
    about = {"notebook": "Á", "assignment": "01", "student": "ÁÁ", "late_penalty": 2.0}
    grades = {"a": {"graded": True, "again": True}, "b": {"graded": False}}
    resources = {"nbgrader": {**about, "grades": grades}, "mark_schemes": {"b": "Á"}}
    page, _ = FeedbackExporter(page_seconds=20.0).from_notebook_node(notebook, resources)
    assert f'<html lang="{PSEUDO}">' in page
    assert english(words_of(page)) == set()


def test_the_students_check() -> None:
    cells = [
        TrustedCell("a", "code", "# Á (2 p)\n1", grade=True, points=2.0),
        TrustedCell("b", "code", "# Á (2 p)\n1", grade=True, points=2.0),
        TrustedCell("w", "markdown", "Á", grade=True, solution=True, points=5.0),
    ]
    notebook = new_notebook(
        cells=[
            new_code_cell("1", metadata={"nbgrader": {"grade_id": "a"}}),
            new_code_cell("2", metadata={"nbgrader": {"grade_id": "b"}}),
        ]
    )
    runs = {0: CellRun(error=("NotImplementedError", "")), 1: CellRun(error=("AssertionError", ""))}
    with speaking(PSEUDO):
        found = findings(notebook, runs, cells, {"a": ""})
        text = show.as_text("á.ipynb", found, cells) + show.as_markdown("á.ipynb", found, cells)
    assert english(text) - {"ipynb", "NotImplementedError"} == set()


def test_the_readme_of_a_students_repository() -> None:
    names = ["TITLE", "NOTEBOOK", "POINTS", "PYTHON", "ASSIGNMENT", "LIBRARY"]
    with speaking(PSEUDO):
        text = filled("README.md", dict.fromkeys(names, ""))
    text = re.sub(r"(?s)```.*?```|`[^`]*`", "", text)
    assert english(text) == set()
