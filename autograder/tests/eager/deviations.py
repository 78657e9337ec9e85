"""Where `eager` and TensorFlow differ: programs, what each library makes of them, and why.

docs/deviations.md shows this table to readers. Of the programs in oracle/programs_public.json, only
those listed here disagree (test_programs.py).
"""

import ast
import contextlib
import io
import warnings
from typing import NamedTuple

import numpy as np


class Deviation(NamedTuple):
    """A program, its outcomes as texts (see `outcome`), and why they differ."""

    program: str
    tensorflow: str
    eager: str
    why: str


def outcome(program, tf):
    """What the last line of a program gives, as text, or the class of the error that is raised.

    Where the last line is not an expression, the program leaves its result in `out`.
    """
    names = {"tf": tf, "np": np}
    tree = ast.parse(program)
    if isinstance(tree.body[-1], ast.Expr):
        tree.body[-1] = ast.Assign([ast.Name("out", ast.Store())], tree.body[-1].value, lineno=1)
    quiet = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
    with warnings.catch_warnings(), quiet[0], quiet[1]:
        warnings.simplefilter("ignore")
        try:
            exec(compile(ast.fix_missing_locations(tree), "program", "exec"), names)
            return text(tf, names["out"])
        except Exception as error:
            return type(error).__name__


def text(tf, value):
    """A value as a reader would write it: of a Tensor, its numbers."""
    if isinstance(value, (list, tuple)) and not hasattr(value, "as_list"):
        return "[" + ", ".join(text(tf, v) for v in value) + "]"
    if isinstance(value, tf.IndexedSlices):
        return f"IndexedSlices({text(tf, value.values)}, {text(tf, value.indices)})"
    if isinstance(value, (tf.Tensor, tf.Variable)):
        return plain(value.numpy().tolist())
    if isinstance(value, (np.ndarray, np.generic)):
        return plain(value.tolist())
    return plain(value)


def plain(value):
    """Numbers as text, floats to six digits."""
    if isinstance(value, list):
        return "[" + ", ".join(map(plain, value)) + "]"
    return f"{value:.6g}" if isinstance(value, float) else repr(value)


def table():
    """The table as it stands in docs/deviations.md."""
    lines = ["| program | TensorFlow 2.21 | `eager` | why |", "|---|---|---|---|"]
    lines += [
        f"| {_cell(d.program)} | `{d.tensorflow}` | `{d.eager}` | {d.why} |" for d in DEVIATIONS
    ]
    return "\n".join(lines) + "\n"


def _cell(program):
    """A program in a cell of a table: a line of code each, indented by a wide space."""
    lines = [line.replace("|", "\\|") for line in program.split("\n")]
    stripped = [line.lstrip() for line in lines]
    indents = ["&emsp;" * bool(line != code) for line, code in zip(lines, stripped, strict=True)]
    return "<br>".join(f"{i}`{code}`" for i, code in zip(indents, stripped, strict=True))


def watched(statement):
    """A program that tells how many Variables a tape watches after the statement."""
    return f"""\
v = tf.Variable([1.0, 2.0])
with tf.GradientTape() as t: {statement}
len(t.watched_variables())"""


def slope(expression):
    """A program for the gradient of -y with respect to y, the expression in a Variable v."""
    return f"""\
v = tf.Variable(3.0)
with tf.GradientTape() as t: y = {expression}; z = -y
t.gradient(z, y)"""


def looked_up(joined):
    """A program that tells whether the gradient of an element of `joined` is sparse."""
    return f"""\
v = tf.Variable([1.0, 2.0])
with tf.GradientTape() as t: y = tf.gather({joined}, [0])
isinstance(t.gradient(y, v), tf.IndexedSlices)"""


def curvature(value):
    """A program for the first row of the second derivatives of the product of v."""
    return f"""\
v = tf.Variable({value})
with tf.GradientTape() as outer:
    with tf.GradientTape() as t: y = tf.reduce_prod(v)
    g = t.gradient(y, v)[0]
outer.gradient(g, v)"""


NO_READ = "A tape hears of a Variable when its value is read, and only then."
A_READ = "This reads `v`, so a tape hears of it."
A_CONSTANT = "It is made of a shape and a dtype, and depends on no value."
DENSE = "The same numbers; only a look-up, a read or an identity leave a gradient sparse."
CALCULUS = "These are the derivatives of calculus; TensorFlow's are wrong."
NO_FRACTION_LOST = "A fraction must not get lost in silence: use tf.cast."
ONE_KIND = "A plain number that does not fit is a TypeError in every op; in TensorFlow it depends."
TOO_LARGE = "A number that does not fit its dtype must not turn into another in silence."
NO_STRINGS = "Tensors hold numbers and bools; strings are not part of eager."
NO_TARGET = "A target that is no Tensor is a TypeError, whatever it is."
WHOLE = "What is refused changes nothing; TensorFlow stops half way."
ONE_ERROR = "InvalidArgumentError is a ValueError, so that a plain `except ValueError` catches it."
SHAPE_IS_A_TUPLE = (
    "A TensorShape is a tuple, too, which NumPy and Python take wherever they ask for one."
)
ONE_CLASS = "There is one kind of Tensor, so its class has the plain name."
ONE_VARIABLE = "There is one kind of Variable, so its class has the plain name."
NOT_IN_PLACE = "The name must not come to hold a Tensor in silence."
CLEAR = "A clear error, of the kind that bad arguments have everywhere."
A_VALUE = "A list of numbers is a value in every op."
OVERFLOW = (
    "0 times a finite slope is 0. TensorFlow rearranges the factors of a jacobian's products, and "
    "one of them overflows."
)

DEVIATIONS = [
    # what a tape watches
    Deviation(watched("v.numpy()"), "1", "0", NO_READ),
    Deviation(watched("str(v)"), "1", "0", NO_READ),
    Deviation(watched("v.assign([3.0, 4.0])"), "1", "0", NO_READ),
    Deviation(watched("v.assign_add([3.0, 4.0])"), "1", "0", NO_READ),
    Deviation(watched("v.assign_sub([3.0, 4.0])"), "1", "0", NO_READ),
    Deviation(watched("v.scatter_add(tf.IndexedSlices([1.0], [0]))"), "1", "0", NO_READ),
    Deviation(watched("v.scatter_update(tf.IndexedSlices([1.0], [0]))"), "1", "0", NO_READ),
    Deviation(watched("tf.zeros_like(v)"), "1", "0", A_CONSTANT),
    Deviation(watched("tf.ones_like(v)"), "1", "0", A_CONSTANT),
    Deviation(watched("tf.shape(v)"), "1", "0", A_CONSTANT),
    Deviation(watched("tf.size(v)"), "1", "0", A_CONSTANT),
    Deviation(watched("tf.rank(v)"), "1", "0", A_CONSTANT),
    Deviation(watched("tf.Variable(v)"), "0", "1", A_READ),
    Deviation(watched("tf.stop_gradient(v)"), "0", "1", A_READ),
    # gradients
    Deviation(slope("tf.zeros_like(v)"), "-1", "None", A_CONSTANT),
    Deviation(slope("tf.ones_like(v)"), "-1", "None", A_CONSTANT),
    Deviation(looked_up("tf.concat([v, v], 0)"), "True", "False", DENSE),
    Deviation(looked_up("tf.add_n([v, v])"), "True", "False", DENSE),
    Deviation(curvature("[2.0, 0.0, 3.0]"), "[0, 0, 0]", "[0, 3, 0]", CALCULUS),
    Deviation(curvature("[2.0]"), "[0]", "None", "The product of one factor is that factor."),
    Deviation(
        """\
v = tf.Variable([3.0])
with tf.GradientTape() as t: y = tf.nn.softmax_cross_entropy_with_logits(labels=[2.0], logits=v)
t.gradient(y, v)""",
        "[-1]",
        "[0]",
        "Of one class softmax is 1, so the loss is flat; TensorFlow takes it for granted that the "
        "labels of a row add up to 1.",
    ),
    Deviation(
        """\
x = tf.constant(5.0); v = tf.Variable(2.0)
with tf.GradientTape() as t: y = x * v
t.gradient([y, x], x)""",
        "None",
        "1",
        "A source that is a target has its own start as its gradient.",
    ),
    Deviation(
        """\
v = tf.Variable([1.0, 2.0])
with tf.GradientTape() as t: y = v * v; z = v + 1.0
t.gradient([y, z], v, output_gradients=[tf.ones([2])])""",
        "[3, 5]",
        "ValueError",
        "Each target needs a gradient to start from; None leaves one out.",
    ),
    Deviation(
        """\
v = tf.Variable([1.0, 2.0])
with tf.GradientTape() as t: y = v * v
t.gradient(y, v, output_gradients=tf.ones([1]))""",
        "[2, 4]",
        "ValueError",
        "A gradient has the shape of its target.",
    ),
    # Variables
    Deviation(
        "v = tf.Variable(1.0); x = tf.cast(v, tf.float32); v.assign(2.0); float(x)",
        "2",
        "1",
        "A cast gives a value, which does not change with the Variable.",
    ),
    Deviation("tf.Variable(1.0) == None", "ValueError", "False", "As of a Tensor."),
    Deviation("v = tf.Variable(5)\nv %= 2\nv", "1", "RuntimeError", NOT_IN_PLACE),
    Deviation("v = tf.Variable(5)\nv //= 2\nv", "2", "RuntimeError", NOT_IN_PLACE),
    Deviation(
        "v = tf.Variable(1); v.assign(np.float32(1.5)); v", "1", "TypeError", NO_FRACTION_LOST
    ),
    Deviation(
        """\
v = tf.Variable([1.0, 2.0])
try: v.scatter_add(tf.IndexedSlices([5.0, 5.0], [0, 7]))
except tf.errors.InvalidArgumentError: out = v""",
        "[6, 2]",
        "[1, 2]",
        WHOLE,
    ),
    Deviation(
        """\
v = tf.Variable(tf.zeros([2, 2])); v.scatter_update(tf.IndexedSlices(tf.ones([2, 4]), [0, 1]))
v""",
        "[[1, 1], [1, 1]]",
        "InvalidArgumentError",
        "Rows have the length of the Variable's rows.",
    ),
    # numbers
    Deviation("tf.constant([1, 2]) + 1.5", "InvalidArgumentError", "TypeError", ONE_KIND),
    Deviation("tf.add(tf.constant([1, 2]), 0.5)", "InvalidArgumentError", "TypeError", ONE_KIND),
    Deviation(
        "tf.constant([1, 2]) + np.array([1.5, 2.5])", "[2, 4]", "TypeError", NO_FRACTION_LOST
    ),
    Deviation(
        "tf.constant([1, 2]) * 3_000_000_000", "[-1294967296, 1705032704]", "TypeError", TOO_LARGE
    ),
    Deviation("tf.constant(300, tf.uint8)", "44", "TypeError", TOO_LARGE),
    Deviation(
        "tf.math.unsorted_segment_sum([1.0, 2.0], [-1, 0], 2)",
        "[2, 0]",
        "InvalidArgumentError",
        "A row that belongs nowhere must not get lost.",
    ),
    Deviation(
        "float(tf.nn.leaky_relu(tf.constant(-1.0, tf.float64))) == -0.2",
        "False",
        "True",
        "`alpha` is taken in the dtype of the features; TensorFlow rounds it to float32.",
    ),
    # control flow, segments, matrices
    Deviation(
        "with tf.device('CPU:0'): out = tf.constant(1)",
        "1",
        "AttributeError",
        "Everything runs on one CPU, and the error says so: leave the `with` out.",
    ),
    Deviation(
        "yes = tf.constant(True)\ntf.case([(yes, lambda: 1), (yes, lambda: 2)], exclusive=True)",
        "1",
        "InvalidArgumentError",
        "Predicates that were said to exclude each other do not.",
    ),
    Deviation(
        "tf.while_loop(lambda i: i < 3, lambda i: i + 1, [0])",
        "TypeError",
        "[3]",
        "If `body` gives one value, it needs no list around it, as in TensorFlow's graphs.",
    ),
    Deviation(
        "tf.foldl(lambda a, r: a + r, [1, 2, 3])",
        "IndexError",
        "ValueError",
        "A list is a structure, here of scalars, which have no rows; the error says so.",
    ),
    Deviation("tf.truncatediv(1, 0)", "InternalError", "InvalidArgumentError", CLEAR),
    Deviation(
        "tf.linalg.cross([1.0, 0.0], [0.0, 1.0])",
        "FailedPreconditionError",
        "InvalidArgumentError",
        CLEAR,
    ),
    Deviation(
        "tf.linalg.cholesky([[-1.0]])",
        "[[nan]]",
        "InvalidArgumentError",
        "Larger matrices that are not positive definite are refused by both.",
    ),
    Deviation(
        """\
x = tf.Variable([3.0])
with tf.GradientTape() as t: y = tf.truncatemod(x, 2.0)
t.gradient(y, x)""",
        "LookupError",
        "[1]",
        "TensorFlow has no rule for it; this is the derivative of calculus.",
    ),
    Deviation(
        "tf.math.unsorted_segment_max([1.0, 2.0, 3.0], [-1, 0, 1], 2)",
        "[2, 3]",
        "InvalidArgumentError",
        "A row that belongs nowhere must not get lost.",
    ),
    Deviation("tf.debugging.assert_equal(1, 1.5)", "InvalidArgumentError", "TypeError", ONE_KIND),
    Deviation("tf.scalar_mul(2.0, [1.0, 2.0])", "AttributeError", "[2, 4]", A_VALUE),
    Deviation("tf.einsum('ii', [[1.0, 2.0], [3.0, 4.0]])", "AttributeError", "5", A_VALUE),
    Deviation("type(tf.Variable(1.0)).__name__", "'ResourceVariable'", "'Variable'", ONE_VARIABLE),
    Deviation(
        "abs(float(tf.nn.gelu(tf.constant(1.5, tf.float64))) - 1.3997891980967129) < 1e-12",
        "False",
        "True",
        "TensorFlow rounds the root of 2 in its formula to float32, whatever the dtype is.",
    ),
    # from the table of programs
    Deviation(
        """\
x=tf.Variable([0.0,1.0,1.0])
with tf.GradientTape() as t2:
  with tf.GradientTape() as t:
    y=tf.reduce_prod(x)
  dy=t.gradient(y,x)
  dy=None if dy is None else tf.convert_to_tensor(dy)
d2=t2.gradient(dy,x) if dy is not None else 'none'
[dy,d2 if d2 is None or isinstance(d2,str) else tf.convert_to_tensor(d2)]""",
        "[[1, 0, 0], [0, 1, 1]]",
        "[[1, 0, 0], [2, 1, 1]]",
        CALCULUS,
    ),
    Deviation(
        """\
x=tf.Variable([0.0,1.0,4.0])
with tf.GradientTape() as t:
  y=tf.square(x*1e30)
t.jacobian(y,x)""",
        "[[0, nan, nan], [0, inf, nan], [0, nan, inf]]",
        "[[0, 0, 0], [0, inf, 0], [0, 0, inf]]",
        OVERFLOW,
    ),
    Deviation(
        """\
x=tf.Variable([-1.0,0.0,9.0])
with tf.GradientTape() as t:
  y=tf.square(x*1e30)
t.jacobian(y,x)""",
        "[[-inf, 0, nan], [nan, 0, nan], [nan, 0, inf]]",
        "[[-inf, 0, 0], [-0, 0, 0], [-0, 0, inf]]",
        OVERFLOW,
    ),
    Deviation("tf.reduce_sum('a')", "InvalidArgumentError", "TypeError", NO_STRINGS),
    Deviation("tf.not_equal('a','b')", "True", "TypeError", NO_STRINGS),
    Deviation("tf.add(1,2.5)", "InvalidArgumentError", "TypeError", ONE_KIND),
    Deviation("tf.add(np.array([1]),np.array([2.0]))", "[3]", "TypeError", NO_FRACTION_LOST),
    Deviation(
        "tf.zeros_like(tf.IndexedSlices([1.0],[0],[3]))",
        "AttributeError",
        "[0, 0, 0]",
        "IndexedSlices stand for a whole array, of which there are zeros.",
    ),
    Deviation(
        "x=tf.Variable(3.0)\nwith tf.GradientTape() as t:\n  y=x*x\nt.gradient(5.0,x)",
        "AttributeError",
        "TypeError",
        NO_TARGET,
    ),
    Deviation(
        """\
x=tf.Variable([[1.0,2.0],[3.0,4.0]])
with tf.GradientTape() as t:
  y=x[0]
g=t.gradient(y,x); [type(g).__name__,tf.convert_to_tensor(g)]""",
        "['EagerTensor', [[1, 1], [0, 0]]]",
        "['Tensor', [[1, 1], [0, 0]]]",
        ONE_CLASS,
    ),
    Deviation(
        "x=tf.constant(2.0)\nt=tf.GradientTape(); t.watch(x)\nwith t: y=x*x\nt.gradient(y,x)",
        "AttributeError",
        "4",
        "A tape may be told what to watch before it starts to record.",
    ),
    Deviation(
        "v=tf.Variable(1.0)\nwith tf.GradientTape() as t:\n  y=np.square(v)\nt.gradient(y,v)",
        "AttributeError",
        "TypeError",
        NO_TARGET,
    ),
    Deviation(
        "tf.Variable([1.0], shape=tf.TensorShape(None)).shape",
        "TensorShape(None)",
        "ValueError",
        "A Variable keeps the shape of its first value.",
    ),
    Deviation("tf.constant(2**63)", "ValueError", "TypeError", TOO_LARGE),
    Deviation("tf.constant(-1, tf.uint8)", "255", "TypeError", TOO_LARGE),
    Deviation('tf.constant([1.0])+"a"', "InvalidArgumentError", "TypeError", NO_STRINGS),
    Deviation('tf.constant(["a","b"])', "[b'a', b'b']", "TypeError", NO_STRINGS),
    Deviation(
        "tf.reshape([1.0], np.array([1.0]))",
        "[1]",
        "TypeError",
        "Lengths are ints. TensorFlow refuses floats in a list, and takes them in an array.",
    ),
    Deviation(
        "tf.sort([2.0, 1.0], axis=0.5)",
        "[1, 2]",
        "TypeError",
        "An axis is an int. In TensorFlow it depends: tf.reduce_sum refuses 0.5, tf.sort takes it.",
    ),
    Deviation(
        "round(tf.constant(1.5))",
        "AttributeError",
        "TypeError",
        "That is what Python raises where there is no rounding: use tf.round.",
    ),
    Deviation(
        "tf.Variable([[1.0]]).initialized_value()",
        "NotImplementedError",
        "AttributeError",
        "A name for graphs, which eager does not have.",
    ),
    Deviation(
        "issubclass(tf.errors.InvalidArgumentError, ValueError)",
        "False",
        "True",
        ONE_ERROR,
    ),
    Deviation(
        """\
try: tf.ones([2])+tf.ones([3])
except ValueError: out='ValueError'
except Exception as e: out=type(e).__name__""",
        "'InvalidArgumentError'",
        "'ValueError'",
        ONE_ERROR,
    ),
    Deviation("type(tf.constant(1.0)).__name__", "'EagerTensor'", "'Tensor'", ONE_CLASS),
    # what the table of programs takes for a list
    Deviation("isinstance(tf.ones([2]).shape, tuple)", "False", "True", SHAPE_IS_A_TUPLE),
    # Keras 3
    Deviation(
        """\
v = tf.Variable([1.0]); o = tf.optimizers.SGD(1.0)
o.apply_gradients([(tf.constant([0.5], tf.float64), v)])
v""",
        "[0.5]",
        "InvalidArgumentError",
        "A gradient has the dtype of its Variable.",
    ),
    Deviation(
        """\
v = tf.Variable([[1.0], [1.0]]); o = tf.optimizers.RMSprop(0.1)
o.apply_gradients([(tf.IndexedSlices([[1.0], [1.0]], [0, 0], [2, 1]), v)])
v""",
        "[[0.552786], [1]]",
        "[[0.683772], [1]]",
        "Rows that a sparse gradient names twice are added up before they are squared, not after.",
    ),
]


if __name__ == "__main__":
    print(table(), end="")
