"""What TensorFlow's own guides show, done with `eager`.

The guides are those on tensors, variables, automatic differentiation, advanced automatic
differentiation and basic training loops.  The programs here are others, with the same operations:
whoever comes from a guide finds that its lines run here and do the same.  What the guides do with
Keras's layers is done with a tf.Module.
"""

import numpy as np
import pytest
from matplotlib.figure import Figure

import eager as tf


def close(tensor, expected):
    """Assert that a Tensor holds these numbers, in this shape."""
    np.testing.assert_allclose(tensor.numpy(), expected, rtol=1e-5, atol=1e-6)
    assert tensor.shape == np.shape(expected)


class Layer(tf.Module):
    """activation(x @ kernel + bias), with weights that are the same in every run."""

    def __init__(self, inputs, outputs, activation=tf.identity, seed=0, name=None):
        super().__init__(name)
        weights = np.random.default_rng(seed).normal(size=(inputs, outputs))
        self.kernel = tf.Variable(tf.constant(weights, tf.float32), name="kernel")
        self.bias = tf.Variable(tf.fill([outputs], 0.1), name="bias")
        self.activation = activation

    def __call__(self, x):
        return self.activation(x @ self.kernel + self.bias)


def batch(examples, features, seed=7):
    """Examples for a Layer, a float32 Tensor."""
    rows = np.random.default_rng(seed).normal(size=(examples, features))
    return tf.constant(rows, tf.float32)


# ---------------------------------------------------------------- tensors


def test_a_number_makes_a_tensor_of_rank_0():
    age = tf.constant(17)
    assert (age.ndim, age.shape, age.dtype) == (0, [], tf.int32)
    assert str(age) == "tf.Tensor(17, shape=(), dtype=int32)"


def test_a_list_makes_a_tensor_of_rank_1():
    weights = tf.constant([0.5, 1.5, 2.5, 3.5])
    assert (weights.ndim, weights.shape, weights.dtype) == (1, [4], tf.float32)


def test_a_list_of_rows_makes_a_tensor_of_rank_2_with_the_dtype_asked_for():
    table = tf.constant([[7, 8, 9], [1, 2, 3]], dtype=tf.float16)
    assert (table.ndim, table.shape, table.dtype) == (2, [2, 3], tf.float16)


def test_a_list_of_tables_makes_a_tensor_of_rank_3():
    months = tf.constant([[[1, 2]], [[3, 4]], [[5, 6]], [[7, 8]]])
    assert (months.ndim, months.shape) == (3, [4, 1, 2])


def test_a_tensor_of_rank_4_tells_its_dtype_rank_lengths_and_size():
    images = tf.zeros([6, 3, 5, 2])
    assert images.dtype == tf.float32
    assert images.ndim == 4
    assert images.shape == [6, 3, 5, 2]
    assert (images.shape[0], images.shape[-1]) == (6, 2)
    assert tf.size(images).numpy() == 180
    assert tf.rank(images).numpy() == 4
    assert tf.shape(images).numpy().tolist() == [6, 3, 5, 2]


def test_both_numpy_and_the_tensor_itself_make_an_array_of_it():
    table = tf.constant([[1.5, 2.5]])
    for array in (np.array(table), table.numpy()):
        assert type(array) is np.ndarray
        assert array.tolist() == [[1.5, 2.5]]


def test_functions_and_operators_calculate_the_same():
    a, b = tf.constant([[2, 0], [1, 3]]), tf.constant([[5, 6], [7, 8]])
    close(tf.add(a, b), [[7, 6], [8, 11]])
    close(a + b, [[7, 6], [8, 11]])
    close(tf.multiply(a, b), [[10, 0], [7, 24]])
    close(a * b, [[10, 0], [7, 24]])
    close(tf.matmul(a, b), [[10, 12], [26, 30]])
    close(a @ b, [[10, 12], [26, 30]])


def test_a_tensor_has_a_largest_value_its_place_and_a_softmax():
    scores = tf.constant([[1.0, 6.0], [9.0, 6.0]])
    close(tf.reduce_max(scores), 9.0)
    close(tf.argmax(scores), [1, 0])
    close(tf.math.argmax(scores, axis=1), [1, 0])
    e5, e3 = np.exp(-5), np.exp(-3)
    expected = [[e5 / (1 + e5), 1 / (1 + e5)], [1 / (1 + e3), e3 / (1 + e3)]]
    close(tf.nn.softmax(scores), expected)


def test_lists_arrays_and_numbers_are_converted_by_the_ops_that_take_them():
    close(tf.reduce_max([4.0, 9.0, 2.0]), 9.0)
    close(tf.reduce_max(np.array([4.0, 9.0, 2.0])), 9.0)
    close(tf.matmul([[1.0, 2.0]], np.array([[3.0], [4.0]], np.float32)), [[11.0]])


def test_anything_like_a_tensor_converts_to_one():
    close(tf.convert_to_tensor([1, 2, 3]), [1, 2, 3])
    close(tf.convert_to_tensor(np.eye(2)), [[1, 0], [0, 1]])
    close(tf.convert_to_tensor(tf.ones([4, 2]).shape), [4, 2])
    close(tf.convert_to_tensor(tf.Variable([8.0])), [8.0])
    assert tf.convert_to_tensor(np.eye(2)).dtype == tf.float64
    assert tf.convert_to_tensor([1, 2], dtype=tf.float32).dtype == tf.float32


def test_an_index_removes_an_axis():
    squares = tf.constant([0, 1, 4, 9, 16, 25, 36, 49])
    assert [squares[i].numpy() for i in (0, 2, -1)] == [0, 4, 49]
    assert squares[3].shape == []


@pytest.mark.parametrize(
    "part",
    [np.s_[:], np.s_[:3], np.s_[3:], np.s_[1:6], np.s_[::3], np.s_[::-1], np.s_[-3:]],
    ids=str,
)
def test_a_slice_keeps_the_axis_and_takes_what_python_takes(part):
    squares = [0, 1, 4, 9, 16, 25, 36, 49]
    close(tf.constant(squares)[part], squares[part])


@pytest.mark.parametrize(
    "part",
    [np.s_[2, 0], np.s_[1, :], np.s_[:, 0], np.s_[-1, :], np.s_[0, -1], np.s_[1:, :], np.s_[:2, 1]],
    ids=str,
)
def test_each_axis_has_its_own_index_or_slice(part):
    table = np.array([[10, 20], [30, 40], [50, 60]])
    close(tf.constant(table)[part], table[part])


def test_one_feature_is_taken_at_every_place_of_every_example():
    numbers = np.arange(24).reshape(2, 3, 4)
    close(tf.constant(numbers)[:, :, 3], [[3, 7, 11], [15, 19, 23]])


def test_an_element_cannot_be_replaced():
    x = tf.constant([1.0, 2.0])
    with pytest.raises(TypeError):
        x[0] = 5.0


def test_a_shape_becomes_a_list():
    column = tf.Variable([[4], [5], [6], [7]])
    assert str(column.shape) == "(4, 1)"
    assert column.shape.as_list() == [4, 1]
    assert column.shape.rank == 2


def test_reshape_reads_the_rows_one_after_the_other():
    months = tf.reshape(tf.range(24), [2, 3, 4])
    close(tf.reshape(months, [-1]), np.arange(24))
    close(tf.reshape(months, [2 * 3, 4]), np.arange(24).reshape(6, 4))
    close(tf.reshape(months, [2, -1]), np.arange(24).reshape(2, 12))
    assert months.shape == [2, 3, 4]


def test_reshape_does_not_swap_axes_but_transpose_does():
    table = tf.constant([[1, 2, 3], [4, 5, 6]])
    close(tf.reshape(table, [3, 2]), [[1, 2], [3, 4], [5, 6]])
    close(tf.transpose(table), [[1, 4], [2, 5], [3, 6]])
    close(tf.transpose(tf.reshape(table, [1, 2, 3]), [2, 0, 1]), [[[1, 4]], [[2, 5]], [[3, 6]]])


def test_reshape_refuses_a_shape_that_the_elements_do_not_fill():
    with pytest.raises(tf.errors.InvalidArgumentError):
        tf.reshape(tf.range(24), [5, -1])


def test_casts_lose_what_the_new_dtype_cannot_hold():
    prices = tf.constant([1.9, 20.2, 3.7], dtype=tf.float64)
    halves = tf.cast(prices, dtype=tf.float16)
    whole = tf.cast(halves, dtype=tf.uint8)
    assert (prices.dtype, halves.dtype, whole.dtype) == (tf.float64, tf.float16, tf.uint8)
    assert float(halves[1]) != 20.2
    close(whole, [1, 20, 3])


def test_dtypes_do_not_mix_unasked():
    with pytest.raises(tf.errors.InvalidArgumentError):
        tf.constant(1.0) + tf.constant(1)
    close(tf.constant(1.0) + tf.cast(tf.constant(1), tf.float32), 2.0)


def test_a_number_a_scalar_and_a_vector_multiply_alike():
    prices = tf.constant([4, 5, 6])
    for factor in (3, tf.constant(3), tf.constant([3, 3, 3])):
        close(tf.multiply(prices, factor), [12, 15, 18])
        close(prices * factor, [12, 15, 18])


def test_a_column_and_a_row_stretch_to_a_table():
    column, row = tf.reshape(tf.constant([10, 20]), [2, 1]), tf.range(1, 4)
    close(column * row, [[10, 20, 30], [20, 40, 60]])
    stretched = tf.constant([[10, 10, 10], [20, 20, 20]]), tf.constant([[1, 2, 3], [1, 2, 3]])
    close(stretched[0] * stretched[1], [[10, 20, 30], [20, 40, 60]])


def test_broadcast_to_shows_the_stretched_tensor():
    close(tf.broadcast_to(tf.constant([7, 8]), [3, 2]), [[7, 8], [7, 8], [7, 8]])


def test_shapes_that_do_not_fit_do_not_broadcast():
    with pytest.raises(tf.errors.InvalidArgumentError):
        tf.ones([3, 2]) + tf.ones([3])


def test_rows_of_different_lengths_make_no_tensor():
    with pytest.raises(ValueError):
        tf.constant([[1], [2, 3], [4, 5, 6]])


def test_a_plot_takes_tensors_for_its_numbers():
    axes = Figure().subplots()
    x = tf.linspace(0.0, 1.0, 5)
    (drawn,) = axes.plot(x, x**2)
    limit = tf.constant(9.0)
    picture = axes.imshow(tf.reshape(tf.range(6), [2, 3]), vmin=-limit, vmax=limit)
    np.testing.assert_allclose(drawn.get_ydata(), [0, 1 / 16, 1 / 4, 9 / 16, 1])
    assert picture.get_array().tolist() == [[0, 1, 2], [3, 4, 5]]
    assert picture.get_clim() == (-9, 9)


# ---------------------------------------------------------------- variables


def test_a_variable_has_the_shape_dtype_and_value_of_what_it_was_made_from():
    start = tf.constant([[0.5, 1.0, 1.5]])
    v = tf.Variable(start)
    assert (v.shape, v.dtype) == (start.shape, start.dtype)
    assert type(v.numpy()) is np.ndarray
    assert v.numpy().tolist() == [[0.5, 1.0, 1.5]]


def test_a_variable_may_hold_bools():
    switches = tf.Variable([True, False, True])
    assert switches.dtype == tf.bool
    assert switches.numpy().tolist() == [True, False, True]


def test_a_variable_prints_as_a_variable_and_converts_to_a_tensor():
    v = tf.Variable([3.0, 1.0])
    assert str(v).startswith("<tf.Variable ")
    assert "shape=(2,) dtype=float32" in str(v)
    tensor = tf.convert_to_tensor(v)
    assert isinstance(tensor, tf.Tensor)
    close(tensor, [3.0, 1.0])


def test_ops_take_a_variable_for_its_value():
    v = tf.Variable([[2.0, 9.0, 1.0], [5.0, 3.0, 8.0]])
    close(tf.math.argmax(v), [1, 0, 1])
    close(tf.reduce_sum(v, axis=1), [12.0, 16.0])
    close(v + 1, [[3.0, 10.0, 2.0], [6.0, 4.0, 9.0]])


def test_reshaping_a_variable_gives_a_new_tensor_and_leaves_the_variable():
    v = tf.Variable([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    row = tf.reshape(v, [1, 6])
    assert isinstance(row, tf.Tensor)
    assert (row.shape, v.shape) == ([1, 6], [2, 3])
    v.assign(tf.zeros([2, 3]))
    close(row, [[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]])


def test_assign_keeps_the_dtype():
    v = tf.Variable([0.25, 0.75])
    v.assign([4, 8])
    assert v.dtype == tf.float32
    close(v, [4.0, 8.0])


def test_assign_refuses_a_value_of_another_shape():
    v = tf.Variable([0.25, 0.75])
    with pytest.raises(ValueError):
        v.assign([1.0, 2.0, 3.0])
    close(v, [0.25, 0.75])


def test_assign_add_and_assign_sub_change_the_variable_and_give_it_back():
    stock = tf.Variable([10.0, 20.0])
    close(stock.assign_add([5, 6]), [15.0, 26.0])
    close(stock.assign_sub([15, 20]), [0.0, 6.0])
    close(stock, [0.0, 6.0])


def test_two_variables_may_share_a_name_but_not_their_values():
    start = tf.constant([[1.0], [2.0]])
    first, second = tf.Variable(start, name="height"), tf.Variable(start + 1, name="height")
    assert first.name == second.name == "height:0"
    assert (first == second).numpy().tolist() == [[False], [False]]


def test_a_counter_need_not_be_trainable():
    steps = tf.Variable(0, trainable=False)
    assert not steps.trainable
    assert tf.Variable(0.0).trainable
    steps.assign_add(1)
    assert steps.numpy() == 1


def test_a_variable_and_a_constant_multiply_as_matrices():
    a, b = tf.Variable([[1.0, 0.0, 2.0]]), tf.constant([[3.0], [4.0], [5.0]])
    close(tf.matmul(a, b), [[13.0]])


def test_variables_stretch_as_tensors_do():
    a, b = tf.Variable([[1.0, 2.0], [3.0, 4.0]]), tf.Variable([[10.0, 100.0]])
    close(a * b, [[10.0, 200.0], [30.0, 400.0]])


# ---------------------------------------------------------------- automatic differentiation


def test_a_tape_gives_the_slope_of_a_power():
    x = tf.Variable(5.0)
    with tf.GradientTape() as tape:
        y = x**3
    close(tape.gradient(y, x), 75.0)


@pytest.fixture
def line():
    """A line's weights and biases, its loss on one example, and a persistent tape of it."""
    w = tf.Variable([[1.0, -1.0], [0.5, 2.0]], name="w")
    b = tf.Variable(tf.zeros(2, dtype=tf.float32), name="b")
    x = [[2.0, 4.0]]
    with tf.GradientTape(persistent=True) as tape:
        y = x @ w + b
        loss = tf.reduce_mean(y**2)
    return w, b, loss, tape


def test_gradients_for_a_list_of_variables_are_a_list_in_their_shapes(line):
    w, b, loss, tape = line
    [dw, db] = tape.gradient(loss, [w, b])
    assert (dw.shape, db.shape) == (w.shape, b.shape)
    close(db, [4.0, 6.0])
    close(dw, [[8.0, 12.0], [16.0, 24.0]])


def test_gradients_for_a_dictionary_of_variables_are_a_dictionary(line):
    w, b, loss, tape = line
    gradients = tape.gradient(loss, {"weights": w, "biases": b})
    assert set(gradients) == {"weights", "biases"}
    close(gradients["biases"], [4.0, 6.0])


def test_gradients_for_nested_variables_are_nested_in_the_same_way(line):
    w, b, loss, tape = line
    (dw, inner) = tape.gradient(loss, (w, {"rest": [b]}))
    close(dw, [[8.0, 12.0], [16.0, 24.0]])
    close(inner["rest"][0], [4.0, 6.0])


def test_gradients_for_a_module_are_those_for_its_trainable_variables():
    layer = Layer(3, 2, tf.nn.relu)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(layer(tf.constant([[1.0, 2.0, 3.0]])) ** 2)
    gradients = tape.gradient(loss, layer.trainable_variables)
    found = {
        v.name: g.shape.as_list() for v, g in zip(layer.trainable_variables, gradients, strict=True)
    }
    assert found == {"bias:0": [2], "kernel:0": [3, 2]}


def test_a_tape_watches_trainable_variables_and_nothing_else():
    trainable = tf.Variable(4.0, name="trainable")
    frozen = tf.Variable(4.0, name="frozen", trainable=False)
    total = tf.Variable(3.0, name="total") + 1.0  # a Tensor
    fixed = tf.constant(4.0, name="fixed")
    with tf.GradientTape() as tape:
        y = trainable**2 + frozen**2 + total**2 + fixed**2
    first, *others = tape.gradient(y, [trainable, frozen, total, fixed])
    close(first, 8.0)
    assert others == [None, None, None]
    assert [v.name for v in tape.watched_variables()] == ["trainable:0"]


def test_a_tape_watches_a_tensor_when_told_to():
    x = tf.constant(4.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x**2
    close(tape.gradient(y, x), 8.0)


def test_a_tape_can_watch_only_what_it_is_told_to():
    ignored, watched = tf.Variable(1.0), tf.Variable(2.0)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(watched)
        y = tf.reduce_sum(tf.math.sin(ignored) + tf.nn.softplus(watched))
    gradients = tape.gradient(y, {"ignored": ignored, "watched": watched})
    assert gradients["ignored"] is None
    close(gradients["watched"], 1 / (1 + np.exp(-2.0)))


def test_a_gradient_may_be_taken_for_an_intermediate_value():
    x = tf.constant(2.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x * x
        z = y * y
    close(tape.gradient(z, y), 16.0)


def test_a_persistent_tape_answers_more_than_once():
    x = tf.constant([2.0, -1.0])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x
        z = y * y
    close(tape.gradient(z, x), [32.0, -4.0])
    close(tape.gradient(y, x), [4.0, -2.0])


def test_any_other_tape_answers_once():
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
    tape.gradient(y, x)
    with pytest.raises(RuntimeError):
        tape.gradient(y, x)


def test_gradients_of_several_targets_add_up():
    x = tf.Variable(4.0)
    with tf.GradientTape(persistent=True) as tape:
        square, inverse = x**2, 1 / x
    close(tape.gradient(square, x), 8.0)
    close(tape.gradient(inverse, x), -1 / 16)
    close(tape.gradient({"square": square, "inverse": inverse}, x), 8.0 - 1 / 16)


def test_the_gradient_of_a_vector_is_that_of_its_sum():
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * [10.0, 20.0, 30.0]
    close(tape.gradient(y, x), 60.0)


def test_for_an_elementwise_function_the_gradient_is_the_slope_at_each_point():
    x = tf.linspace(-4.0, 4.0, 33)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.nn.sigmoid(x)
    s = 1 / (1 + np.exp(-np.linspace(-4, 4, 33)))
    close(tape.gradient(y, x), s * (1 - s))


@pytest.mark.parametrize("x", [-1.0, 1.0])
def test_a_branch_connects_the_variable_that_it_used(x):
    x, v, w = tf.constant(x), tf.Variable(3.0), tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        result = v if x > 0.0 else w**2
    dv, dw = tape.gradient(result, [v, w])
    if x > 0.0:
        close(dv, 1.0)
        assert dw is None
    else:
        assert dv is None
        close(dw, 6.0)
    assert tape.gradient(result, x) is None


def test_a_loop_is_recorded_as_often_as_it_ran():
    x = tf.Variable(1.5)
    with tf.GradientTape() as tape:
        y = x
        while y < 10.0:
            y = y * x
    close(y, 1.5**6)
    close(tape.gradient(y, x), 6 * 1.5**5)


def test_there_is_no_gradient_for_what_the_target_does_not_use():
    used, unused = tf.Variable(3.0), tf.Variable(4.0)
    with tf.GradientTape() as tape:
        y = used * used
    assert tape.gradient(y, unused) is None


def test_there_is_no_gradient_once_a_tensor_has_replaced_the_variable():
    x, gradients, kinds = tf.Variable(6.0), [], []
    for _ in range(3):
        with tf.GradientTape() as tape:
            y = x * 2
        gradients.append(tape.gradient(y, x))
        kinds.append(isinstance(x, tf.Variable))
        x = x - 1  # x.assign_sub(1) would have kept the Variable
    assert kinds == [True, False, False]
    close(gradients[0], 2.0)
    assert gradients[1:] == [None, None]


def test_assigning_instead_keeps_the_gradient():
    x, gradients = tf.Variable(6.0), []
    for _ in range(3):
        with tf.GradientTape() as tape:
            y = x * x
        gradients.append(tape.gradient(y, x).numpy())
        x.assign_sub(1)
    assert gradients == [12.0, 10.0, 8.0]


def test_there_is_no_gradient_through_numpy():
    x = tf.Variable([[2.0, 4.0, 6.0], [1.0, 3.0, 5.0]])
    with tf.GradientTape() as tape:
        squares = x**2
        y = tf.reduce_sum(np.mean(squares, axis=1))
    assert isinstance(y, tf.Tensor)
    assert tape.gradient(y, x) is None


@pytest.mark.filterwarnings("ignore:watching")
def test_there_is_no_gradient_for_an_integer():
    x = tf.constant(6)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
    assert tape.gradient(y, x) is None


def test_there_is_no_gradient_through_an_integer():
    x = tf.Variable(2.5)
    with tf.GradientTape() as tape:
        y = tf.cast(tf.cast(x, tf.int32), tf.float32) ** 2
    assert tape.gradient(y, x) is None


def test_there_is_no_gradient_through_the_state_of_a_variable():
    step, total = tf.Variable(2.0), tf.Variable(1.0)
    with tf.GradientTape() as tape:
        total.assign_add(step)
        y = total**2
    dstep, dtotal = tape.gradient(y, [step, total])
    assert dstep is None
    close(dtotal, 6.0)


def test_zeros_may_stand_for_missing_gradients():
    unused, used = tf.Variable([[1.0, 2.0]]), tf.Variable(4.0)
    with tf.GradientTape(persistent=True) as tape:
        y = used**2
    zero = tf.UnconnectedGradients.ZERO
    close(tape.gradient(y, unused, unconnected_gradients=zero), [[0.0, 0.0]])
    close(tape.gradient(y, used, unconnected_gradients=zero), 8.0)
    none = tf.UnconnectedGradients.NONE
    assert tape.gradient(y, unused, unconnected_gradients=none) is None


# ---------------------------------------------------------------- recording, stopping, overruling


def test_what_is_done_while_a_tape_does_not_record_is_a_constant():
    x, y = tf.Variable(5.0), tf.Variable(4.0)
    with tf.GradientTape() as tape:
        first = x * x
        with tape.stop_recording():
            second = y * y
        total = first + second
    close(total, 41.0)
    gradients = tape.gradient(total, {"x": x, "y": y})
    close(gradients["x"], 10.0)
    assert gradients["y"] is None


def test_reset_forgets_what_came_before():
    x, y = tf.Variable(5.0), tf.Variable(4.0)
    with tf.GradientTape() as tape:
        second = y * y
        tape.reset()
        total = x * x + second
    dx, dy = tape.gradient(total, (x, y))
    close(dx, 10.0)
    assert dy is None


def test_stop_gradient_closes_one_path_and_no_other():
    x, y = tf.Variable(5.0), tf.Variable(4.0)
    with tf.GradientTape() as tape:
        square = y**2
        total = x**2 + tf.stop_gradient(square) + 3 * y
    close(total, 53.0)
    dx, dy = tape.gradient(total, [x, y])
    close(dx, 10.0)
    close(dy, 3.0)


def test_a_variable_behind_stop_gradient_alone_has_no_gradient():
    x, y = tf.Variable(5.0), tf.Variable(4.0)
    with tf.GradientTape() as tape:
        total = x**2 + tf.stop_gradient(y**2)
    assert tape.gradient(total, y) is None


@tf.custom_gradient
def gentle(x):
    """x, whose gradient is no longer than 2."""

    def backward(upstream):
        return tf.clip_by_norm(upstream, 2.0)

    return x, backward


def test_a_custom_gradient_may_clip_what_comes_back():
    v = tf.Variable([3.0, 4.0])
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(5.0 * gentle(v * 1.0))
    # 5 for each element, whose norm is 5 * sqrt(2).
    close(tape.gradient(y, v), [np.sqrt(2), np.sqrt(2)])


def test_a_custom_gradient_leaves_the_value_and_a_small_gradient_alone():
    v = tf.Variable([3.0, 4.0])
    with tf.GradientTape() as tape:
        y = gentle(v * 1.0)
    close(y, [3.0, 4.0])
    close(tape.gradient(y, v), [1.0, 1.0])


def test_a_custom_gradient_may_pass_straight_through_rounding():
    @tf.custom_gradient
    def rounded(x):
        return tf.round(x), lambda upstream: upstream

    x = tf.constant([0.4, 1.6])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = rounded(x) * [2.0, 3.0]
    close(y, [0.0, 6.0])
    close(tape.gradient(y, x), [2.0, 3.0])


def test_a_custom_gradient_may_be_steadier_than_calculus():
    @tf.custom_gradient
    def soft(x):
        e = tf.exp(-tf.abs(x))
        value = tf.maximum(x, 0.0) + tf.math.log(1 + e)
        return value, lambda upstream: upstream * tf.sigmoid(x)

    x = tf.constant([-200.0, 0.0, 200.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = soft(x)
    close(y, [0.0, np.log(2), 200.0])
    close(tape.gradient(y, x), [0.0, 0.5, 1.0])


def test_the_gradient_of_a_custom_gradient_may_be_custom_too():
    @tf.custom_gradient
    def cube(x):
        @tf.custom_gradient
        def slope(x):
            return 3 * x**2, lambda upstream: upstream * 100.0 * x  # not 6 * x, on purpose

        return x**3, lambda upstream: upstream * slope(x)

    x = tf.constant(2.0)
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = cube(x)
        first = inner.gradient(y, x)
    close(y, 8.0)
    close(first, 12.0)
    close(outer.gradient(first, x), 200.0)


def test_one_custom_gradient_may_call_another():
    @tf.custom_gradient
    def doubled(x):
        y = gentle(x) * 2.0
        return y, lambda upstream: upstream * 7.0

    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = doubled(x * 1.0)
    close(y, 6.0)
    close(tape.gradient(y, x), 7.0)


# ---------------------------------------------------------------- tapes within tapes


def test_each_of_two_tapes_watches_its_own():
    a, b = tf.constant(0.0), tf.constant(1.0)
    with tf.GradientTape() as first, tf.GradientTape() as second:
        first.watch(a)
        second.watch(b)
        y = tf.reduce_sum(tf.math.cos(b) + tf.nn.sigmoid(a))
    close(first.gradient(y, a), 0.25)
    close(second.gradient(y, b), -np.sin(1.0))


def test_a_tape_answers_none_for_what_only_the_other_watches():
    a, b = tf.constant(0.0), tf.constant(1.0)
    with tf.GradientTape() as first, tf.GradientTape() as second:
        first.watch(a)
        second.watch(b)
        y = a * b
    assert first.gradient(y, b) is None
    assert second.gradient(y, a) is None


def test_a_gradient_within_a_tape_has_a_gradient_too():
    x = tf.Variable(2.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = x * x * x * x
        first = inner.gradient(y, x)
    close(first, 32.0)
    close(outer.gradient(first, x), 48.0)


def test_the_size_of_an_input_gradient_has_a_gradient_for_the_model():
    x, layer = batch(6, 4), Layer(4, 3, tf.nn.relu)

    def size():
        with tf.GradientTape(watch_accessed_variables=False) as inner:
            inner.watch(x)
            out = tf.reduce_sum(layer(x) ** 2)
        return tf.norm(inner.gradient(out, x))

    with tf.GradientTape() as outer:
        before = size()
    gradients = outer.gradient(before, layer.trainable_variables)
    assert [g.shape for g in gradients] == [v.shape for v in layer.trainable_variables]
    for v, g in zip(layer.trainable_variables, gradients, strict=True):
        v.assign_sub(0.01 * g)
    assert size() < before


# ---------------------------------------------------------------- jacobians


def test_the_jacobian_for_a_scalar_has_the_shape_of_the_target():
    x, shift = tf.linspace(-2.0, 2.0, 9), tf.Variable(0.5)
    with tf.GradientTape() as tape:
        y = tf.nn.sigmoid(x + shift)
    s = 1 / (1 + np.exp(-(np.linspace(-2, 2, 9) + 0.5)))
    jacobian = tape.jacobian(y, shift)
    assert jacobian.shape == y.shape
    close(jacobian, s * (1 - s))


def test_the_jacobian_for_a_tensor_has_both_shapes_and_sums_to_the_gradient():
    x, layer = batch(5, 3), Layer(3, 4, tf.nn.relu)
    with tf.GradientTape(persistent=True) as tape:
        y = layer(x)
    jacobian = tape.jacobian(y, layer.kernel)
    assert jacobian.shape == y.shape + layer.kernel.shape == [5, 4, 3, 4]
    gradient = tape.gradient(y, layer.kernel)
    close(tf.reduce_sum(jacobian, axis=[0, 1]), gradient.numpy())


def test_the_jacobians_for_several_sources_come_in_their_structure():
    layer = Layer(3, 2)
    with tf.GradientTape() as tape:
        y = layer(batch(4, 3))
    found = tape.jacobian(y, {"kernel": layer.kernel, "bias": layer.bias})
    assert {name: j.shape.as_list() for name, j in found.items()} == {
        "kernel": [4, 2, 3, 2],
        "bias": [4, 2, 2],
    }


def test_the_jacobian_of_a_gradient_is_a_hessian():
    v = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = v[0] ** 2 * v[1] + v[1] * v[2] ** 3
        gradient = inner.gradient(y, v)
    close(gradient, [4.0, 28.0, 54.0])
    close(outer.jacobian(gradient, v), [[4.0, 2.0, 0.0], [2.0, 0.0, 27.0], [0.0, 27.0, 36.0]])


def test_the_hessian_of_a_model_is_symmetric_and_gives_a_newton_step():
    x, first, second = batch(6, 2), Layer(2, 3, tf.nn.tanh), Layer(3, 2, seed=1)

    def loss():
        return tf.reduce_mean(second(first(x)) ** 2)

    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            before = loss()
        gradient = inner.gradient(before, first.kernel)
    hessian = outer.jacobian(gradient, first.kernel)
    assert hessian.shape == [2, 3, 2, 3]

    count = tf.reduce_prod(first.kernel.shape)
    column = tf.reshape(gradient, [count, 1])
    matrix = tf.reshape(hessian, [count, count])
    close(matrix, matrix.numpy().T)

    # Enough is added to the diagonal to make the matrix positive, so that the step leads down.
    lowest = float(np.linalg.eigvalsh(matrix.numpy()).min())
    matrix += tf.eye(matrix.shape[0]) * (abs(lowest) + 0.5)
    step = tf.constant(np.linalg.solve(matrix.numpy(), column.numpy()))
    close(matrix @ step, column.numpy())
    first.kernel.assign_sub(tf.reshape(step, first.kernel.shape))
    assert loss() < before


@pytest.fixture
def stacked():
    """A batch, what two Layers make of it, and a persistent tape that watched the batch."""
    x, first, second = batch(4, 3), Layer(3, 5, tf.nn.elu), Layer(5, 2, tf.nn.elu, seed=1)
    with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
        tape.watch(x)
        y = second(first(x))
    return x, y, tape


def test_examples_have_no_influence_on_each_other_in_a_jacobian(stacked):
    x, y, tape = stacked
    jacobian = tape.jacobian(y, x)
    assert jacobian.shape == [4, 2, 4, 3]
    of_others = jacobian.numpy().transpose(0, 2, 1, 3)[~np.eye(4, dtype=bool)]
    assert not of_others.any()


def test_the_batch_jacobian_is_the_part_of_the_jacobian_within_each_example(stacked):
    x, y, tape = stacked
    jacobian, alone = tape.jacobian(y, x), tape.batch_jacobian(y, x)
    assert alone.shape == [4, 2, 3]
    close(alone, tf.reduce_sum(jacobian, axis=2).numpy())
    close(alone, tf.stack([jacobian[i, :, i] for i in range(4)]).numpy())


def test_the_slices_of_a_jacobian_may_be_laid_out_as_one_picture(stacked):
    x, y, tape = stacked
    patches = tf.transpose(tape.jacobian(y, x), [1, 0, 3, 2])
    limit = tf.reduce_max(abs(patches))
    framed = tf.pad(patches, [[0, 0], [1, 1], [0, 0], [1, 1]], constant_values=-limit)
    above, height, beside, width = framed.shape
    picture = tf.reshape(framed, [above * height, beside * width])
    assert picture.shape == [2 * 6, 3 * 6]
    assert tf.reduce_min(picture) == -limit
    close(picture[1:5, 1:5], np.diag(patches.numpy()[0, :, 0, :].diagonal()))


def test_the_batch_jacobian_needs_as_many_targets_as_sources():
    x = tf.Variable(tf.ones([3, 2]))
    with tf.GradientTape() as tape:
        y = x[:2] * 2.0
    with pytest.raises(ValueError):
        tape.batch_jacobian(y, x)


def test_the_batch_jacobian_does_not_ask_whether_examples_are_independent():
    x, first, second = batch(4, 3), Layer(3, 5, tf.nn.elu), Layer(5, 2, tf.nn.elu, seed=1)
    with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
        tape.watch(x)
        y = first(x)
        mean, variance = tf.nn.moments(y, axes=[0])
        y = second((y - mean) / tf.sqrt(variance + 1e-3))
    jacobian, alone = tape.jacobian(y, x), tape.batch_jacobian(y, x)
    assert jacobian.shape == [4, 2, 4, 3]
    assert jacobian.numpy().transpose(0, 2, 1, 3)[~np.eye(4, dtype=bool)].any()
    assert alone.shape == [4, 2, 3]  # for what it is worth
    close(alone, tf.reduce_sum(jacobian, axis=0).numpy().transpose(1, 0, 2))


# ---------------------------------------------------------------- basic training loops


SLOPE, HEIGHT = -2.0, 4.0


class Line(tf.Module):
    """slope * x + height, neither of which is right to begin with."""

    def __init__(self, **options):
        super().__init__(**options)
        self.slope = tf.Variable(1.0)
        self.height = tf.Variable(0.0)

    def __call__(self, x):
        return self.slope * x + self.height


def mean_square(targets, predictions):
    return tf.reduce_mean(tf.square(targets - predictions))


def step(model, x, y, learning_rate):
    """One step of gradient descent on all of the data."""
    with tf.GradientTape() as tape:
        loss = mean_square(y, model(x))
    dslope, dheight = tape.gradient(loss, [model.slope, model.height])
    model.slope.assign_sub(learning_rate * dslope)
    model.height.assign_sub(learning_rate * dheight)


def report(model, loss):
    slope, height = model.slope.numpy(), model.height.numpy()
    return f"slope {slope:1.2f}, height {height:1.2f}, loss {loss:2.4f}"


def points(noise):
    """Points about the line, 61 of them, with normal noise."""
    x = tf.cast(tf.linspace(-3, 3, 61), tf.float32)
    return x, x * SLOPE + HEIGHT + noise * tf.random.normal(shape=[61])


def train(model, x, y, epochs, learning_rate=0.1):
    """What the model's variables, its loss and its reports were after each epoch."""
    history = {"slope": [], "height": [], "loss": [], "report": []}
    for _ in range(epochs):
        step(model, x, y, learning_rate)
        loss = mean_square(y, model(x))
        history["slope"].append(model.slope.numpy())
        history["height"].append(model.height.numpy())
        history["loss"].append(loss.numpy())
        history["report"].append(report(model, loss))
    return history


def test_the_data_are_float32_vectors_of_one_length():
    tf.random.set_seed(3)
    x, y = points(noise=1.0)
    assert (x.dtype, y.dtype) == (tf.float32, tf.float32)
    assert x.shape == y.shape == [61]
    assert 0.5 < np.std(y.numpy() - (x.numpy() * SLOPE + HEIGHT)) < 1.5


def test_a_module_finds_its_variables_and_is_called_like_a_function():
    model = Line()
    assert len(model.variables) == 2
    assert {id(v) for v in model.variables} == {id(model.slope), id(model.height)}
    assert model(3.0).numpy() == 3.0
    close(model(tf.constant([1.0, 2.0])), [1.0, 2.0])
    assert model.name == "line"
    assert Line(name="straight").name == "straight"


def test_the_loss_is_one_number_for_all_of_the_data():
    loss = mean_square(tf.constant([1.0, 5.0]), tf.constant([2.0, 2.0]))
    close(loss, 5.0)


def test_one_step_goes_against_the_gradient():
    model, x, y = Line(), tf.constant([1.0, 3.0]), tf.constant([0.0, 0.0])
    step(model, x, y, learning_rate=0.1)
    # The errors are 1 and 3, so the gradients are 2 * (1 + 9) / 2 and 2 * (1 + 3) / 2.
    close(model.slope, 1.0 - 0.1 * 10.0)
    close(model.height, 0.0 - 0.1 * 4.0)


def test_the_first_report_tells_where_training_starts():
    model, (x, y) = Line(), points(noise=0.0)
    mean = float(np.mean(np.square(3 * x.numpy() - HEIGHT)))
    assert report(model, mean_square(y, model(x))) == f"slope 1.00, height 0.00, loss {mean:.4f}"


def test_training_finds_the_line_again_and_the_loss_falls_in_every_epoch():
    x, y = points(noise=0.0)
    history = train(Line(), x, y, epochs=40)
    assert all(np.diff(history["loss"][:20]) < 0)
    assert history["slope"][-1] == pytest.approx(SLOPE, abs=1e-2)
    assert history["height"][-1] == pytest.approx(HEIGHT, abs=1e-2)
    assert history["report"][-1] == "slope -2.00, height 4.00, loss 0.0000"
    assert {len(values) for values in history.values()} == {40}


def test_training_on_noisy_data_ends_at_the_line_of_least_squares():
    tf.random.set_seed(3)
    x, y = points(noise=1.0)
    model = Line()
    train(model, x, y, epochs=60)
    slope, height = np.polyfit(x.numpy(), y.numpy(), 1)
    assert float(model.slope) == pytest.approx(slope, abs=1e-3)
    assert float(model.height) == pytest.approx(height, abs=1e-3)
