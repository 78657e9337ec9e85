"""Where `eager` deliberately differs from TensorFlow: each difference, in both libraries.

The docstring of the module concerned lists them, in the words quoted here, and docs/deviations.md
has all of them in one table. The random programs
steer clear of just these, and where TensorFlow is careless (it accepts what makes no sense, or
leaves work half done) see test_refusals.py as well.
"""

import importlib
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

import eager

from .mistaken import CARELESS

pytestmark = pytest.mark.oracle


class Deviation(NamedTuple):
    """A program that binds `out`, what it is in each library, and where that is written down."""

    code: str
    tensorflow: object  # plain data, or the name of the error that the program raises
    eager: object
    module: str
    words: str


def watched(statement):
    """A program whose `out` is how many Variables a tape watches after the statement."""
    return f"""\
v = tf.Variable([1.0, 2.0])
slices = tf.IndexedSlices(tf.constant([1.0]), tf.constant([0]))
with tf.GradientTape() as t:
    {statement}
out = len(t.watched_variables())"""


def slope(expression, of):
    """A program whose `out` is the gradient of z = -(the expression in a Variable v)."""
    return f"""\
v = tf.Variable(3.0)
with tf.GradientTape() as t:
    y = {expression}
    z = -y
g = t.gradient(z, {of})
out = g if g is None else float(g)"""


def hessian(value, row):
    """A program whose `out` is one row of the second derivatives of the product of v."""
    return f"""\
v = tf.Variable({value}, dtype=tf.float64)
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = tf.reduce_prod(v)
    g = inner.gradient(y, v)[{row}]
h = outer.gradient(g, v)
out = h if h is None else h.numpy().tolist()"""


def target_too(expression):
    """A program whose `out` is the gradient of [y, x] for a constant x that nobody watches."""
    return f"""\
x, v = tf.constant(5.0), tf.Variable(2.0)
with tf.GradientTape() as t:
    y = {expression}
g = t.gradient([y, x], x)
out = g if g is None else float(g)"""


def looked_up(joined):
    """A program whose `out` tells whether the gradient of an element of `joined` is sparse."""
    return f"""\
v = tf.Variable([1.0, 2.0])
with tf.GradientTape() as t:
    y = tf.gather({joined}, [0])
g = t.gradient(y, v)
out = [isinstance(g, tf.IndexedSlices), tf.convert_to_tensor(g).numpy().tolist()]"""



WATCHED_LATE = """\
x, v = tf.constant(5.0), tf.Variable(2.0)
with tf.GradientTape() as t:
    y = tf.clip_by_value(x, v, 9.0)
    t.watch(x)
g = t.gradient(y, x)
out = g if g is None else float(g)"""

LIVE_CAST = "v = tf.Variable(1.0); x = tf.cast(v, tf.float32); v.assign(2.0); out = float(x)"

# Of one class, softmax gives 1 whatever its logit is, so the loss is flat.
CARELESS_LABELS = """\
v = tf.Variable([3.0])
with tf.GradientTape() as t:
    y = tf.nn.softmax_cross_entropy_with_logits(labels=[2.0], logits=v)
out = t.gradient(y, v).numpy().tolist()"""

NOT_READ = "do not read it, so they do not make a tape watch it"
NO_READ = "the assign and scatter methods are not"
LIKE = "the results of `zeros_like` and `ones_like` are constants"

DEVIATIONS = {
    "numpy()": Deviation(watched("v.numpy()"), 1, 0, "tape", "`v.numpy()` does not make it watch"),
    "str": Deviation(watched("str(v)"), 1, 0, "variable", NO_READ),
    "assign": Deviation(watched("v.assign([3.0, 4.0])"), 1, 0, "variable", NO_READ),
    "assign_add": Deviation(watched("v.assign_add([3.0, 4.0])"), 1, 0, "variable", NO_READ),
    "assign_sub": Deviation(watched("v.assign_sub([3.0, 4.0])"), 1, 0, "variable", NO_READ),
    "scatter_add": Deviation(watched("v.scatter_add(slices)"), 1, 0, "variable", NO_READ),
    "scatter_update": Deviation(watched("v.scatter_update(slices)"), 1, 0, "variable", NO_READ),
    "a Variable of a Variable": Deviation(
        watched("tf.Variable(v)"), 0, 1, "variable", "`tf.Variable(v)` and"),
    "stop_gradient of a Variable": Deviation(
        watched("tf.stop_gradient(v)"), 0, 1, "variable", "`tf.stop_gradient(v)` are reads"),
    "zeros_like watches": Deviation(watched("tf.zeros_like(v)"), 1, 0, "creation", NOT_READ),
    "ones_like watches": Deviation(watched("tf.ones_like(v)"), 1, 0, "creation", NOT_READ),
    "shape watches": Deviation(watched("tf.shape(v)"), 1, 0, "creation", NOT_READ),
    "size watches": Deviation(watched("tf.size(v)"), 1, 0, "creation", NOT_READ),
    "rank watches": Deviation(watched("tf.rank(v)"), 1, 0, "creation", NOT_READ),
    "zeros_like": Deviation(slope("tf.zeros_like(v)", "y"), -1.0, None, "tape", LIKE),
    "ones_like": Deviation(slope("tf.ones_like(v)", "y"), -1.0, None, "tape", LIKE),
    "a cast to the same dtype": Deviation(
        LIVE_CAST, 2.0, 1.0, "variable", "`tf.cast(v, v.dtype)` is a read like any other"),
    "v == None": Deviation(
        "out = tf.Variable(1.0) == None", "ValueError", False, "variable", "`v == None` is False"),
    "a sparse gradient through concat": Deviation(
        looked_up("tf.concat([v, v], 0)"), [True, [1.0, 0.0]], [False, [1.0, 0.0]], "gradients",
        "through a `concat` along the first axis"),
    "a sparse gradient through add_n": Deviation(
        looked_up("tf.add_n([v, v])"), [True, [2.0, 0.0]], [False, [2.0, 0.0]], "gradients",
        "and through `add_n`"),
    "the curvature of a product with a zero": Deviation(
        hessian([2.0, 0.0, 3.0], row=0), [0.0, 0.0, 0.0], [0.0, 3.0, 0.0], "derived",
        "The second derivatives of `reduce_prod` are those of calculus"),
    "the curvature of a product of one": Deviation(
        hessian([2.0], row=0), [0.0], None, "derived", "None for a product of one factor"),
    "leaky_relu": Deviation(
        "out = float(tf.nn.leaky_relu(tf.constant(-1.0, tf.float64)))",
        -float(np.float32(0.2)), -0.2, "nn", "`leaky_relu` takes `alpha` in the dtype of its"),
    "labels that do not add up to 1": Deviation(
        CARELESS_LABELS, [-1.0], [0.0], "nn", "is right whatever the labels are"),
    "an unwatched source that is a target": Deviation(
        target_too("x * v"), None, 1.0, "tape", "its gradient is then the one that it starts with"),
    "a watch after the use": Deviation(
        WATCHED_LATE, None, 1.0, "tape", "(`clip_by_value`, one op here, is two"),
    "integers + a float": Deviation(
        "tf.constant([1, 2]) + 1.5", "InvalidArgumentError", "TypeError", "ops",
        "TensorFlow for `x + 1.5` and `tf.add` alone"),
    "tf.add of integers and a float": Deviation(
        "tf.add(tf.constant([1, 2]), 0.5)", "InvalidArgumentError", "TypeError", "ops",
        "TensorFlow for `x + 1.5` and `tf.add` alone"),
    "a NumPy float beside integers": Deviation(
        "out = (tf.constant([1, 2]) + np.array([1.5, 2.5])).numpy().tolist()",
        [2, 4], "TypeError", "ops", "for a NumPy float beside an integer Tensor"),
    "an integer too large": Deviation(
        "out = (tf.constant([1, 2]) * 3_000_000_000).numpy().tolist()",
        [-1294967296, 1705032704], "TypeError", "ops", "a Python integer too big for the dtype"),
    "a negative segment": Deviation(
        "out = tf.math.unsorted_segment_sum([1.0, 2.0], [-1, 0], 2).numpy().tolist()",
        [2.0, 0.0], "InvalidArgumentError", "ops", "a negative id in `unsorted_segment_sum`"),
}


def outcome(code, module):
    """What the program binds to `out`, or the name of the error that it raises."""
    namespace = {"tf": module, "np": np}
    try:
        exec(code, namespace)
    except Exception as error:
        return type(error).__name__
    return namespace["out"]


@pytest.mark.parametrize("deviation", DEVIATIONS.values(), ids=DEVIATIONS)
def test_each_deviation_is_as_listed(tf, deviation):
    assert outcome(deviation.code, eager) == deviation.eager
    assert outcome(deviation.code, tf) == deviation.tensorflow


@pytest.mark.parametrize("deviation", DEVIATIONS.values(), ids=DEVIATIONS)
def test_each_deviation_is_listed_in_the_docstring_of_its_module(deviation):
    text = importlib.import_module(f"eager.{deviation.module}").__doc__
    assert deviation.words in " ".join(text.split())


def test_the_table_for_readers_has_just_these_and_where_tensorflow_is_careless():
    page = Path(__file__).parents[3] / "docs" / "deviations.md"
    rows = re.findall(r"^\|.*\| `(\w+)` \| `(.+)` \|$", page.read_text("utf-8"), re.MULTILINE)
    tested = {name: module for module, name in rows}
    careless = {mistake.__name__ for mistake in CARELESS}
    assert tested.keys() == DEVIATIONS.keys() | careless
    for name, deviation in DEVIATIONS.items():
        assert tested[name] == deviation.module, name


@pytest.mark.parametrize("like", ["zeros_like", "ones_like"])
def test_held_back_by_stop_gradient_the_likes_agree(tf, like):
    """This is how the random programs write them."""
    code = slope(f"tf.stop_gradient(tf.{like}(v))", "y")
    assert outcome(code, eager) is outcome(code, tf) is None


@pytest.mark.parametrize("joined", ["tf.concat([v, 3.0 * v], 0)", "tf.concat([v, v], -1)"])
def test_held_back_by_a_reshape_the_gradient_of_a_concat_agrees(tf, joined):
    code = looked_up(f"tf.reshape({joined}, [4])")
    assert outcome(code, eager) == outcome(code, tf) == [False, [1.0, 0.0]]


def test_held_back_by_a_reshape_the_gradient_of_add_n_agrees(tf):
    code = looked_up("tf.reshape(tf.add_n([v, v]), [2])")
    assert outcome(code, eager) == outcome(code, tf) == [False, [2.0, 0.0]]
