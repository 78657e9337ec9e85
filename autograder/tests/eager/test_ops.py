"""Ops: values in, a new value out, by TensorFlow's rules of dtypes and shapes."""

import operator
import threading
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, mutually_broadcastable_shapes

import eager as tf
from eager import ops
from eager.errors import InvalidArgumentError

SMALL = array_shapes(max_dims=2, max_side=3)
FLOATS = st.floats(-100, 100, width=32)
TWO = mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3).flatmap(
    lambda shapes: st.tuples(*(arrays(np.float32, s, elements=FLOATS) for s in shapes.input_shapes))
)


@pytest.fixture
def heard():
    """The Records of what the test does."""
    records = []
    ops.listeners.append(records.append)
    yield records
    ops.listeners.remove(records.append)


# ----------------------------------------------------------------------- values

ARITHMETIC = ["add", "sub", "mul", "truediv", "floordiv", "mod", "lt", "le", "gt", "ge", "eq", "ne"]


@pytest.mark.parametrize("name", ARITHMETIC)
@given(xy=TWO)
def test_an_operator_gives_what_numpy_gives(name, xy):
    f = getattr(operator, name)
    with np.errstate(all="ignore"):
        expected = f(*xy)
    got = f(*map(tf.constant, xy))
    assert isinstance(got, tf.Tensor)
    np.testing.assert_array_equal(got.numpy(), expected)


@pytest.mark.parametrize("name", ARITHMETIC)
@pytest.mark.parametrize("plain", [4.0, 4, [4.0, 0.5], (4, 8), np.array([4.0, 8.0]), np.float64(4)])
def test_a_plain_value_on_either_side_takes_the_dtype_of_the_tensor(name, plain):
    f, t = getattr(operator, name), tf.constant([3.0, 5.0])
    if isinstance(plain, list | tuple) and name in ("eq", "ne", "lt", "le", "gt", "ge"):
        plain = list(plain)
    same = tf.constant(np.asarray(plain, dtype=np.float32))
    np.testing.assert_array_equal(f(t, plain).numpy(), f(t, same).numpy())
    np.testing.assert_array_equal(f(plain, t).numpy(), f(same, t).numpy())
    assert f(plain, t).dtype == f(same, t).dtype


def test_every_operator_gives_a_new_tensor():
    t = tf.constant([1.0, 2.0])
    results = [t + 0, 1 * t, -t, abs(t), t**1, t[:], t == t, t / 1]
    assert all(isinstance(r, tf.Tensor) and r is not t for r in results)
    assert t.numpy().tolist() == [1.0, 2.0]


def test_bools_and_integers_have_bitwise_operators():
    a, b = tf.constant([True, True, False]), tf.constant([True, False, False])
    assert (a & b).numpy().tolist() == [True, False, False]
    assert (a | b).numpy().tolist() == [True, True, False]
    assert (a ^ True).numpy().tolist() == [False, False, True]
    assert (~a).numpy().tolist() == [False, False, True]
    assert (tf.constant([6]) & 3).numpy().tolist() == [2]
    assert (~tf.constant([6])).numpy().tolist() == [-7]


def test_equality_with_what_cannot_be_compared_is_false():
    t = tf.constant([1.0, 2.0])
    assert (t == None) is False  # noqa: E711
    assert (t != None) is True  # noqa: E711
    assert not (t == tf.constant([1.0, 2.0, 3.0]))  # noqa: SIM201
    assert t in [t]


def test_minus_zero_stays_minus_zero():
    # Plain numbers are remembered between steps; 0.0 and -0.0 must not be taken for each other.
    x = tf.constant([1.0])
    for zero in (0.0, -0.0, 0.0, -0.0):
        assert np.signbit((x * zero).numpy()[0]) == np.signbit(zero)


def test_a_number_remembered_in_one_dtype_is_not_used_in_another():
    for dtype in (tf.float32, tf.float64, tf.float16, tf.float32):
        assert (tf.constant([1.0], dtype) * 0.1).dtype == dtype
        assert (tf.constant([1.0], dtype) * 0.1).numpy()[0] == dtype.type(0.1)


# ----------------------------------------------------------------------- dtypes


@pytest.mark.parametrize("name", ["add", "sub", "mul", "floordiv", "mod", "pow", "lt", "eq"])
def test_two_tensors_of_different_dtypes_do_not_mix(name):
    x, y = tf.ones([2, 2]), tf.ones([2, 2], tf.float64)
    with pytest.raises(InvalidArgumentError, match="float32 and float64"):
        getattr(operator, name)(x, y)


def test_a_division_of_different_dtypes_is_a_type_error():
    with pytest.raises(TypeError, match="float32 and float64"):
        tf.constant(1.0) / tf.constant(1.0, tf.float64)


@pytest.mark.parametrize("plain", [1.5, np.float64(1.5), np.array([1.5, 2.5]), [1.5, 2.5], 2**40])
@pytest.mark.parametrize("name", ["add", "sub", "mul", "floordiv", "lt"])
def test_an_integer_tensor_accepts_no_fraction_and_nothing_too_big(name, plain):
    # NumPy's fractions, and integers that are too big, TensorFlow would cut off.
    for left, right in [(tf.constant([1, 2]), plain), (plain, tf.constant([1, 2]))]:
        with pytest.raises(TypeError):
            getattr(operator, name)(left, right)


@pytest.mark.parametrize("op", ["sqrt", "exp", "sin", "tanh", "sigmoid", "floor"])
def test_a_function_of_floats_refuses_integers(op):
    with pytest.raises(InvalidArgumentError, match=f"{op}.*int32"):
        getattr(tf, op)(tf.constant([1, 4]))


@pytest.mark.parametrize("f", [tf.add, tf.subtract, tf.maximum, operator.floordiv, lambda x, y: -x])
def test_bools_have_no_arithmetic(f):
    b = tf.constant([True, False])
    with pytest.raises(InvalidArgumentError):
        f(b, b)


@pytest.mark.parametrize("f", [tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.square, tf.abs])
def test_bools_have_no_sum_or_square(f):
    with pytest.raises(InvalidArgumentError):
        f(tf.constant([True, False]))


def test_integers_divide_into_floats():
    assert (tf.constant(7) / 2).dtype == tf.float64
    assert (tf.constant(7, tf.int8) / tf.constant(2, tf.int8)).dtype == tf.float32
    assert (tf.constant(7) / tf.constant(2)).numpy() == 3.5


def test_integers_over_zero_are_an_error_and_floats_are_not():
    for f in (operator.floordiv, operator.mod):
        with pytest.raises(InvalidArgumentError, match="zero"):
            f(tf.constant([1, 2]), tf.constant([1, 0]))
    assert (tf.constant(1.0) / 0).numpy() == np.inf


def test_an_integer_to_a_negative_power_is_an_error():
    with pytest.raises(InvalidArgumentError):
        tf.constant([2]) ** -1


@pytest.mark.parametrize("dtype", [tf.int32, tf.int64, tf.float32, tf.float64])
@given(data=st.data())
def test_reductions_keep_the_dtype(dtype, data):
    x = tf.cast(data.draw(arrays(np.int32, SMALL, elements=st.integers(-3, 3))), dtype)
    for f in (tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_min, tf.reduce_prod):
        assert f(x).dtype == dtype
        assert f(x, axis=0, keepdims=True).shape == (1, *x.shape[1:])


def test_the_mean_of_integers_drops_its_fraction_towards_zero():
    assert tf.reduce_mean(tf.constant([-1, -2])).numpy() == -1
    assert tf.reduce_mean(tf.constant([[1, 2], [4, 4]]), axis=0).numpy().tolist() == [2, 3]


def test_reductions_of_nothing_give_their_neutral_element():
    empty = tf.zeros([0])
    assert tf.reduce_sum(empty).numpy() == 0.0
    assert np.isnan(tf.reduce_mean(empty).numpy())
    assert tf.reduce_max(empty).numpy() == -np.inf
    assert tf.reduce_min(tf.zeros([0], tf.int32)).numpy() == 2**31 - 1
    assert tf.reduce_prod(empty).numpy() == 1.0


def test_nan_comes_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        x = tf.constant([0.0, -1.0])
        tf.math.log(x), tf.sqrt(x), 1.0 / x, x / x, x**0.5, tf.exp(x * -1e4)
        tf.reduce_mean(tf.zeros([0]))
        tf.cast(tf.constant(np.nan), tf.int32)


# ----------------------------------------------------------------------- shapes


@pytest.mark.parametrize(
    "program",
    [
        lambda: tf.ones([2]) + tf.ones([3]),
        lambda: tf.ones([2]) < tf.ones([3]),
        lambda: tf.matmul(tf.ones([2, 3]), tf.ones([2, 3])),
        lambda: tf.matmul(tf.ones([3]), tf.ones([3])),
        lambda: tf.reduce_sum(tf.ones([2, 2]), axis=2),
        lambda: tf.reduce_sum(tf.ones([2, 2]), axis=-3),
        lambda: tf.reduce_sum(tf.ones([2, 2]), axis=[0, -2]),
        lambda: tf.reduce_sum(3.0, axis=0),
        lambda: tf.reshape(tf.ones([6]), [4]),
        lambda: tf.reshape(tf.ones([6]), [-1, -1]),
        lambda: tf.transpose(tf.ones([2, 3]), perm=[0]),
        lambda: tf.expand_dims([1, 2], 3),
        lambda: tf.squeeze(tf.zeros([1, 2]), axis=1),
        lambda: tf.concat([tf.ones([2, 2]), tf.ones([1, 3])], 0),
        lambda: tf.concat([[1, 2], [3]], 1),
        lambda: tf.concat([], 0),
        lambda: tf.stack([tf.constant(1), tf.constant([1, 2])]),
        lambda: tf.tile([[1, 2]], [2]),
        lambda: tf.split(tf.range(6), 4),
        lambda: tf.split(tf.range(6), [2, 3]),
        lambda: tf.broadcast_to([1, 2], [3]),
        lambda: tf.gather(tf.ones([2]), [2]),
        lambda: tf.gather(tf.ones([2]), [-1]),
        lambda: tf.gather(tf.ones([2]), 1.0),
        lambda: tf.gather(tf.ones([2]), [0], axis=1),
        lambda: tf.gather(5.0, 0),
        lambda: tf.ones([2])[2],
        lambda: tf.ones([2])[0, 0],
        lambda: tf.argmax(3),
        lambda: tf.argmax([]),
        lambda: tf.one_hot([0.5], 2),
        lambda: tf.add_n([tf.ones([1]), tf.ones([2])]),
        lambda: tf.zeros([-1]),
        lambda: tf.range(1, 5, 0),
        lambda: tf.nn.softmax(tf.constant([1.0]), axis=1),
        lambda: tf.math.unsorted_segment_sum([1.0], [3], 3),
        lambda: tf.math.unsorted_segment_sum([1.0], [-1], 3),
        lambda: tf.fill([2], [1.0, 2.0]),
        lambda: tf.fill([[2]], 1.0),
    ],
)
def test_a_bad_argument_is_an_invalid_argument_error(program):
    with pytest.raises(tf.errors.InvalidArgumentError):
        program()


def test_an_error_names_the_op_and_the_shapes():
    with pytest.raises(InvalidArgumentError, match=r"add of float32\[2\] and float32\[3\]"):
        tf.ones([2]) + tf.ones([3])


@pytest.mark.parametrize("key", [np.array([0, 1]), 1.0, "a"])
def test_only_numpys_basic_indices_are_taken(key):
    with pytest.raises(TypeError, match="gather"):
        tf.constant([1.0, 2.0])[key]


def test_a_list_is_an_index_for_each_axis_as_in_tensorflow():
    assert int(tf.constant([[1, 2], [3, 4]])[[0, 1]]) == 2


@pytest.mark.parametrize("mask", [True, [True], [[True, False]]])
def test_a_mask_has_the_shape_of_the_first_axes(mask):
    with pytest.raises(ValueError, match="mask"):
        tf.boolean_mask([1, 2], mask)
    with pytest.raises(ValueError, match="mask"):
        tf.constant([1, 2])[np.array(mask)]


def test_tensors_serve_as_indices():
    x = tf.constant([1.0, 2.0, 3.0])
    assert x[tf.constant(1)].numpy() == 2.0
    assert x[: tf.Variable(2)].numpy().tolist() == [1.0, 2.0]
    assert x[x > 1.5].numpy().tolist() == [2.0, 3.0]
    assert tf.eye(2)[tf.eye(2) > 0].numpy().tolist() == [1.0, 1.0]


def test_iteration_gives_the_rows():
    rows = list(tf.constant([[1, 2], [3, 4]]))
    assert [row.numpy().tolist() for row in rows] == [[1, 2], [3, 4]]


def test_a_list_that_holds_tensors_is_stacked():
    a, v = tf.constant([1.0, 2.0]), tf.Variable([3.0, 4.0])
    stacked = tf.convert_to_tensor([a, v, [5, 6]])
    assert stacked.numpy().tolist() == [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    assert stacked.dtype == tf.float32
    with tf.GradientTape() as tape:
        y = tf.reduce_sum([v, v * 2.0])
    assert tape.gradient(y, v).numpy().tolist() == [3.0, 3.0]


def test_where_without_values_gives_the_indices():
    got = tf.where(tf.constant([[True, False], [False, True]]))
    assert got.numpy().tolist() == [[0, 0], [1, 1]]
    assert got.dtype == tf.int64


@given(arrays(np.float32, array_shapes(min_dims=2, max_dims=2), elements=FLOATS))
def test_a_softmax_adds_up_to_one_however_large_its_logits(x):
    p = tf.nn.softmax(tf.constant(x * 100)).numpy()
    np.testing.assert_allclose(p.sum(axis=-1), 1.0, rtol=1e-5)
    np.testing.assert_allclose(np.exp(tf.nn.log_softmax(x * 100).numpy()), p, rtol=1e-3, atol=1e-6)


def test_log_sum_exp_neither_overflows_nor_loses_minus_infinity():
    assert tf.reduce_logsumexp([1000.0, 1000.0]).numpy() == pytest.approx(1000 + np.log(2))
    assert tf.reduce_logsumexp([-np.inf, -np.inf]).numpy() == -np.inf


def test_creation_by_description():
    assert tf.range(0, 1.0, 0.25).numpy().tolist() == [0.0, 0.25, 0.5, 0.75]
    assert tf.range(3).dtype == tf.int32
    assert tf.range(np.int64(3)).dtype == tf.int64
    assert tf.range(3, dtype=tf.float64).dtype == tf.float64
    assert tf.linspace(0.0, 1.0, 3).numpy().tolist() == [0.0, 0.5, 1.0]
    assert tf.linspace(0, 1, 3).dtype == tf.float64
    assert tf.eye(2, 3).numpy().tolist() == [[1, 0, 0], [0, 1, 0]]
    hot = tf.one_hot([0, 3], 2, on_value=5.0, off_value=-1.0)
    assert hot.numpy().tolist() == [[5, -1], [-1, -1]]
    assert tf.one_hot([0, 1], 3, axis=0).shape == (3, 2)
    assert tf.zeros_like(tf.Variable([1, 2])).dtype == tf.int32
    assert [int(f(tf.zeros([2, 3]))) for f in (tf.size, tf.rank)] == [6, 2]
    assert tf.shape(tf.zeros([2, 3])).numpy().tolist() == [2, 3]


def test_splits_tiles_and_stacks_put_elements_where_numpy_does():
    x = np.arange(12).reshape(3, 4)
    assert [p.shape for p in tf.split(x, [1, 3], axis=1)] == [(3, 1), (3, 3)]
    np.testing.assert_array_equal(tf.concat(tf.split(x, 2, axis=1), 1).numpy(), x)
    np.testing.assert_array_equal(tf.tile(x, [2, 3]).numpy(), np.tile(x, (2, 3)))
    np.testing.assert_array_equal(tf.stack(tf.unstack(x, axis=1), axis=1).numpy(), x)
    np.testing.assert_array_equal(tf.reverse(x, [1]).numpy(), x[:, ::-1])
    sums = tf.cumsum(x, axis=1, reverse=True).numpy()
    np.testing.assert_array_equal(sums, np.cumsum(x[:, ::-1], axis=1)[:, ::-1])


def test_cross_entropies_are_those_of_their_definitions():
    z = np.array([[1.0, 2.0, -1.0], [0.0, 100.0, 3.0]], np.float32)
    p = np.exp(z[0]) / np.exp(z[0]).sum()
    nn = tf.nn
    got = nn.sparse_softmax_cross_entropy_with_logits(labels=[2, 1], logits=z).numpy()
    np.testing.assert_allclose(got, [-np.log(p[2]), 0.0], rtol=1e-5, atol=1e-6)
    one_hot = nn.softmax_cross_entropy_with_logits(labels=tf.one_hot([2, 1], 3), logits=z).numpy()
    np.testing.assert_allclose(one_hot, got)
    s = nn.sigmoid_cross_entropy_with_logits(labels=[1.0], logits=[2.0]).numpy()
    np.testing.assert_allclose(s, [np.log1p(np.exp(-2.0))], rtol=1e-5)
    with pytest.raises(InvalidArgumentError, match="labels"):
        nn.sparse_softmax_cross_entropy_with_logits(labels=[3, 0], logits=z)


# -------------------------------------------------------------------- listeners


def test_a_listener_gets_a_record_of_each_op(heard):
    x = tf.constant([[1.0, 2.0]])
    y = tf.reduce_sum(x * 3.0, axis=1)
    assert [record.op for record in heard] == ["multiply", "reduce_sum"]
    assert heard[0].inputs[0] is x
    assert heard[1].inputs == (heard[0].output,)
    assert heard[1].output is y
    assert heard[1].attributes == {"axis": (1,), "keepdims": False}


def test_a_read_of_a_variable_is_heard_with_the_variable(heard):
    v = tf.Variable(3.0)
    v * 2.0
    assert heard[0].op == "read_variable"
    assert heard[0].inputs[0] is v
    assert heard[1].inputs[0] is heard[0].output


def test_a_gather_on_a_variable_does_not_read_it_all(heard):
    v = tf.Variable([[1.0], [2.0]])
    tf.nn.embedding_lookup(v, [1])
    assert [record.op for record in heard] == ["gather"]
    assert heard[0].inputs[0] is v


def test_an_op_that_fails_is_not_heard(heard):
    with pytest.raises(InvalidArgumentError):
        tf.ones([2]) + tf.ones([3])
    assert heard == []


def test_making_constants_is_not_an_op(heard):
    tf.constant([1.0]), tf.zeros([2]), tf.range(3), tf.one_hot([1], 2), tf.Variable(1.0)
    assert heard == []


def test_listeners_may_come_and_go_while_other_threads_compute(heard):
    def work():
        for _ in range(300):
            tf.constant(1.0) + 1.0

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(200):
        ops.listeners.append(id)
        ops.listeners.remove(id)
    for thread in threads:
        thread.join()
    assert len(heard) == 900


@pytest.mark.parametrize("f", [tf.nn.softmax, tf.nn.log_softmax])
def test_a_softmax_of_nothing_is_nothing(f):
    assert f(tf.zeros([2, 0])).shape == (2, 0)
    assert f(tf.zeros([0, 2])).shape == (0, 2)


def test_a_listener_that_leaves_when_called_does_not_keep_others_from_hearing(heard):
    def leaves(record):
        ops.listeners.remove(leaves)

    ops.listeners.insert(0, leaves)
    tf.square(2.0)
    assert leaves not in ops.listeners
    assert [record.op for record in heard] == ["square"]


# --------------------------------------------------------------------------- axes

ALONG = ["reduce_sum", "reduce_mean", "reduce_max", "reduce_std", "argmax", "cumsum", "softmax"]
ALONG += ["expand_dims", "squeeze", "sort", "reverse", "unstack", "count_nonzero", "norm"]


@pytest.mark.parametrize("axis", [0.5, 1.0, "0", [0.0], [0, 0.5]], ids=repr)
@pytest.mark.parametrize("name", ALONG)
def test_an_axis_is_an_int_and_never_rounded(name, axis):
    with pytest.raises((TypeError, ValueError)):
        getattr(tf if hasattr(tf, name) else tf.math, name)(tf.ones([2, 2]), axis=axis)


@pytest.mark.parametrize("join", [tf.concat, tf.stack])
def test_values_are_joined_along_an_int(join):
    with pytest.raises(TypeError):
        join([tf.ones([2, 2]), tf.ones([2, 2])], 0.5)


def test_several_axes_may_be_ints_of_any_kind():
    x = tf.ones([2, 3])
    for axis in ([0, 1], np.array([0, 1]), tf.constant([0, 1]), [[0], [1]], (np.int64(0), -1)):
        assert tf.reduce_sum(x, axis) == 6.0
