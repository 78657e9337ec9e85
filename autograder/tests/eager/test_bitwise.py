"""Bits, as Python's operators combine them."""

import pytest

import eager as tf
from eager.errors import InvalidArgumentError

A, B = 0b1100, 0b1010


def test_bits_are_combined_one_by_one():
    assert tf.bitwise.bitwise_and(A, B) == A & B
    assert tf.bitwise.bitwise_or(A, B) == A | B
    assert tf.bitwise.bitwise_xor(A, B) == A ^ B
    assert tf.bitwise.invert(A) == ~A
    assert tf.bitwise.left_shift(A, 2) == A << 2
    assert tf.bitwise.right_shift(-A, 2) == -A >> 2


def test_floats_have_no_bits_to_combine():
    with pytest.raises(InvalidArgumentError, match="not defined for float32"):
        tf.bitwise.bitwise_and(1.0, 2.0)
