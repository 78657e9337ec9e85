"""Assertions that hold are silent; the others say what does not hold, and where."""

import pytest

import eager as tf
from eager.errors import InvalidArgumentError

debugging = tf.debugging
NAN, INF = float("nan"), float("inf")

HOLDS = [
    lambda: debugging.assert_equal([1, 2], [1, 2]),
    lambda: debugging.assert_none_equal([1, 2], 3),
    lambda: debugging.assert_less([1, 2], 3),
    lambda: debugging.assert_less_equal([1, 3], 3),
    lambda: debugging.assert_greater(3, [1, 2]),
    lambda: debugging.assert_greater_equal([3, 4], 3),
    lambda: debugging.assert_positive([1, 2]),
    lambda: debugging.assert_negative([-1.0]),
    lambda: debugging.assert_non_negative([0, 1]),
    lambda: debugging.assert_non_positive([0, -1]),
    lambda: debugging.assert_near(1.0, 1.0000001),
    lambda: debugging.assert_near(1.0, 1.1, atol=0.2),
    lambda: debugging.assert_rank([1.0], 1),
    lambda: debugging.assert_rank_in([1.0], (0, 1)),
    lambda: debugging.assert_rank_at_least([[1.0]], 1),
    lambda: debugging.assert_scalar(1),
    lambda: debugging.assert_integer(tf.constant(1)),
    lambda: debugging.assert_type(tf.constant(1), tf.int32),
    lambda: debugging.Assert(True, ["data"]),
]


@pytest.mark.parametrize("check", HOLDS)
def test_what_holds_passes_in_silence(check):
    assert check() is None


@pytest.mark.parametrize(
    ("check", "error", "words"),
    [
        (
            lambda: debugging.assert_equal([1, 2], [1, 3]),
            InvalidArgumentError,
            r"x == y does not hold at \[1\]: x is 2, y is 3",
        ),
        (lambda: debugging.assert_none_equal(1, 1), InvalidArgumentError, "x != y"),
        (lambda: debugging.assert_less([1, 3], 2), InvalidArgumentError, "x < y"),
        (lambda: debugging.assert_less_equal(3, 2), InvalidArgumentError, "x <= y"),
        (lambda: debugging.assert_greater(1, 2), InvalidArgumentError, "x > y"),
        (lambda: debugging.assert_greater_equal(1, 2), InvalidArgumentError, "x >= y"),
        (lambda: debugging.assert_positive(0), InvalidArgumentError, "x > y"),
        (lambda: debugging.assert_negative(0), InvalidArgumentError, "x < y"),
        (lambda: debugging.assert_non_negative(-1), InvalidArgumentError, "x >= y"),
        (lambda: debugging.assert_non_positive(1), InvalidArgumentError, "x <= y"),
        (lambda: debugging.assert_near(1.0, 1.1), InvalidArgumentError, r"\|x - y\| < "),
        (lambda: debugging.assert_near(NAN, NAN), InvalidArgumentError, "x is nan, y is nan"),
        (lambda: debugging.assert_near(1, 1), ValueError, "for floats"),
        (lambda: debugging.assert_rank(1.0, 1), ValueError, "expected rank 1"),
        (lambda: debugging.assert_rank_in([1.0], (0, 2)), ValueError, "expected rank 0 or 2"),
        (lambda: debugging.assert_rank_at_least([1.0], 2), ValueError, "rank 2 or more"),
        (lambda: debugging.assert_scalar([1]), ValueError, "expected a scalar"),
        (lambda: debugging.assert_integer(1.0), TypeError, "expected integers, got float32"),
        (lambda: debugging.assert_type(1, tf.float32), TypeError, "expected float32, got int32"),
        (lambda: debugging.Assert(False, ["why"]), InvalidArgumentError, "the data: why"),
        (lambda: debugging.check_numerics([NAN], ""), InvalidArgumentError, "holds nan"),
        (lambda: debugging.assert_all_finite([INF], ""), InvalidArgumentError, "holds inf"),
        (lambda: debugging.check_numerics([1], ""), InvalidArgumentError, "is for floats"),
        (lambda: tf.ensure_shape([1, 2], [3]), InvalidArgumentError, "does not fit"),
    ],
)
def test_what_does_not_hold_is_reported(check, error, words):
    with pytest.raises(error, match=words):
        check()


def test_the_message_comes_first():
    with pytest.raises(InvalidArgumentError, match="^too small: x > y"):
        debugging.assert_greater(1, 2, message="too small")


def test_numbers_pass_through_the_checks_of_them():
    assert debugging.check_numerics([1.5], "").numpy().tolist() == [1.5]
    assert tf.ensure_shape([1, 2], [None]).numpy().tolist() == [1, 2]


def test_numeric_are_tensors_of_numbers():
    assert debugging.is_numeric_tensor(tf.Variable(1.0))
    assert not debugging.is_numeric_tensor(1.0)
    assert not debugging.is_numeric_tensor(tf.constant(True))
