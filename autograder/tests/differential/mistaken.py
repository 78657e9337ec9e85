"""Programs with one mistake in them: a wrong shape, dtype, index, argument, or use of a tape.

A mistaken program makes a few leaves, tries one statement, and shows the kind of the error and
the Variables after it: a refused statement must leave them as they were.
"""

import textwrap
from typing import NamedTuple

from hypothesis import strategies as st

from .builder import SHAPES, Builder
from .programs import Program
from .statements import broadcast

MISTAKES = []  # TensorFlow refuses these, and eager with the same kind of error
ACCIDENTS = []  # TensorFlow refuses these with whatever error it stumbles on; eager refuses too
CARELESS = []  # TensorFlow accepts these, or refuses with the work half done; eager refuses


def mistake(draw_statement):
    MISTAKES.append(draw_statement)
    return draw_statement


def accident(draw_statement):
    ACCIDENTS.append(draw_statement)
    return draw_statement


def careless(draw_statement):
    CARELESS.append(draw_statement)
    return draw_statement


class Mistaken(NamedTuple):
    """The leaves, the names that show them, and the statement that must be refused."""

    steps: list
    names: list
    statement: str

    def __repr__(self):
        return "<the program above>"

    def before(self):
        """The program without its mistake."""
        return Program(self.steps, self.names, tolerance=0.0)

    def raising(self):
        """The program that ends at its mistake."""
        return Program([*self.steps, self.statement], self.names, tolerance=0.0)

    def surviving(self):
        """The program that goes on after its mistake, and shows what it left behind."""
        attempt = textwrap.indent(self.statement, "    ")
        steps = [*self.steps, f"try:\n{attempt}\nexcept Exception as error:\n    print(error)"]
        return Program(steps, self.names, tolerance=0.0)


FULL = [shape for shape in SHAPES if 0 not in shape]
FLOAT_BINARY = ["{} + {}", "{} - {}", "{} * {}", "{} / {}", "{} ** {}", "tf.maximum({}, {})",
                "tf.minimum({}, {})", "tf.math.squared_difference({}, {})", "{} < {}", "{} >= {}",
                "{} // {}", "{} % {}"]


def leaf(b, shape=None, dtype=None, kind=None):
    return b.leaf(b.one_of(FULL) if shape is None else shape, dtype, kind)


def matrix(b, **options):
    return leaf(b, b.one_of([(2, 3), (3, 2), (2, 2), (1, 3)]), **options)


def ranked(b, **options):
    return leaf(b, b.one_of([s for s in FULL if s]), **options)


def outside(b, rank):
    """An axis that a value of this rank does not have."""
    return b.one_of([rank, rank + 2, -rank - 1])


def too_far(b, count):
    return b.one_of([count, count + 3, -count - 1])


# ------------------------------------------------------------------ shapes


@mistake
def shapes_that_do_not_broadcast(b):
    x = ranked(b)
    others = [s for s in FULL if broadcast(x.shape, s) is None]
    if not others:
        x, others = leaf(b, (2, 3)), [(2,), (3, 2)]
    y = leaf(b, b.one_of(others))
    return b.one_of(FLOAT_BINARY).format(x.name, y.name)


@mistake
def where_that_does_not_broadcast(b):
    return f"tf.where(tf.constant([True, False]), {leaf(b, (3,)).name}, {leaf(b, (3,)).name})"


@mistake
def matmul_of_wrong_inner_size(b):
    x, y = leaf(b, (2, 3)), leaf(b, b.one_of([(2, 3), (2, 2), (4, 3)]))
    return b.one_of(["tf.matmul({}, {})", "{} @ {}"]).format(x.name, y.name)


@mistake
def matmul_of_wrong_rank(b):
    x, y = leaf(b, b.one_of([(3,), ()])), leaf(b, (3, 2))
    return b.one_of(["tf.matmul({}, {})", "{} @ {}"]).format(x.name, y.name)


@mistake
def matmul_of_other_batches(b):
    return f"tf.matmul({leaf(b, (2, 2, 3)).name}, {leaf(b, (3, 3, 2)).name})"


@mistake
def reshape_to_another_size(b):
    x = leaf(b)
    return f"tf.reshape({x.name}, {b.one_of([[x.size + 1], [7, -1], [2, 11]])})"


@mistake
def reshape_with_two_unknowns(b):
    return f"tf.reshape({leaf(b).name}, [-1, -1])"


@mistake
def transpose_by_a_wrong_permutation(b):
    x = matrix(b)
    return f"tf.transpose({x.name}, {b.one_of([[0], [0, 0], [0, 2], [0, 1, 2]])})"


@mistake
def squeeze_of_a_long_axis(b):
    return f"tf.squeeze({leaf(b, (2, 3)).name}, axis={b.one_of([0, 1, -1])})"


@mistake
def axis_that_is_not_there(b):
    x = ranked(b)
    axis = outside(b, x.rank)
    call = b.one_of(["reduce_sum({}, axis={})", "reduce_mean({}, axis={})",
                     "reduce_max({}, axis=[{}])", "argmax({}, axis={})",
                     "concat([{}, {}], axis={})", "squeeze({}, axis={})", "nn.softmax({}, axis={})",
                     "cumsum({}, axis={})", "unstack({}, axis={})", "gather({}, [0], axis={})",
                     "reduce_prod({}, axis=(0, {}))", "reduce_logsumexp({}, axis={})",
                     "split({}, 1, axis={})"])
    count = call.count("{}") - 1
    return "tf." + call.format(*[x.name] * count, axis)


@mistake
def expand_dims_too_far(b):
    x = leaf(b)
    return f"tf.expand_dims({x.name}, {b.one_of([x.rank + 1, -x.rank - 2])})"


@mistake
def stack_axis_too_far(b):
    x = leaf(b)
    return f"tf.stack([{x.name}, {x.name}], axis={b.one_of([x.rank + 1, -x.rank - 2])})"


@mistake
def reduce_the_same_axis_twice(b):
    return f"tf.reduce_sum({leaf(b, (2, 3)).name}, axis=[0, {b.one_of([0, -2])}])"


@mistake
def concat_of_other_shapes(b):
    x, y = leaf(b, (2, 3)), leaf(b, b.one_of([(3,), (3, 2), (2, 1, 3), (1, 2)]))
    return f"tf.concat([{x.name}, {y.name}], axis=0)"


@mistake
def stack_of_other_shapes(b):
    return f"tf.stack([{leaf(b, (2,)).name}, {leaf(b, b.one_of([(3,), (), (2, 1)])).name}])"


@mistake
def nothing_to_join(b):
    return b.one_of(["tf.concat([], axis=0)", "tf.add_n([])"])


@mistake
def add_n_of_other_shapes(b):
    return f"tf.add_n([{leaf(b, (2,)).name}, {leaf(b, b.one_of([(1,), (), (3,)])).name}])"


@mistake
def tile_by_a_wrong_rank(b):
    return f"tf.tile({leaf(b, (2, 3)).name}, {b.one_of([[2], [1, 2, 3]])})"


@mistake
def broadcast_to_what_does_not_fit(b):
    return f"tf.broadcast_to({leaf(b, (2, 3)).name}, {b.one_of([[3], [3, 3], [2, 2], [4, 2]])})"


@mistake
def split_unevenly(b):
    return f"tf.split({leaf(b, (3, 2)).name}, {b.one_of(['2', '[1, 1]', '4'])})"


# ------------------------------------------------------------------ indices


@mistake
def index_too_far(b):
    x = ranked(b)
    return f"{x.name}[{too_far(b, x.shape[0])}]"


@mistake
def inner_index_too_far(b):
    x = matrix(b)
    return f"{x.name}[{b.one_of(['0', ':', '-1'])}, {too_far(b, x.shape[1])}]"


@mistake
def too_many_indices(b):
    x = leaf(b)
    return f"{x.name}[{', '.join(['0'] * (x.rank + 1))}]"


@mistake
def index_of_a_wrong_kind(b):
    return f"{ranked(b).name}[{b.one_of(['1.0', repr('a'), '0.5:'])}]"


@mistake
def slice_with_step_zero(b):
    return f"{ranked(b).name}[::0]"


@mistake
def gather_of_rows_that_are_not_there(b):
    x = ranked(b)
    rows = b.one_of([[x.shape[0]], [0, x.shape[0] + 2], [-1], [[0], [-1]]])
    call = b.one_of(["tf.gather({}, {})", "tf.nn.embedding_lookup({}, {})"])
    return call.format(x.name, rows)


@mistake
def gather_by_floats(b):
    return f"tf.gather({ranked(b).name}, [0.0])"


@mistake
def gather_from_a_scalar(b):
    return f"tf.gather({leaf(b, ()).name}, [0])"


# ------------------------------------------------------------------ dtypes


@mistake
def mixed_dtypes(b):
    names = [leaf(b, (2,), b.one_of(["float32"])).name,
             leaf(b, (2,), b.one_of(["float64", "int32", "int64"])).name]
    if b.chance(2):
        names.reverse()
    return b.one_of([*FLOAT_BINARY[:9], "tf.stack([{}, {}])", "tf.concat([{}, {}], axis=0)",
                     "tf.add_n([{}, {}])"]).format(*names)


@mistake
def mixed_dtypes_of_matmul(b):
    return f"tf.matmul({leaf(b, (2, 2), 'float32').name}, {leaf(b, (2, 2), 'float64').name})"


@mistake
def an_integer_tensor_and_a_python_float(b):
    x = leaf(b, (2,), b.one_of(["int32", "int64"]))
    # For {} + 1.5 and tf.add see test_deviations.py.
    return b.one_of(["1.5 + {}", "{} * 2.0", "1.5 - {}", "{} < 0.5", "tf.maximum({}, 0.5)",
                     "0.5 * {}", "tf.subtract({}, 0.5)", "{} / 0.5"]).format(x.name)


@mistake
def a_float_function_of_integers(b):
    x = leaf(b, (2,), b.one_of(["int32", "int64"]))
    return b.one_of(["tf.exp({})", "tf.math.log({})", "tf.sqrt({})", "tf.tanh({})",
                     "tf.sigmoid({})", "tf.nn.softmax({})", "tf.math.rsqrt({})",
                     "tf.nn.softplus({})", "tf.nn.log_softmax({})", "tf.math.log1p({})",
                     "tf.math.expm1({})", "tf.reduce_logsumexp({})"]).format(x.name)


@mistake
def arithmetic_of_booleans(b):
    return b.one_of(["tf.constant([True]) + tf.constant([True])", "-tf.constant([True])",
                     "tf.reduce_sum(tf.constant([True]))",
                     "tf.abs(tf.constant([True]))", "tf.constant([True]) - tf.constant([True])"])


@mistake
def logic_of_numbers(b):
    x = leaf(b, (2,), b.one_of(["float32", "int32"]))
    return b.one_of(["tf.logical_and({0}, {0})", "tf.logical_not({0})", "tf.reduce_any({0})",
                     "tf.reduce_all({0})"]).format(x.name)


@mistake
def where_by_numbers(b):
    x = leaf(b, (2,))
    return f"tf.where({leaf(b, (2,), 'int32').name}, {x.name}, {x.name})"


@mistake
def a_constant_of_a_wrong_dtype(b):
    return b.one_of(["tf.constant([1.5], dtype=tf.int32)", "tf.constant(0.5, dtype=tf.int64)",
                     "tf.constant('a', dtype=tf.float32)",
                     "tf.constant(1, dtype=tf.bool)", "tf.Variable(1.5, dtype=tf.int32)",
                     "tf.constant(tf.constant([1]), dtype=tf.float32)",
                     "tf.convert_to_tensor(tf.constant([1.0]), dtype=tf.float64)",
                     "tf.convert_to_tensor(tf.constant([1.0]), dtype=tf.int32)"])


@mistake
def a_constant_of_no_value(b):
    return b.one_of(["tf.constant(None)", "tf.Variable()", "tf.Variable(None)",
                     "tf.constant([1.0, None])", "tf.constant([[1.0, 2.0], [3.0]])",
                     "tf.constant([1.0, [2.0]])", "tf.convert_to_tensor(None)",
                     "tf.constant({})", "tf.constant(object())", "tf.constant([1, 'a'])",
                     "tf.constant(10**30)"])


@mistake
def a_constant_of_another_shape(b):
    return b.one_of(["tf.constant([1.0, 2.0], shape=[3])", "tf.constant([1.0, 2.0], shape=[])",
                     "tf.constant([[1, 2]], shape=[2, 2])"])


@mistake
def division_of_integers_by_zero(b):
    x = leaf(b, (2,), b.one_of(["int32", "int64"]))
    return b.one_of(["{} // 0", "{} % 0", "tf.math.floordiv({}, 0)",
                     "tf.math.floormod({}, 0)"]).format(x.name)


@mistake
def integer_to_a_negative_power(b):
    return f"{leaf(b, (2,), 'int32').name} ** -1"


@mistake
def one_hot_of_floats(b):
    return f"tf.one_hot({leaf(b, (2,), 'float32').name}, 3)"


# ------------------------------------------------------------------ Python's own questions


@mistake
def truth_of_many(b):
    x = leaf(b, b.one_of([(2,), (2, 2)]))
    return b.one_of(["bool({})", "not {}", "{} and 1", "1 if {} else 0"]).format(x.name)


@mistake
def number_from_many(b):
    return b.one_of(["float({})", "int({})"]).format(leaf(b, (2,)).name)


@mistake
def length_of_a_scalar(b):
    return b.one_of(["len({})", "list({})", "[*{}]"]).format(leaf(b, (), kind="tensor").name)


@mistake
def tensor_as_a_key(b):
    return b.one_of(["hash({})", "{{{}: 1}}", "set([{}])"]).format(leaf(b, kind="tensor").name)


@mistake
def change_of_a_tensor(b):
    x = ranked(b, kind="tensor")
    return b.one_of(["{}[0] = 1.0", "{}.assign(1.0)", "{}.assign_add(1.0)", "del {}[0]",
                     "{}.scatter_update(1)", "{}.foo"]).format(x.name)


@accident
def integers_where_python_wants_one(b):
    return b.one_of(["range({})", "[1, 2, 3][{}]"]).format(leaf(b, (), "float32", "tensor").name)


@mistake
def range_of_no_step(b):
    return b.one_of(["tf.range(0, 5, 0)", "tf.range(5, 0)", "tf.range(0, 5, -1)",
                     "tf.range([1, 2])"])


@mistake
def fill_of_a_negative_size(b):
    return b.one_of(["tf.zeros([-1])", "tf.ones([2, -3])", "tf.fill([-2], 1.0)",
                     "tf.zeros([1.5])", "tf.eye(-1)"])


# ------------------------------------------------------------------ Variables


@mistake
def assign_of_another_shape(b):
    v = ranked(b, kind="variable")
    others = [s for s in FULL if s != v.shape]
    method = b.one_of(["assign", "assign_add", "assign_sub"])
    return f"{v.name}.{method}({leaf(b, b.one_of(others)).name})"


@mistake
def assign_of_another_dtype(b):
    v = leaf(b, (2,), b.one_of(["float32", "float64", "int32"]), kind="variable")
    dtypes = [d for d in ("float32", "float64", "int32", "int64") if d != v.dtype]
    x = leaf(b, (2,), b.one_of(dtypes), kind="tensor")
    method = b.one_of(["assign", "assign_add", "assign_sub"])
    return f"{v.name}.{method}({x.name})"


@mistake
def assign_of_nothing(b):
    v = ranked(b, kind="variable")
    method = b.one_of(["assign", "assign_add", "assign_sub"])
    return f"{v.name}.{method}({b.one_of(['None', repr('a'), '[[1.0], [1.0, 2.0]]', ''])})"


@mistake
def assign_of_a_fraction_to_integers(b):
    v = leaf(b, (2,), "int32", kind="variable")
    return f"{v.name}.assign([1.5, 2.5])"


@mistake
def augmented_assignment_of_a_variable(b):
    v = leaf(b, kind="variable")
    return b.one_of(["{} += 1.0", "{} -= 1.0", "{} *= 2.0", "{} /= 2.0",
                     "{} **= 2.0"]).format(v.name)


@mistake
def item_assignment_of_a_variable(b):
    v = ranked(b, kind="variable")
    return b.one_of(["{}[0] = 1.0", "{}[:] = 1.0", "del {}[0]", "{}[0] += 1.0"]).format(v.name)


@mistake
def setting_what_a_variable_is(b):
    v = ranked(b, kind="variable")
    return b.one_of(["{}.shape = (1,)", "{}.dtype = tf.int32", "{}.trainable = False",
                     "{}.name = 'other'"]).format(v.name)


@mistake
def scatter_of_rows_that_are_not_there(b):
    v = leaf(b, (3, 2), kind="variable")
    rows = b.one_of([[3], [7], [-1]])
    return scatter(b, v, leaf(b, (1, 2), kind="tensor").name, f"tf.constant({rows})")


@mistake
def scatter_of_another_count(b):
    v = leaf(b, (3, 2), kind="variable")
    return scatter(b, v, leaf(b, (2, 2), kind="tensor").name, "tf.constant([0])")


@careless
def scatter_of_another_row_shape(b):
    v = leaf(b, (3, 2), kind="variable")
    return scatter(b, v, leaf(b, (2, 3), kind="tensor").name, "tf.constant([0, 1])")


@mistake
def scatter_of_another_dtype(b):
    v = leaf(b, (3,), "float32", kind="variable")
    values = leaf(b, (1,), b.one_of(["float64", "int32"]), kind="tensor")
    return scatter(b, v, values.name, "tf.constant([0])")


@mistake
def scatter_by_floats(b):
    v = leaf(b, (3,), kind="variable")
    return scatter(b, v, leaf(b, (1,), kind="tensor").name, "tf.constant([0.0])")


@mistake
def scatter_of_no_slices(b):
    v = leaf(b, (3,), kind="variable")
    return f"{v.name}.{b.one_of(SCATTERS)}({b.one_of(['tf.ones([3])', '[1.0]', 'None'])})"


@mistake
def scatter_into_a_scalar(b):
    v = leaf(b, (), kind="variable")
    return scatter(b, v, leaf(b, (1,), kind="tensor").name, "tf.constant([0])")


SCATTERS = ["scatter_update", "scatter_add", "scatter_sub"]


def scatter(b, v, values, rows):
    return f"{v.name}.{b.one_of(SCATTERS)}(tf.IndexedSlices({values}, {rows}))"


# ------------------------------------------------------------------ tapes


def under_a_tape(b, then, options="", kind="variable"):
    """The source of a small tape over v, and a line after it."""
    v = leaf(b, b.one_of([(2,), (2, 3)]), kind=kind)
    line = b.one_of(["y = {0} * {0}", "y = tf.exp({0})", "y = tf.tanh({0}) * 3.0"])
    return (f"with tf.GradientTape({options}) as t:\n    {line.format(v.name)}\n"
            + then.format(v.name))


@mistake
def second_question_to_a_tape(b):
    again = b.one_of(["t.gradient(y, {0})", "t.jacobian(y, {0})", "t.gradient([y, y], [{0}])"])
    return under_a_tape(b, "t.gradient(y, {0})\n" + again)


@mistake
def unknown_option_for_unconnected(b):
    option = b.one_of(["'nonsense'", "'Zero'", "None", "0", "'ZERO'"])
    return under_a_tape(b, f"t.gradient(y, {{0}}, unconnected_gradients={option})")


@accident
def source_that_is_no_tensor(b):
    return under_a_tape(b, f"t.gradient(y, {b.one_of(['1.0', 'None', repr('a'), '[1.0, {0}]'])})")


@accident
def target_that_is_no_tensor(b):
    return under_a_tape(b, f"t.gradient({b.one_of(['1.0', 'None', repr('a')])}, {{0}})")


@careless
def upstream_of_another_shape(b):
    wrong = b.one_of(["tf.ones([7, 3, 5], dtype=y.dtype)", "tf.ones([5], dtype=y.dtype)"])
    return under_a_tape(b, f"t.gradient(y, {{0}}, output_gradients={wrong})")


@mistake
def watch_of_what_is_no_tensor(b):
    thing = b.one_of(["1.0", "None", "np.ones(2)", "'a'", "[1.0]", "object()", "[np.ones(2)]"])
    return f"with tf.GradientTape() as t:\n    t.watch({thing})"


@mistake
def stop_recording_when_idle(b):
    return b.one_of(["t = tf.GradientTape()\nwith t.stop_recording():\n    pass",
                     "with tf.GradientTape() as t:\n    pass\nwith t.stop_recording():\n    pass"])


@mistake
def tape_entered_twice(b):
    return b.one_of(["with tf.GradientTape() as t:\n    with t:\n        pass",
                     "t = tf.GradientTape()\nt.__enter__()\ntry:\n    t.__enter__()\n"
                     "finally:\n    t.__exit__(None, None, None)"])


@mistake
def tape_with_a_wrong_argument(b):
    return b.one_of(["tf.GradientTape(persistant=True)", "tf.GradientTape(True, False, True)"])


@mistake
def index_of_slices_wrongly_made(b):
    return b.one_of(["tf.IndexedSlices(tf.constant([1.0]))", "tf.IndexedSlices()",
                     "tf.convert_to_tensor(tf.IndexedSlices(tf.constant([1.0]), "
                     "tf.constant([0])))"])


# ------------------------------------------------------------------ where TensorFlow is careless


@careless
def upstream_for_fewer_targets(b):
    return under_a_tape(b, "t.gradient([y, 2.0 * y], {0}, output_gradients=[tf.ones_like(y)])")


@careless
def scatter_of_one_number_into_rows(b):
    v = leaf(b, (3, 2), kind="variable")
    return scatter(b, v, leaf(b, b.one_of([(1, 1), (1,)]), kind="tensor").name, "tf.constant([0])")


@careless
def scatter_that_fails_half_way(b):
    v = leaf(b, (3, 2), kind="variable")
    return scatter(b, v, leaf(b, (3, 2), kind="tensor").name, "tf.constant([0, 1, 3])")


@careless
def fractions_for_an_integer_variable(b):
    v = leaf(b, (2,), "int32", kind="variable")
    method = b.one_of(["assign", "assign_add", "assign_sub"])
    return f"{v.name}.{method}(np.array([1.5, -0.5]))"


@careless
def a_constant_too_large_for_its_dtype(b):
    return "tf.constant(3 * 10**9, dtype=tf.int32)"


@st.composite
def mistaken_programs(draw, mistake):
    """A program with this one mistake in it."""
    builder = Builder(draw, draw(st.sampled_from(["float32", "float64"])))
    statement = mistake(builder)
    return Mistaken(builder.steps, builder.names, statement)
