"""Verdicts are shown so that nothing from a student can become part of the page."""

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.inside.plain import encode
from autograder.inside.question import Question, case
from autograder.outside.course import Mistake
from autograder.outside.judging.render import (
    VERDICT_MIME,
    verdict_html,
    verdict_output,
    verdict_text,
)
from autograder.outside.judging.verdict import Miss, PartVerdict, Verdict

QUESTION = "variables-assign"
ASKED = Question(QUESTION, needs=[])
MISTAKE = Mistake(QUESTION, "m", "Your `assign` adds.", "Try 2 and 3.", ("values",), "pass")


def verdict(got: object = "x", **more: object) -> Verdict:
    missed = Miss(case("v.numpy()", a=1.5), encode(np.float32(2)), encode(got), ASKED)
    parts = (
        PartVerdict("values", "`assign` replaces", 4.0, missed),
        PartVerdict("shapes", "shapes stay", 2.0, None),
    )
    return Verdict(QUESTION, 6.0, parts, **more)  # type: ignore[arg-type]


def test_nbgrader_reads_the_points_as_a_plain_float() -> None:
    assert verdict_output(verdict()).data["text/plain"] == "2.0"
    assert verdict_output(Verdict(QUESTION, 6.0, reason="x")).data["text/plain"] == "0.0"


def test_a_notebook_with_verdicts_is_valid() -> None:
    verdicts = [verdict(), verdict(mistake=MISTAKE), Verdict(QUESTION, 6.0, reason="x")]
    outputs = [verdict_output(one, count) for count, one in enumerate(verdicts, 1)]
    nbformat.validate(new_notebook(cells=[new_code_cell("ask", outputs=outputs)]))


def test_a_program_reads_what_was_judged() -> None:
    record = verdict_output(verdict(mistake=MISTAKE)).data[VERDICT_MIME]
    assert record["parts"] == {"values": False, "shapes": True}
    assert (record["points"], record["mistake"]) == (2.0, "m")


@pytest.mark.parametrize("show", [verdict_text, verdict_html])
def test_a_verdict_names_the_mistake_the_hint_the_case_and_what_came(show) -> None:
    shown = show(verdict(got=np.float32(7), mistake=MISTAKE))
    for expected in ("adds.", "Try 2 and 3.", "v.numpy()", "2.0, float32", "7.0, float32"):
        assert expected in shown


def test_html_from_a_students_process_is_shown_as_text() -> None:
    hostile = "<script>alert(1)</script>"
    for shown in (
        verdict_html(verdict(got=hostile)),
        verdict_html(verdict(remark=hostile)),
        verdict_html(Verdict(QUESTION, 6.0, reason=hostile)),
    ):
        assert "<script" not in shown and "&lt;script" in shown


def test_escape_sequences_do_not_reach_a_terminal() -> None:
    shown = verdict_text(verdict(remark="\x1b[2J\x1b[31mred\x07\u202e"))
    assert "red" in shown and not set("\x1b\x07\u202e") & set(shown)


def test_points_never_exceed_what_the_cell_is_worth() -> None:
    parts = (PartVerdict("a", "a", 4.0, None), PartVerdict("b", "b", 4.0, None))
    assert Verdict(QUESTION, 6.0, parts).points == 6.0
