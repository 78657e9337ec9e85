"""A miss is put into words that a student can act on."""

from datetime import timedelta

import numpy as np
import pytest

from autograder.inside.plain import encode
from autograder.inside.question import Question, case
from autograder.inside.said import say_case
from autograder.outside.judging import words
from autograder.outside.judging.verdict import Miss
from autograder.outside.judging.words import (
    duration,
    listed,
    plural,
    say_answer,
    say_difference,
)


def miss(want: object, got: object) -> Miss:
    return Miss(case("f()"), encode(want), encode(got), Question("q", needs=[]))


def test_a_case_can_be_pasted_and_run() -> None:
    drawn = case(
        "a * b + c", a=np.array([[1.5, 2.0]], dtype=np.float32), b=np.float32(2.0), c=[1.0]
    )
    names: dict = {"np": np}
    *statements, last = say_case(drawn).splitlines()
    exec("\n".join(statements), names)
    assert eval(last, names).tolist() == [[4.0, 5.0]]
    assert names["a"].dtype == np.float32


@pytest.mark.parametrize(
    "answer, words",
    [
        (np.array([1.0, 2.5], np.float32), "[1. 2.5], float32, shape (2,)"),
        (np.float64(0.5), "0.5, float64"),
        (None, "None"),
        (True, "True"),
        ([1, "a"], "[1, 'a']"),
        (np.dtype("int32"), "int32"),
    ],
)
def test_answers_are_described_with_all_that_can_be_wrong_about_them(
    answer: object, words: str
) -> None:
    assert say_answer(encode(answer)) == words


def test_the_first_item_that_differs_is_shown() -> None:
    where, want, got = say_difference(miss([1, (2, 3)], [1, (2, 4)]))
    assert (where, want, got) == ("[1][1]", "3", "4")


def test_answers_of_another_kind_are_shown_whole() -> None:
    assert say_difference(miss([1, 2], 3))[1:] == ("[1, 2]", "3")


def test_for_a_picture_that_is_looked_at_the_drawing_is_pasted() -> None:
    shown = case("sheet = drawn_by(plot, a)\ndots(sheet)", pasted="plot(ax, a)", a=2)
    assert say_case(shown) == "a = 2\nplot(ax, a)"


def test_points_are_shown_without_needless_digits() -> None:
    assert [plural(count, "point") for count in (1, 2, 0.5, 2 / 3)] == [
        "1 point",
        "2 points",
        "0.5 points",
        "0.67 points",
    ]


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(seconds=5), "1 minute"),
        (timedelta(minutes=45), "45 minutes"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(days=1, hours=1, minutes=7), "1 day 1 hour"),
        (timedelta(hours=23, minutes=59, seconds=50), "1 day"),
    ],
)
def test_a_duration_is_given_in_its_two_largest_units(time: timedelta, said: str) -> None:
    assert duration(time) == said


def test_the_description_of_an_answer_is_short() -> None:
    deep = np.zeros((2,) * 15, np.uint8)
    assert say_answer(encode(deep)) == "uint8, 15 dimensions"
    _, _, got = say_difference(miss(1.0, ["x" * 100] * 100))
    assert len(got) <= 1000 and got.endswith("…")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (np.zeros([300, 300]), "an array of shape (300, 300)"),
        ([0] * 5000, "a list of 5000 items"),
        (2**70, "an int of more than 64 bits"),
    ],
)
def test_what_is_too_large_is_told_by_its_size(answer: object, why: str) -> None:
    assert say_answer(encode(answer)) == f"too large an answer ({why})"


def test_no_more_of_a_wide_answer_is_read_than_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wide = encode([[float(i) for i in range(300)] for _ in range(300)])
    looked: list[object] = []
    real = words.number_of
    monkeypatch.setattr(words, "number_of", lambda a: (looked.append(a), real(a))[1])
    said = say_answer(wide)
    assert len(said) == words.MOST_TEXT and said.endswith("…")
    assert len(looked) < words.MOST_TEXT


def test_more_names_than_fit_are_counted() -> None:
    assert listed([], 2) == ""
    assert listed(["ada", "bob"], 2) == "ada, bob"
    assert listed(["ada", "bob", "cyd", "dan"], 2) == "ada, bob and 2 more"
