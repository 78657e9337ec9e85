"""The judge believes answers, and only answers, and says which part they miss."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.inside.ask import answer_question
from autograder.inside.draw import Draw
from autograder.inside.question import Case, Question, case
from autograder.inside.said import say_case
from autograder.outside.course import Mistake, Stage
from autograder.outside.judging.judge import judge
from autograder.outside.judging.render import verdict_html, verdict_text
from eager_course.course import COURSE

QUESTION = Question("variables-scale", needs=["multiply", "Variable"])


@QUESTION.part("values", 2, "`multiply` multiplies")
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(3,), (), (2, 2)]:
        yield case("multiply(a, b).numpy()", a=draw.array(shape), b=draw.array(shape))


@QUESTION.part("errors", 1, "shapes that do not fit are refused")
def _(draw: Draw) -> Iterator[Case]:
    yield case("multiply(a, b)", a=draw.array((2,)), b=draw.array((3,)))


STAGE = Stage(1, "scaling", "01-scaling", "")
STAGE.__dict__["known_questions"] = {QUESTION.id: QUESTION}
MADE_UP = replace(COURSE, stages=(STAGE,))


def answers(**changed: Any) -> dict[str, Any]:
    return answer_question(QUESTION, COURSE.names(QUESTION) | changed, seed=7)


def adds(a: Any, b: Any) -> Any:
    names = COURSE.names(QUESTION)
    return names["multiply"](a, b) * 0 + np.float32(a) + np.float32(b)


ADDS = Mistake(
    question=QUESTION.id,
    name="adds",
    misconception="Your multiply adds.",
    hint="Twice three is six.",
    fails=("values",),
    code="right = multiply\ndef multiply(a, b):\n    return right(a, b) * 0 + a + b",
)


def test_the_references_own_answers_earn_all_points() -> None:
    verdict = judge(MADE_UP, QUESTION.id, answers(), 7, 6.0, [])
    assert verdict.points == 6.0 and verdict.reason is None


def test_parts_that_hold_give_partial_credit_by_their_weights() -> None:
    verdict = judge(MADE_UP, QUESTION.id, answers(multiply=adds), 7, 6.0, [])
    assert verdict.points == pytest.approx(2.0)
    assert [part.holds for part in verdict.parts] == [False, True]


def test_the_smallest_failing_case_is_shown() -> None:
    verdict = judge(MADE_UP, QUESTION.id, answers(multiply=adds), 7, 6.0, [])
    miss = verdict.parts[0].miss
    assert miss is not None and miss.case.inputs["a"].shape == ()
    assert say_case(miss.case).endswith("multiply(a, b).numpy()")


def test_a_known_mistake_is_named() -> None:
    assert judge(MADE_UP, QUESTION.id, answers(multiply=adds), 7, 6.0, [ADDS]).mistake == ADDS


def test_a_right_answer_has_no_mistake() -> None:
    assert judge(MADE_UP, QUESTION.id, answers(), 7, 6.0, [ADDS]).mistake is None


def test_a_mistake_that_differs_in_one_case_is_not_named() -> None:
    given = answers(multiply=adds)
    given["answers"][0] = {"kind": "none"}
    assert judge(MADE_UP, QUESTION.id, given, 7, 6.0, [ADDS]).mistake is None


def test_a_mistake_that_fails_the_same_cases_in_the_same_ways_is_a_guess() -> None:
    verdict = judge(
        MADE_UP, QUESTION.id, answers(multiply=lambda a, b: adds(a, b) * 2), 7, 6.0, [ADDS]
    )
    assert (verdict.mistake, verdict.guess) == (None, ADDS)
    assert "This looks like: Your multiply adds." in verdict_text(verdict)
    assert "This looks like:</i> Your multiply adds." in verdict_html(verdict)


@pytest.mark.parametrize(
    "given",
    [
        lambda a, b: None,  # answers of another kind
        lambda a, b: COURSE.names(QUESTION)["multiply"](a, b) if np.ndim(a) else adds(a, b),
    ],
    ids=["another kind", "fewer cases"],
)
def test_a_mistake_that_fails_differently_is_not_a_guess(given: Any) -> None:
    verdict = judge(MADE_UP, QUESTION.id, answers(multiply=given), 7, 6.0, [ADDS])
    assert (verdict.mistake, verdict.guess) == (None, None)


def spoiled(change: str) -> Any:
    given = copy.deepcopy(answers())
    if change == "seed":
        given["seed"] = 8
    elif change == "question":
        given["question"] = "variables-assign"
    elif change == "fewer":
        given["answers"].pop()
    elif change == "more":
        given["answers"].append({"kind": "none"})
    elif change == "version":
        given["version"] = 99
    elif change == "no list":
        given["answers"] = {"kind": "none"}
    return given


@pytest.mark.parametrize("change", ["seed", "question", "fewer", "more", "version", "no list"])
def test_answers_to_something_else_do_not_count(change: str) -> None:
    verdict = judge(MADE_UP, QUESTION.id, spoiled(change), 7, 6.0, [])
    assert verdict.points == 0 and verdict.reason and not verdict.parts


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
KINDS = ["none", "bool", "int", "float", "text", "dtype", "array", "list", "tuple", "dict"]
KINDS += ["record", "object", "error", "too large", "mystery"]
FIELDS = ["value", "items", "types", "message", "type", "dtype", "shape", "data", "of", "size"]
FORGED = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6).flatmap(
    lambda fields: st.sampled_from(KINDS).map(lambda kind: {**fields, "kind": kind})
)


@given(JSON)
def test_whatever_is_not_an_answer_earns_nothing_and_harms_nobody(forged: Any) -> None:
    assert judge(MADE_UP, QUESTION.id, forged, 7, 6.0, [ADDS]).points == 0


@given(st.lists(FORGED | JSON, min_size=4, max_size=4))
def test_forged_answers_earn_nothing_and_can_be_shown(forged: list[Any]) -> None:
    from autograder.outside.judging.render import verdict_output

    given = answers() | {"answers": forged}
    verdict = judge(MADE_UP, QUESTION.id, given, 7, 6.0, [ADDS])
    assert verdict.points == 0
    assert verdict_output(verdict).data["text/plain"] == "0.0"
