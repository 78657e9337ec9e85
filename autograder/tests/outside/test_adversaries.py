"""The audit reports points that can be earned without the work."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from autograder.inside.draw import Draw
from autograder.inside.question import Case, Question, case
from autograder.outside.audit.adversaries import YESTERDAY, points_without_work
from autograder.outside.audit.mistakes import not_pasted
from autograder.outside.course import Course


def double(x: float) -> float:
    """The reference."""
    if x < 0:
        raise ValueError
    return 2 * x


class Toy(Course):
    """A course of one question, answered by `double`."""

    def names(self, question: Question) -> dict[str, Callable]:
        return {"double": double}


def refused(call: Callable) -> bool:
    try:
        call()
    except ValueError:
        return True
    return False


def found(question: Question, seeds: Sequence[int] = range(4)) -> list[str]:
    course = Toy("toy", own={question.id: question})
    return list(points_without_work(course, question, seeds))


def new_question() -> Question:
    question = Question("toy-double", needs=["double"], helpers={"refused": refused})

    @question.part("values", 1, "double(x) is 2 x")
    def _(draw: Draw) -> Iterator[Case]:
        yield case("double(x)", x=draw.integer(1, 10**9))

    return question


def test_a_part_whose_answers_are_drawn_cannot_be_earned_without_work() -> None:
    assert found(new_question()) == []


def test_answers_that_are_the_same_under_every_seed_can_be_copied() -> None:
    question = new_question()

    @question.part("constant", 1, "double(1) is 2")
    def _(draw: Draw) -> Iterator[Case]:
        yield case("double(1)")

    assert found(question) == ["a table of yesterday's answers earns the part 'constant'"]


def test_of_a_few_seeds_one_may_repeat_yesterdays_answers_by_luck() -> None:
    question = new_question()

    @question.part("one in eight", 1, "double(x) is 2 x")
    def _(draw: Draw) -> Iterator[Case]:
        yield case("double(x)", x=draw.integer(1, 8))

    yesterday = question.cases(YESTERDAY)[1].inputs
    same = [seed for seed in range(99) if question.cases(seed)[1].inputs == yesterday]
    others = [seed for seed in range(99) if seed not in same]
    assert found(question, [same[0], *others[:4]]) == []
    copied = ["a table of yesterday's answers earns the part 'one in eight'"]
    assert found(question, [*same[:2], *others[:3]]) == copied
    assert found(question, [same[0], others[0]]) == copied  # with two seeds there is no telling


def test_what_a_helper_says_can_be_patched_unless_good_and_bad_calls_are_mixed() -> None:
    question = new_question()

    @question.part("refuses", 1, "a negative x is refused")
    def _(draw: Draw) -> Iterator[Case]:
        yield case("refused(lambda: double(-x)), x", x=draw.integer(1, 10**9))

    assert found(question) == ["patched helpers earn the part 'refuses' for a blank notebook"]
    mixed = new_question()

    @mixed.part("refuses", 1, "a negative x is refused, and no other")
    def _(draw: Draw) -> Iterator[Case]:
        for x in draw.rng.choice([-1, 1], 30):
            yield case("refused(lambda: double(x))", x=int(x))

    assert found(mixed) == []


def test_next_to_nothing_earns_next_to_nothing() -> None:
    question = new_question()

    @question.part("harmless", 1, "x is left alone")
    def _(draw: Draw) -> Iterator[Case]:
        yield case("double(abs(x))\nx", x=draw.integer(1, 10**9))

    names = ("pass", "return 0", "return x")
    assert found(question) == [f"`{name}` earns harmless" for name in names]


@pytest.mark.parametrize("pasted, told", [("double(x)", []), ("", ["refused"])])
def test_a_case_that_students_cannot_paste_is_reported(pasted: str, told: list[str]) -> None:
    question = new_question()

    @question.part("refuses", 1, "a negative x is refused")
    def _(draw: Draw) -> Iterator[Case]:
        yield case("refused(lambda: double(x))", pasted=pasted, x=-1)

    assert not_pasted(question) == told
