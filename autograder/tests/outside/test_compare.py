"""Answers agree in kind, structure, dtype, shape and value."""

import pytest

from autograder.inside.plain import encode_error
from autograder.outside.judging.compare import MalformedAnswer, check, same_kind_of_error


@pytest.mark.parametrize("want, got", [(ValueError, IndexError), (RuntimeError, RuntimeError)])
def test_errors_of_the_same_kind_agree(want: type[Exception], got: type[Exception]) -> None:
    assert same_kind_of_error(encode_error(want()), encode_error(got()))


@pytest.mark.parametrize("want, got", [(ValueError, TypeError), (TypeError, RuntimeError)])
def test_errors_of_different_kinds_differ(want: type[Exception], got: type[Exception]) -> None:
    assert not same_kind_of_error(encode_error(want()), encode_error(got()))


def test_a_blank_exercise_has_not_raised_the_runtime_error_that_was_asked_for() -> None:
    want, got = encode_error(RuntimeError("refused")), encode_error(NotImplementedError())
    assert not same_kind_of_error(want, got)


@pytest.mark.parametrize(
    "answer",
    [
        {"kind": "int", "value": 10**400},
        {"kind": "float", "value": -(10**4000)},
        {"kind": "array", "dtype": "float32", "shape": [0, 10**30], "data": ""},
        {"kind": "array", "dtype": "float32", "shape": [1] * 100, "data": "AAAAAA=="},
        {"kind": "array", "dtype": "float32", "shape": [True], "data": "AAAAAA=="},
    ],
)
def test_numbers_and_shapes_beyond_all_bounds_are_not_answers(answer: dict) -> None:
    with pytest.raises(MalformedAnswer):
        check(answer)
