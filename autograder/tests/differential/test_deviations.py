"""Where `eager` deliberately differs from TensorFlow: what real TensorFlow does there.

The table is tests/eager/deviations.py, and tests/eager/test_programs.py runs it on `eager`. The
random programs steer clear of these rows; where TensorFlow is careless (it accepts what makes no
sense, or leaves work half done) see test_refusals.py as well.
"""

import sys
from pathlib import Path

import pytest

import eager

sys.path.insert(0, str(Path(__file__).parents[1] / "eager"))
from deviations import DEVIATIONS, looked_up, outcome  # noqa: E402

pytestmark = pytest.mark.oracle


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda d: d.program.replace("\n", "; "))
def test_each_deviation_is_as_listed(tf, deviation):
    assert outcome(deviation.program, tf) == deviation.tensorflow


@pytest.mark.parametrize("like", ["zeros_like", "ones_like"])
def test_held_back_by_stop_gradient_the_likes_agree(tf, like):
    """This is how the random programs write them."""
    code = f"""\
v = tf.Variable(3.0)
with tf.GradientTape() as t: y = tf.stop_gradient(tf.{like}(v)); z = -y
t.gradient(z, y)"""
    assert outcome(code, eager) == outcome(code, tf) == "None"


@pytest.mark.parametrize("joined", ["tf.concat([v, 3.0 * v], 0)", "tf.concat([v, v], -1)"])
def test_held_back_by_a_reshape_the_gradient_of_a_concat_agrees(tf, joined):
    code = looked_up(f"tf.reshape({joined}, [4])")
    assert outcome(code, eager) == outcome(code, tf) == "False"


def test_held_back_by_a_reshape_the_gradient_of_add_n_agrees(tf):
    code = looked_up("tf.reshape(tf.add_n([v, v]), [2])")
    assert outcome(code, eager) == outcome(code, tf) == "False"
