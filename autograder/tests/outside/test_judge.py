"""The judge believes answers, and only answers, and says which part they miss."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

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
from autograder.outside.judging.verdict import Verdict
from eager_course.course import COURSE

QUESTION = Question("variables-scale", needs=["multiply", "Variable"])


@QUESTION.part("values", 2, "`multiply` multiplies")
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(3,), (), (2, 2)]:
        yield case("multiply(a, b).numpy()", a=draw.array(shape), b=draw.array(shape))


@QUESTION.part("errors", 1, "shapes that do not fit are refused")
def _(draw: Draw) -> Iterator[Case]:
    yield case("multiply(a, b)", a=draw.array((2,)), b=draw.array((3,)))


BUILT = Question("variables-built", needs=["multiply"])


@BUILT.instead_of("product")
@contextmanager
def _(names: dict[str, Any], notebook: dict[str, Any]) -> Iterator[None]:
    if notebook["product"] is None:
        raise TypeError("there is nothing to stand in for")
    with patch.dict(notebook, product=COURSE.names(QUESTION)["multiply"]):
        yield


@BUILT.part("values", 1, "`multiply` multiplies")
def _(draw: Draw) -> Iterator[Case]:
    yield case("np.asarray(multiply(a, b))", a=draw.array((3,)), b=draw.array((3,)))


STAGE = Stage(1, "scaling", "01-scaling", "")
STAGE.__dict__["known_questions"] = {QUESTION.id: QUESTION, BUILT.id: BUILT}
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


def test_a_mistake_that_remembers_is_asked_in_order() -> None:
    code = """
right, calls = multiply, []
def multiply(a, b):
    calls.append(a)
    return right(a, b) * len(calls)
"""
    counts = replace(ADDS, name="counts", code=code, remembers=True)
    given = answers(multiply=counts.apply(COURSE.names(QUESTION))["multiply"])
    assert judge(MADE_UP, QUESTION.id, given, 7, 6.0, [ADDS, counts]).mistake == counts


def test_a_mistake_is_ruled_out_by_its_first_different_answer(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    code = f"""
right = multiply
def multiply(a, b):
    open({str(asked)!r}, "a").write("x")
    return right(a, b)
"""
    harmless = replace(ADDS, name="harmless", code=code)
    assert judge(MADE_UP, QUESTION.id, answers(multiply=adds), 7, 6.0, [harmless]).guess is None
    assert asked.read_text() == "x"


def test_a_mistake_that_fails_the_same_cases_in_the_same_ways_is_a_guess() -> None:
    def adds_twice(a: Any, b: Any) -> Any:
        return adds(a, b) * (2 if np.shape(a) else 1)

    verdict = judge(MADE_UP, QUESTION.id, answers(multiply=adds_twice), 7, 6.0, [ADDS])
    assert (verdict.mistake, verdict.guess) == (None, ADDS)
    assert "This looks like: Your multiply adds." in verdict_text(verdict)
    assert "This looks like:</i> Your multiply adds." in verdict_html(verdict)


def test_without_one_answer_that_agrees_exactly_nothing_is_guessed() -> None:
    given = answers(multiply=lambda a, b: adds(a, b) * 2)
    verdict = judge(MADE_UP, QUESTION.id, given, 7, 6.0, [ADDS])
    assert (verdict.mistake, verdict.guess) == (None, None)


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


def test_for_an_exercise_that_is_not_written_yet_no_mistake_is_tried() -> None:
    def blank(a: Any, b: Any) -> Any:
        raise NotImplementedError

    untried = replace(ADDS, code="raise AssertionError")
    verdict = judge(MADE_UP, QUESTION.id, answers(multiply=blank), 7, 6.0, [untried])
    assert (verdict.points, verdict.guess) == (0, None)


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


RIGHT, WRONG = "np.multiply(a, b)", "np.add(a, b)"


def verdict_on(multiply: str, product: str | None) -> Verdict:
    """The verdict on a notebook in which `multiply` is built on `product`."""
    notebook: dict[str, Any] = {"np": np, "product": None}
    if product is not None:
        exec(f"def product(a, b): return {product}", notebook)
    exec(f"def multiply(a, b): return {multiply}", notebook)
    names = {"multiply": notebook["multiply"]}
    before = notebook["product"]
    given = answer_question(BUILT, names, 7, notebook)
    assert notebook["product"] is before, "a stand-in was left behind"
    return judge(MADE_UP, BUILT.id, given, 7, 4)


def test_a_slip_in_what_an_exercise_is_built_on_costs_it_nothing_and_the_verdict_says_so() -> None:
    verdict = verdict_on("product(a, b)", product=WRONG)
    assert verdict.points == 4
    for text in (verdict_text(verdict), verdict_html(verdict)):
        assert "grader's own code" in text.replace("&#x27;", "'") and "product" in text


def test_where_nothing_is_wrong_nothing_is_said_of_stand_ins() -> None:
    verdict = verdict_on("product(a, b)", product=RIGHT)
    assert verdict.points == 4
    assert "product" not in verdict_text(verdict)


@pytest.mark.parametrize("product", [RIGHT, WRONG])
def test_a_slip_in_the_exercise_itself_is_not_forgiven(product: str) -> None:
    verdict = verdict_on("product(a, b) + 1", product)
    assert verdict.points == 0
    assert "grader's own" not in verdict_text(verdict)


def test_who_needs_no_stand_in_is_asked_without() -> None:
    assert verdict_on(RIGHT, product=WRONG).points == 4
    assert verdict_on(RIGHT, product=None).points == 4


@pytest.mark.parametrize("again", [None, [], [{}], "x", [{"kind": "float", "value": 1e999}]])
def test_forged_answers_of_stand_ins_earn_nothing(again: Any) -> None:
    given = answer_question(BUILT, {"multiply": lambda a, b: a + b}, 7)
    assert judge(MADE_UP, BUILT.id, {**given, "again": again}, 7, 4).points == 0


def test_answers_of_stand_ins_that_no_question_has_count_for_nothing() -> None:
    wrong, right = answers(multiply=adds), answers()
    verdict = judge(MADE_UP, QUESTION.id, {**wrong, "again": right["answers"]}, 7, 3)
    assert verdict.points < 3
