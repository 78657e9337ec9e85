"""Corners that the random programs keep away from, one program each."""

import pytest

import eager

from .compare import differences
from .programs import Program, run, source

pytestmark = pytest.mark.oracle

UNDER_A_TAPE = """\
x = tf.Variable({value}, dtype=tf.float64)
with tf.GradientTape() as tape:
    y = {expression}
g = tape.gradient(y, x)"""

CORNERS = {
    "the product of one zero": ("[2.0, 0.0, 3.0]", "tf.reduce_prod(x)"),
    "the product of two zeros": ("[2.0, 0.0, 0.0]", "tf.reduce_prod(x)"),
    "the product of rows with zeros": ("[[2.0, 0.0], [3.0, 4.0]]", "tf.reduce_prod(x, axis=1)"),
    "the product of one factor": ("[[2.0], [3.0]]", "tf.reduce_prod(x, axis=1)"),
    "the mean of nothing": ("np.zeros((0,))", "tf.reduce_mean(x)"),
    "the sum of nothing": ("np.zeros((0, 2))", "tf.reduce_sum(x, axis=0)"),
    "the largest of nothing": ("np.zeros((0, 2))", "tf.reduce_max(x, axis=0)"),
    "the product of nothing": ("np.zeros((0, 2))", "tf.reduce_prod(x, axis=0)"),
    "log at 0": ("[0.0, 1.0]", "tf.math.log(x)"),
    "log below 0": ("[-1.0, 1.0]", "tf.math.log(x)"),
    "sqrt at 0": ("[0.0, 1.0]", "tf.sqrt(x)"),
    "one over 0": ("[0.0, -0.0, 2.0]", "1.0 / x"),
    "0 over 0": ("[0.0, 2.0]", "x / x"),
    "0 over 0, refused": ("[0.0, 2.0]", "tf.math.divide_no_nan(x, x)"),
    "clipped between bounds in the wrong order": (
        "[1.0, 2.0, 3.0]", "tf.clip_by_value(x, 2.5, 1.5)"),
    "the length of nothing": ("[0.0, 0.0]", "tf.norm(x)"),
    "normalized zeros": ("[0.0, 0.0]", "tf.math.l2_normalize(x)"),
    "the deviation of equals": ("[1.0, 1.0]", "tf.math.reduce_std(x)"),
    "cross entropy of much": (
        "[[1000.0, -1000.0]]",
        "tf.nn.softmax_cross_entropy_with_logits(labels=[[0.0, 1.0]], logits=x)"),
    "exp of much": ("[1000.0, -1000.0]", "tf.exp(x)"),
    "sigmoid of much": ("[1000.0, -1000.0]", "tf.sigmoid(x)"),
    "softplus of much": ("[1000.0, -1000.0]", "tf.nn.softplus(x)"),
    "tanh of much": ("[1000.0, -1000.0]", "tf.tanh(x)"),
    "softmax of much": ("[1000.0, 0.0, -1000.0]", "tf.nn.softmax(x)"),
    "log_softmax of much": ("[1000.0, 0.0, -1000.0]", "tf.nn.log_softmax(x)"),
    "logsumexp of much": ("[1000.0, 999.0]", "tf.reduce_logsumexp(x)"),
    "logsumexp of infinities": ("[-np.inf, -np.inf]", "tf.reduce_logsumexp(x)"),
    "0 to the power 0": ("[0.0, 2.0]", "x ** tf.constant([0.0, 0.0], dtype=tf.float64)"),
    "below 0 to a power": ("[-2.0, -2.0]", "x ** tf.constant([2.0, 0.5], dtype=tf.float64)"),
    "nan through relu": ("[np.nan, 1.0]", "tf.nn.relu(x)"),
    "nan through maximum": ("[np.nan, 1.0]", "tf.maximum(x, 0.0)"),
    "nan through reduce_max": ("[np.nan, 1.0]", "tf.reduce_max(x)"),
    "infinity times 0": ("[np.inf, 1.0]", "x * 0.0"),
    "where hides nan from the value but not from the gradient": (
        "[0.0, 1.0]", "tf.where(x > 0.0, tf.math.log(x), 0.0)"),
    "rounding halves": ("[0.5, 1.5, 2.5, -0.5]", "tf.round(x) * x"),
    "the remainder of negatives": ("[-7.5, 7.5]", "x % 2.0 + x % -2.0"),
    "a matrix product over nothing": ("np.zeros((2, 0))", "x @ tf.transpose(x)"),
    "a gather of nothing": ("[1.0, 2.0]", "tf.gather(x, tf.constant([], dtype=tf.int32))"),
    "a slice of nothing": ("[1.0, 2.0]", "x[2:]"),
}


@pytest.mark.parametrize("corner", CORNERS)
def test_corners_have_the_same_values_and_gradients(tf, corner):
    value, expression = CORNERS[corner]
    lines = UNDER_A_TAPE.format(value=value, expression=expression)
    program = Program(lines.splitlines(), ["y", "g"], tolerance=1e-12)
    found = differences(run(program, tf), run(program, eager), program.tolerance)
    if found:
        pytest.fail(source(program) + "\n".join(found), pytrace=False)
