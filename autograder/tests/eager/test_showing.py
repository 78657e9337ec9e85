"""tf.print and tf.is_tensor."""

import sys

import numpy as np
import pytest

import eager as tf

PRINTED = [
    ((tf.constant([1, 2, 3]),), "[1 2 3]\n"),
    ((tf.constant(1.5), "text", 3), "1.5 text 3\n"),
    ((tf.Variable([[1.0], [2.0]]),), "[[1.]\n [2.]]\n"),
    ((tf.range(10),), "[0 1 2 ... 7 8 9]\n"),
    (([tf.constant(1), 2],), "[1, 2]\n"),
]


@pytest.mark.parametrize(("values", "text"), PRINTED)
def test_values_are_printed_to_standard_error(values, text, capsys):
    tf.print(*values)
    assert capsys.readouterr() == ("", text)


def test_where_and_how_may_be_said(capsys):
    tf.print(1, 2, sep="-", end="!", output_stream=sys.stdout)
    tf.print(tf.range(10), summarize=-1, output_stream=sys.stdout)
    assert capsys.readouterr().out == "1-2![0 1 2 3 4 5 6 7 8 9]\n"


def test_what_is_a_tensor():
    slices = tf.IndexedSlices(tf.constant([1.0]), tf.constant([0]))
    assert all(map(tf.is_tensor, [tf.constant(1), tf.Variable(1), slices]))
    assert not any(map(tf.is_tensor, [1, np.ones(2), [tf.constant(1)], None]))
