"""A case is a short program; the value of its last line is the answer."""

import numpy as np
import pytest

from autograder.inside.plain import encode
from autograder.inside.program import answer_case
from autograder.inside.question import Question, case

QUESTION = Question("a-question", needs=["f"], helpers={"twice": lambda x: 2 * x})


def test_the_last_line_is_the_answer() -> None:
    drawn = case("b = f(a)\nb + 1", a=2)
    assert answer_case(QUESTION, drawn, {"f": abs}) == encode(3)


def test_what_a_program_raises_is_its_answer() -> None:
    def f(a: int) -> None:
        raise ValueError("no")

    answer = answer_case(QUESTION, case("f(a)", a=1), {"f": f})
    assert answer["kind"] == "error" and answer["types"][0] == "ValueError"


def test_leaving_python_is_an_answer_too() -> None:
    assert answer_case(QUESTION, case("f()"), {"f": exit})["types"][0] == "SystemExit"


def test_an_interrupt_is_not_an_answer() -> None:
    def f() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        answer_case(QUESTION, case("f()"), {"f": f})


def test_each_run_gets_fresh_inputs() -> None:
    def f(a: np.ndarray) -> np.ndarray:
        a += 1
        return a

    drawn = case("f(a)", a=np.array([1.0]))
    assert answer_case(QUESTION, drawn, {"f": f}) == answer_case(QUESTION, drawn, {"f": f})


def test_programs_may_use_numpy_and_the_questions_helpers() -> None:
    assert answer_case(QUESTION, case("twice(np.int64(a))", a=2), {}) == encode(np.int64(4))


def test_a_program_must_end_in_an_expression() -> None:
    with pytest.raises(SyntaxError, match="must be an expression"):
        answer_case(QUESTION, case("a = 1"), {})
