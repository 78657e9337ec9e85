"""Probes turn behavior into plain data: what is refused, and what leads back to the inside."""

import numpy as np
import pytest

from eager_course.questions.probes import refused, scribble


def raises(error: BaseException):
    def action() -> None:
        raise error

    return action


class InvalidArgumentError(ValueError):
    """As in TensorFlow."""


class OutOfPaper(Exception):
    """A kind of error that nobody agreed on."""


def test_what_raises_nothing_was_accepted() -> None:
    assert refused(lambda: 1) == "accepted"


@pytest.mark.parametrize("error", [ValueError(), IndexError(), InvalidArgumentError()])
def test_a_bad_argument_is_one_kind_whatever_its_name(error: Exception) -> None:
    assert refused(raises(error)) == "refused: ValueError"


def test_other_kinds_are_told_apart() -> None:
    errors = [ValueError(), TypeError(), RuntimeError(), AttributeError(), KeyError()]
    assert len({refused(raises(error)) for error in errors}) == len(errors)


def test_an_error_of_a_derived_class_is_of_the_kind_of_its_base() -> None:
    assert refused(raises(UnicodeError())) == refused(raises(ValueError()))


def test_an_error_that_nobody_agreed_on_goes_by_its_own_name() -> None:
    assert refused(raises(OutOfPaper())) == "refused: OutOfPaper"


def test_a_blank_exercise_has_refused_nothing() -> None:
    assert refused(raises(NotImplementedError())) != refused(raises(RuntimeError()))


def test_an_endless_recursion_is_no_refusal() -> None:
    def recursion() -> None:
        recursion()

    assert refused(recursion) != refused(raises(RuntimeError()))


def test_a_deadline_is_not_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt):
        refused(raises(KeyboardInterrupt()))


def test_scribbling_changes_every_number_of_an_array() -> None:
    array = np.ones((2, 3))
    scribble(array)
    assert not np.any(array == 1)


def test_scribbling_respects_a_read_only_array() -> None:
    array = np.ones(2)
    array.flags.writeable = False
    scribble(array)
    assert array.tolist() == [1, 1]


@pytest.mark.parametrize("number", [np.float32(1), 1.0, [1.0]])
def test_scribbling_leaves_alone_what_is_no_array(number: object) -> None:
    scribble(number)
    assert number in (1.0, [1.0])
