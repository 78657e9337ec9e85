"""Every rule in VJPS against central differences, to first and second order."""

import warnings

import numpy as np
import pytest
from check_gradients import check_gradients
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, broadcastable_shapes

import eager as tf
from eager.gradients import CONSTANTS, VJPS, unbroadcast
from eager.ops import FORWARD, apply
from eager.quick import ONE_INPUT, TWO_INPUTS

few = settings(max_examples=settings.default.max_examples // 3)


def floats(shape, low=-2.0, high=2.0):
    """Arrays of float64 whose elements keep away from 0, where some functions have a kink."""
    away = st.floats(0.1, 1.0).map(lambda t: low + (high - low) * t if low >= 0 else t * high)
    signed = st.tuples(away, st.sampled_from([1, -1] if low < 0 else [1])).map(np.prod)
    return arrays(np.float64, shape, elements=signed)


SHAPES = array_shapes(min_dims=0, max_dims=3, max_side=3)
anywhere = SHAPES.flatmap(floats)
positive = SHAPES.flatmap(lambda shape: floats(shape, 0.2, 3.0))


@st.composite
def pairs(draw, low=-2.0, high=2.0):
    """Two arrays whose shapes broadcast together, in either order."""
    shape = draw(SHAPES)
    other = draw(broadcastable_shapes(shape, min_dims=0, max_dims=3, max_side=3))
    x, y = draw(floats(shape, low, high)), draw(floats(other, low, high))
    return (x, y) if draw(st.booleans()) else (y, x)


ELEMENTWISE = {
    "negative": tf.negative,
    "abs": tf.abs,
    "sign": lambda x: tf.sign(x) * x,
    "square": tf.square,
    "exp": tf.exp,
    "expm1": tf.math.expm1,
    "sin": tf.sin,
    "cos": tf.cos,
    "tanh": tf.tanh,
    "sigmoid": tf.sigmoid,
    "softplus": tf.math.softplus,
    "relu": tf.nn.relu,
    "leaky_relu": lambda x: tf.nn.leaky_relu(x, alpha=0.3),
    "identity": tf.identity,
    "tan": lambda x: tf.tan(x / 2.0),
    "sinh": tf.sinh,
    "cosh": tf.cosh,
    "atan": tf.atan,
    "asinh": tf.asinh,
    "asin": lambda x: tf.asin(x / 4.0),
    "acos": lambda x: tf.acos(x / 4.0),
    "atanh": lambda x: tf.atanh(x / 4.0),
    "acosh": lambda x: tf.acosh(x + 3.5),
    "erf": tf.math.erf,
    "erfc": tf.math.erfc,
    "elu": tf.nn.elu,
    "relu6": lambda x: tf.nn.relu6(x * 5.0),
    "softsign": tf.nn.softsign,
    "selu": tf.nn.selu,
    "gelu": tf.nn.gelu,
    "gelu by tanh": lambda x: tf.nn.gelu(x, approximate=True),
    "silu": tf.nn.silu,
    "log_sigmoid": tf.math.log_sigmoid,
    "custom_gradient": tf.custom_gradient(lambda x: (x * x, lambda g: g * 2.0 * x)),
    "digamma": lambda x: tf.math.digamma(x * x + 0.5),
    "lgamma": lambda x: tf.math.lgamma(x * x + 0.5),
    "polyval": lambda x: tf.math.polyval([x, 2.0, x * x], x),
    "scan": lambda x: tf.scan(lambda a, r: a * r, tf.reshape(x, [-1])),
    "clip_by_value": lambda x: tf.clip_by_value(x * x, 0.05, 1.0e3),
}
POSITIVE = {
    "sqrt": tf.sqrt,
    "rsqrt": tf.math.rsqrt,
    "sqrt_grad": lambda x: apply("sqrt_grad", x, 1.0 + x),
    "rsqrt_grad": lambda x: apply("rsqrt_grad", x, 1.0 + x),
    "reciprocal": tf.math.reciprocal,
    "reciprocal_grad": lambda x: apply("reciprocal_grad", x, 1.0 + x),
    "reciprocal_no_nan": tf.math.reciprocal_no_nan,
    "log": tf.math.log,
    "log1p": tf.math.log1p,
}
BINARY = {
    "add": tf.add,
    "subtract": tf.subtract,
    "multiply": tf.multiply,
    "divide": tf.divide,
    "squared_difference": tf.math.squared_difference,
    "divide_no_nan": tf.math.divide_no_nan,
    "multiply_no_nan": tf.math.multiply_no_nan,
    "atan2": tf.math.atan2,
    "xdivy": tf.math.xdivy,
}


@pytest.mark.parametrize("op", ELEMENTWISE)
@few
@given(x=anywhere)
def test_an_elementwise_gradient_is_that_of_central_differences(op, x):
    check_gradients(op, ELEMENTWISE[op], x)


@pytest.mark.parametrize("op", POSITIVE)
@few
@given(x=positive)
def test_a_gradient_on_positive_numbers_is_that_of_central_differences(op, x):
    check_gradients(op, POSITIVE[op], x)


@pytest.mark.parametrize("op", BINARY)
@few
@given(xy=pairs())
def test_a_gradient_of_two_broadcast_inputs_is_that_of_central_differences(op, xy):
    # Denominators near 0 would need finer steps than the check takes.
    x, y = xy
    check_gradients(op, BINARY[op], x, y + 2.0 * np.sign(y) if op == "divide" else y)


@few
@given(xy=pairs(0.2, 2.0))
def test_the_gradient_of_a_power_is_that_of_central_differences(xy):
    check_gradients("pow", tf.pow, *xy)


@pytest.mark.parametrize("op", ["maximum", "minimum", "where", "mod", "truncatemod"])
@few
@given(shape=SHAPES, data=st.data())
def test_the_gradient_of_a_choice_is_that_of_central_differences(op, shape, data):
    x = data.draw(floats(shape))
    other = data.draw(broadcastable_shapes(shape, min_dims=0, max_dims=3, max_side=3))
    y = data.draw(floats(other))
    both = np.broadcast_shapes(x.shape, y.shape)
    if op == "where":
        c = data.draw(arrays(bool, both))
        check_gradients(op, lambda x, y: tf.where(c, x * x, y), x, y)
    elif op in ("mod", "truncatemod"):
        # Stay between the jumps: x is y times something away from every integer.
        y = np.broadcast_to(y, both)
        x = y * (np.floor(np.broadcast_to(x, both)) + 0.4)
        check_gradients(op, getattr(tf.math, op), x, y, order=1)
    else:
        check_gradients(op, getattr(tf, op), x, y + 0.01)


@few
@given(shape=SHAPES, data=st.data(), keepdims=st.booleans())
@pytest.mark.parametrize("op", ["reduce_sum", "reduce_mean", "reduce_max", "reduce_min"])
def test_the_gradient_of_a_reduction_is_that_of_central_differences(op, shape, data, keepdims):
    # Distinct elements, since a maximum of equals has no derivative.
    order = data.draw(st.permutations(range(int(np.prod(shape, dtype=int)))))
    x = np.array(order, dtype=float).reshape(shape) * 0.7 - 1.0
    axes = st.sets(st.integers(0, max(len(shape) - 1, 0)), max_size=len(shape)).map(list)
    axis = data.draw(st.none() | axes) if shape else None
    f = getattr(tf, op)
    check_gradients(op, lambda x: f(x * x * x, axis=axis, keepdims=keepdims), x + 0.05)


@few
@given(shape=array_shapes(max_dims=3, max_side=3), data=st.data())
@pytest.mark.parametrize(
    "op",
    [
        *("softmax", "log_softmax", "cumsum", "cumprod", "reduce_prod", "reduce_logsumexp"),
        *("reduce_std", "reduce_euclidean_norm"),
    ],
)
def test_a_gradient_along_an_axis_is_that_of_central_differences(op, shape, data):
    x = data.draw(floats(shape)) + np.arange(int(np.prod(shape))).reshape(shape) * 0.3
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    if op == "reduce_std" and shape[axis] == 1:
        return  # no spread: the root of 0 has no derivative
    f = getattr(tf.nn, op, None) or getattr(tf.math, op)
    flags = {"exclusive": True, "reverse": data.draw(st.booleans())} if op[:3] == "cum" else {}
    check_gradients(op, lambda x: f(x * x, axis=axis, **flags), x, atol=1e-6)


@pytest.mark.parametrize("transpose_a", [False, True])
@pytest.mark.parametrize("transpose_b", [False, True])
@pytest.mark.parametrize("batches", [((), ()), ((2,), (2,)), ((3, 1), (2,)), ((), (2,))])
def test_the_gradient_of_a_matmul_is_that_of_central_differences(transpose_a, transpose_b, batches):
    rng = np.random.default_rng(1)
    a = rng.standard_normal((*batches[0], *((2, 3) if not transpose_a else (3, 2))))
    b = rng.standard_normal((*batches[1], *((3, 4) if not transpose_b else (4, 3))))
    flags = {"transpose_a": transpose_a, "transpose_b": transpose_b}
    check_gradients(f"matmul {flags}", lambda a, b: tf.matmul(a, b, **flags), a, b)


X = np.random.default_rng(2).standard_normal((2, 3, 4))
WIDE = 4.0 * np.eye(3)
SHAPING = {
    "reshape": lambda x: tf.reshape(x * x, [4, -1]),
    "broadcast_to": lambda x: tf.broadcast_to(x[:, :1] * x[:, 1:2], [5, 2, 3, 4]),
    "share": lambda x: tf.reduce_mean(x * x, axis=[0, 2]),
    "transpose": lambda x: tf.transpose(x * x, [2, 0, 1]),
    "concat": lambda x: tf.concat([x, x * x, x[:, :1]], axis=-2),
    "stack": lambda x: tf.stack([x, x * x], axis=-1),
    "getitem": lambda x: (x * x)[1, ..., ::-2, None],
    "place": lambda x: tf.reduce_sum(x[:, 1] * x[:, 2], axis=0),
    "gather": lambda x: tf.gather(x * x, [[1, 0], [1, 1]], axis=2),
    "gather rows": lambda x: tf.gather(x * x, [1, 0, 1]),
    "unsorted_segment_sum": lambda x: tf.math.unsorted_segment_sum(x * x, [2, 2], 3),
    "segment_max": lambda x: tf.math.unsorted_segment_max(x * x, [1, 1], 2)[1],
    "segment_min": lambda x: tf.math.unsorted_segment_min(x * x, [1, 1], 2)[1],
    "segment_prod": lambda x: tf.math.segment_prod(x * x, [0, 0]),
    "segment_mean": lambda x: tf.math.segment_mean(x * x, [0, 0]),
    "segment_sqrt_n": lambda x: tf.math.unsorted_segment_sqrt_n(x * x, [1, 1], 2),
    "det": lambda x: tf.linalg.det(x[..., :3]),
    "inv": lambda x: tf.linalg.inv(x[..., :3] + WIDE),
    "solve": lambda x: tf.linalg.solve(x[..., :3] + WIDE, x),
    "triangular_solve": lambda x: tf.linalg.triangular_solve(x[..., :3] + WIDE, x),
    "cholesky": lambda x: tf.linalg.cholesky(tf.matmul(x, x, transpose_b=True) + WIDE),
    "logdet": lambda x: tf.linalg.logdet(tf.matmul(x, x, transpose_b=True) + WIDE),
    "cross": lambda x: tf.linalg.cross(x[..., :3], x[..., 1:]),
    "set_diag": lambda x: tf.linalg.set_diag(x * x, x[..., 0]),
    "tensor_diag": lambda x: tf.linalg.tensor_diag(x[0] * x[1]),
    "einsum of a diagonal": lambda x: tf.einsum("bii,bij->j", x[..., :3], x),
    "einsum with dots": lambda x: tf.einsum("...ij,...kj->...ik", x, x[0] * x[1]),
    "tensor_scatter_nd_max": lambda x: tf.tensor_scatter_nd_max(x * x, [[0]], x[1:] * 2.0),
    "dynamic_partition": lambda x: tf.dynamic_partition(x * x, [1, 0], 2)[1],
    "tile": lambda x: tf.tile(x * x, [2, 1, 3]),
    "split": lambda x: tf.add_n(tf.split(x * x, 2, axis=-1)),
    "reverse": lambda x: tf.reverse(x, [0, 2]) * x,
    "boolean_mask": lambda x: tf.boolean_mask(x * x, X > 0),
    "fill": lambda x: tf.fill([2, 2], x[0, 0, 0] * x[1, 1, 1]),
    "l2_normalize": lambda x: tf.math.l2_normalize(x, axis=1),
    "norm": lambda x: tf.norm(x, axis=[0, 2]),
    "divide_no_nan": lambda x: tf.math.divide_no_nan(x, x * x + 1.0),
    "einsum": lambda x: tf.einsum("ijk,ljk,m->lmi", x, x, x[0, 0]),
    "linspace": lambda x: tf.linspace(x[0] * x[0], x[1], 5, axis=-1),
    "slice": lambda x: tf.slice(x * x, [0, 1, 1], [2, -1, 2]),
    "pad": lambda x: tf.pad(x * x, [[0, 1], [2, 0], [1, 1]], constant_values=3.0),
    "pad by mirrors": lambda x: tf.pad(x * x, [[0, 1], [2, 0], [1, 3]], "REFLECT"),
    "repeat": lambda x: tf.repeat(x * x, [2, 0, 1], axis=1),
    "roll": lambda x: tf.roll(x, [1, -1], [0, 2]) * x,
    "meshgrid": lambda x: tf.meshgrid(x[0, 0], x[0, 1])[1] * 2.0,
    "sort": lambda x: tf.sort(x, axis=1) * x,
    "top_k": lambda x: tf.math.top_k(x * x, 2).values,
    "gather_nd": lambda x: tf.gather_nd(x * x, [[0, 2], [1, 0], [0, 2]]),
    "gather in batches": lambda x: tf.gather(x * x, [[2, 0, 0], [1, 1, 2]], batch_dims=1),
    "scatter_nd": lambda x: tf.scatter_nd([[1], [1]], x * x, [3, 3, 4]),
    "tensor_scatter_nd_add": lambda x: tf.tensor_scatter_nd_add(x, [[1, 2]], x[:1, 0] * x[1, 1]),
    "tensor_scatter_nd_update": lambda x: tf.tensor_scatter_nd_update(x, [[1], [1]], x * x),
    "tensordot": lambda x: tf.tensordot(x, x, [[1, 2], [1, 2]]),
    "diag": lambda x: tf.linalg.diag(x * x),
    "trace": lambda x: tf.linalg.trace(x * x),
    "band_part": lambda x: tf.linalg.band_part(x * x, 0, 1),
    "matvec": lambda x: tf.linalg.matvec(x, x[0, 1]),
    "moments": lambda x: tf.nn.moments(x * x, [0, 2]).variance + tf.nn.moments(x, [0, 2]).mean,
    "clip_by_norm": lambda x: tf.clip_by_norm(x, 0.5, axes=[1]),
    "clip_by_global_norm": lambda x: tf.clip_by_global_norm([x, x * x], 0.5)[0][1],
    "p-norm": lambda x: tf.norm(x, ord=3, axis=1),
    "custom_gradient of two": lambda x: _halves(x)[0] * _halves(x)[1],
}


@tf.custom_gradient
def _halves(x):
    """x**2 and x**3, with the gradients that calculus would find."""
    return (x * x, x * x * x), lambda g, h: g * 2.0 * x + h * 3.0 * x * x


# TensorFlow's variance lets no gradient pass through the mean. That is right for the first
# derivative, where it would be zero, and not for the second.
FIRST_ORDER = {"moments"}


@pytest.mark.parametrize("name", SHAPING)
def test_the_gradient_of_moving_elements_is_that_of_central_differences(name):
    check_gradients(name, SHAPING[name], X, order=1 if name in FIRST_ORDER else 2)


def test_every_op_has_rules_or_is_listed_as_making_constants():
    assert set(VJPS) == set(FORWARD)
    assert {op for op, rules in VJPS.items() if not rules} == CONSTANTS


@pytest.mark.parametrize("op", sorted(ONE_INPUT))
def test_a_quick_rule_gives_what_the_table_gives_and_takes_one_number_for_all(op):
    v = tf.Variable([0.5, 1.5])
    x = v if op == "read_variable" else tf.identity(v)
    out, (vjp,) = apply(op, x), VJPS[op]
    want = vjp(tf.constant([3.0, 3.0]), out, x).numpy()
    whole, one = np.float32([3.0, 3.0]), np.float32(3.0)
    assert np.array_equal(ONE_INPUT[op](whole, x._array, out._array), want)
    assert np.array_equal(np.broadcast_to(ONE_INPUT[op](one, x._array, out._array), [2]), want)


@pytest.mark.parametrize("op", sorted(TWO_INPUTS))
def test_quick_rules_of_two_inputs_give_what_the_table_gives(op):
    x, y, g = tf.constant([0.5, 1.5]), tf.constant([2.0, -3.0]), tf.constant([3.0, 4.0])
    for vjp, rule, other in zip(VJPS[op], TWO_INPUTS[op], (y, x), strict=True):
        got = rule(g._array, other._array)
        assert np.array_equal(got, vjp(g, apply(op, x, y), x, y).numpy())


def test_every_rule_is_used_by_these_checks():
    checked = {*ELEMENTWISE, *POSITIVE, *BINARY, *SHAPING, "pow", "maximum", "minimum", "where"}
    checked |= {"truncatemod", "polygamma"}  # the latter by the second order of digamma
    checked |= {"mod", "reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "softmax"}
    checked |= {"log_softmax", "cumsum", "cumprod", "matmul", "read_variable", "cast"}
    assert {op for op, rules in VJPS.items() if rules} - FLAT - STEPS <= checked


FLAT = {"floor", "ceil", "round", "floordiv", "truncatediv"}
STEPS = {"step", "flat"}  # their slope is 0 wherever they have one


@pytest.mark.parametrize("op", sorted(STEPS))
def test_the_slope_of_a_step_is_zero_and_so_is_the_slope_of_that(op):
    x = tf.constant([-1.0, 2.0])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = apply(op, x)
        once = tape.gradient(y, x)
    assert once.numpy().tolist() == tape.gradient(once, x).numpy().tolist() == [0.0, 0.0]


@pytest.mark.parametrize("op", sorted(CONSTANTS | FLAT))
def test_no_gradient_passes_through_an_op_without_rules(op):
    kind = {"logical": tf.bool, "reduce_": tf.bool}
    kind |= dict.fromkeys(("bitwise", "invert", "left_shift", "right_shift"), tf.int32)
    dtype = next((d for start, d in kind.items() if op.startswith(start)), tf.float32)
    two = op.startswith(("logical_a", "logical_o", "logical_x", "bitwise", "floord", "equal"))
    two = two or op.startswith(("not_equal", "less", "greater", "truncatediv", "left", "right"))
    attributes = {"axis": 0, "dtype": tf.int64} if op.startswith("arg") else {}
    attributes |= {"dtype": tf.int32} if op == "discretize" else {}
    v = tf.Variable([0.3, 1.7])
    with tf.GradientTape() as tape:
        x = tf.cast(v * 2.0, dtype) if dtype != tf.float32 else v * 2.0
        y = apply(op, *([x, x] if two else [x]), **attributes)
    assert tape.gradient(y, v) is None


@few
@given(small=SHAPES, data=st.data())
def test_unbroadcast_undoes_broadcasting(small, data):
    big = data.draw(broadcastable_shapes(small, min_dims=0, max_dims=4, max_side=3))
    big = np.broadcast_shapes(small, big)
    g = np.arange(np.prod(big, dtype=int), dtype=np.float64).reshape(big)
    got = unbroadcast(tf.constant(g), small)
    # <g, broadcast(x)> is <unbroadcast(g), x> for every x.
    x = data.draw(floats(small))
    assert got.shape == small
    np.testing.assert_allclose(np.sum(got.numpy() * x), np.sum(g * np.broadcast_to(x, big)))


def test_clip_passes_its_gradient_to_the_bound_that_was_met():
    x, low, high = tf.Variable([-1.0, 0.5, 3.0]), tf.Variable(0.0), tf.Variable(1.0)
    with tf.GradientTape() as tape:
        y = tf.clip_by_value(x, low, high) * [1.0, 10.0, 100.0]
    got = tape.gradient(y, [x, low, high])
    assert [g.numpy().tolist() for g in got] == [[0.0, 10.0, 0.0], 1.0, 100.0]


def test_a_product_with_a_zero_still_has_the_gradient_of_its_other_factors():
    x = tf.Variable([2.0, 0.0, 5.0])
    with tf.GradientTape() as tape:
        y = tf.reduce_prod(x)
    assert tape.gradient(y, x).numpy().tolist() == [0.0, 10.0, 0.0]


def test_the_mean_of_nothing_has_an_empty_gradient_and_no_warning():
    x = tf.Variable(np.zeros((0, 2), np.float32))
    with warnings.catch_warnings(), tf.GradientTape(persistent=True) as tape:
        warnings.simplefilter("error")
        for axis in (None, 0, 1):
            assert tape.gradient(tf.reduce_mean(x, axis), x).shape == (0, 2)


@given(data=st.data())
def test_the_gradients_of_one_value_add_up_sparse_or_dense(data):
    rows = st.lists(st.integers(0, 3), min_size=1, max_size=4)
    ids = [data.draw(rows), data.draw(rows)]
    table = tf.Variable(np.arange(8.0).reshape(4, 2))
    with tf.GradientTape(persistent=True) as tape:
        a, b = (tf.reduce_sum(tf.gather(table, i)) for i in ids)
        both, mixed = a + b, a + tf.reduce_sum(table)
    counts = [np.bincount(i, minlength=4)[:, None] * np.ones((4, 2)) for i in ids]
    sparse, dense = tape.gradient(both, table), tape.gradient(mixed, table)
    assert isinstance(sparse, tf.IndexedSlices)
    assert isinstance(dense, tf.Tensor)
    np.testing.assert_array_equal(tf.convert_to_tensor(sparse).numpy(), counts[0] + counts[1])
    np.testing.assert_array_equal(dense.numpy(), counts[0] + 1.0)


@pytest.mark.parametrize("dtype", [tf.float16, tf.float64])
def test_a_gradient_comes_back_through_a_cast_in_the_dtype_of_its_source(dtype):
    x = tf.Variable([1.5, -2.0])
    with tf.GradientTape() as tape:
        y = tf.square(tf.cast(x, dtype)) * [1.0, 3.0]
    g = tape.gradient(y, x)
    assert (g.dtype, g.numpy().tolist()) == (tf.float32, [3.0, -12.0])
