"""Answers agree in kind, structure, dtype, shape and value."""

import pytest

from autograder.inside.plain import encode_error
from autograder.outside.compare import same_kind_of_error


@pytest.mark.parametrize("want, got", [(ValueError, IndexError), (RuntimeError, RuntimeError)])
def test_errors_of_one_kind_agree(want: type[Exception], got: type[Exception]) -> None:
    assert same_kind_of_error(encode_error(want()), encode_error(got()))


@pytest.mark.parametrize("want, got", [(ValueError, TypeError), (TypeError, RuntimeError)])
def test_errors_of_two_kinds_differ(want: type[Exception], got: type[Exception]) -> None:
    assert not same_kind_of_error(encode_error(want()), encode_error(got()))


def test_a_blank_exercise_has_not_raised_the_runtime_error_that_was_asked_for() -> None:
    want, got = encode_error(RuntimeError("refused")), encode_error(NotImplementedError())
    assert not same_kind_of_error(want, got)
