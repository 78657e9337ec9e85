"""A Variable is state: every read is a snapshot, and whatever is refused changes nothing."""

import copy
import operator
import tracemalloc

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import eager as tf
from eager.errors import InvalidArgumentError

ASSIGNS = ["assign", "assign_add", "assign_sub"]
SCATTERS = ["update", "add", "sub", "mul", "max", "min"]
SHAPE = (4, 2)


def slices(values, indices):
    return tf.IndexedSlices(values, indices)


def scatter(v, name, values, indices):
    return getattr(v, f"scatter_{name}")(slices(values, indices))


# ------------------------------------------------------------------------- making one


@pytest.mark.parametrize(
    ("value", "dtype"),
    [
        (1.5, "float32"),
        (3, "int32"),
        ([True], "bool"),
        (np.array([1.0]), "float64"),
        (lambda: [1.0, 2.0], "float32"),
    ],
)
def test_a_variable_takes_the_dtype_that_a_constant_would(value, dtype):
    assert tf.Variable(value).dtype.name == dtype


def test_a_variable_needs_an_initial_value():
    with pytest.raises(ValueError, match="initial value"):
        tf.Variable()


def test_a_tensor_of_another_dtype_is_not_an_initial_value():
    with pytest.raises(ValueError, match=r"tf\.cast"):
        tf.Variable(tf.constant([1]), dtype=tf.float32)


def test_a_variable_copies_its_initial_value():
    source = np.array([1.0, 2.0])
    v = tf.Variable(source)
    source[0] = 99.0
    assert v.numpy().tolist() == [1.0, 2.0]


def test_a_variable_made_from_another_has_its_own_state():
    first = tf.Variable([1.0, 2.0])
    second = tf.Variable(first)
    second.assign([8.0, 9.0])
    scatter(first, "update", [5.0], [0])
    assert first.numpy().tolist() == [5.0, 2.0]
    assert second.numpy().tolist() == [8.0, 9.0]


def test_a_shallow_copy_shares_the_state_as_in_tensorflow():
    first = tf.Variable([1.0, 2.0])
    copy.copy(first).assign([3.0, 4.0])
    assert first.numpy().tolist() == [3.0, 4.0]


@pytest.mark.parametrize("duplicate", [tf.Variable, copy.deepcopy])
def test_a_copy_has_a_state_of_its_own(duplicate):
    first = tf.Variable([1.0, 2.0])
    second = duplicate(first)
    scatter(first, "update", [5.0], [0])
    scatter(second, "update", [7.0], [1])
    assert first.numpy().tolist() == [5.0, 2.0]
    assert second.numpy().tolist() == [1.0, 7.0]


def test_two_variables_made_from_one_tensor_do_not_share_it():
    t = tf.constant([1.0, 2.0])
    a, b = tf.Variable(t), tf.Variable(t)
    scatter(a, "update", [5.0], [0])
    assert b.numpy().tolist() == t.numpy().tolist() == [1.0, 2.0]


def test_a_variable_made_from_part_of_a_tensor_does_not_write_into_it():
    t = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    v, w = tf.Variable(t[1:]), tf.Variable([[0.0, 0.0]])
    w.assign(t[1:])
    for x in (v, w):
        x.scatter_update(tf.IndexedSlices(tf.constant([[9.0, 9.0]]), tf.constant([0])))
    assert t.numpy().tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_a_variable_knows_its_name_and_whether_it_is_trainable():
    v, w = tf.Variable(1.0, name="W"), tf.Variable(1.0, trainable=False)
    assert (v.name, v.trainable, w.trainable) == ("W:0", True, False)
    assert (v.shape, tf.Variable([[1.0, 2.0]]).shape) == ((), (1, 2))


@pytest.mark.parametrize("attribute", ["shape", "dtype", "trainable", "name", "other"])
def test_a_variable_has_no_attribute_to_assign_to(attribute):
    with pytest.raises(AttributeError):
        setattr(tf.Variable(1.0), attribute, None)


# ---------------------------------------------------------------------------- reading

READS = {
    "value": lambda v: v.value(),
    "read_value": lambda v: v.read_value(),
    "convert_to_tensor": tf.convert_to_tensor,
    "identity": tf.identity,
    "a slice": lambda v: v[1:],
    "a row": lambda v: v[0],
    "an element": lambda v: v[1, 1],
    "a reshape": lambda v: tf.reshape(v, [-1]),
    "a transpose": tf.transpose,
    "a slice of a transpose": lambda v: tf.transpose(v)[0, ::2],
    "the rows": lambda v: tf.stack(list(v)),
    "a gather": lambda v: tf.gather(v, [0, 1]),
    "a sparse_read": lambda v: v.sparse_read([0, 1]),
    "no gradient": tf.stop_gradient,
    "one input alone": lambda v: tf.concat([v], 0),
}
CHANGES = {
    "assign": lambda v: v.assign(-v),
    "assign_add": lambda v: v.assign_add(tf.ones_like(v)),
    "assign_sub": lambda v: v.assign_sub(tf.ones_like(v)),
    **{
        f"scatter_{name}": lambda v, name=name: scatter(v, name, [[-3.0, 30.0]] * 3, [0, 1, 1])
        for name in SCATTERS
    },
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("read", READS)
def test_a_read_is_a_snapshot(read, change):
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    held = READS[read](v)
    before = held.numpy()
    CHANGES[change](v)
    assert v.numpy().tolist() != [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    np.testing.assert_array_equal(held.numpy(), before)


def test_an_array_taken_out_is_the_callers_own():
    v = tf.Variable([1.0, 2.0])
    for array in (v.numpy(), np.asarray(v), np.array(v)):
        array[0] = 99.0
    assert v.numpy().tolist() == [1.0, 2.0]


def test_a_variable_stands_for_its_value_in_expressions():
    v = tf.Variable([1.0, 2.0])
    for result in (v + 1, 1 + v, v * v, -v, v[0], v == 1.0, np.array([1.0, 2.0]) * v, tf.square(v)):
        assert type(result) is tf.Tensor
    assert (10 - v).numpy().tolist() == [9.0, 8.0]
    assert [float(x) for x in v] == [1.0, 2.0]
    assert f"{tf.Variable(2.718):.2f}" == "2.72"
    assert [1, 2, 3][tf.Variable(1)] == 2
    assert bool(tf.Variable(True))
    assert int(tf.Variable(7)) == 7


def test_text_shows_the_name_and_the_value():
    v = tf.Variable([1.0, 2.0], name="W")
    shown = "<tf.Variable 'W:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>"
    assert repr(v) == str(v) == f"{v}" == shown


def test_a_variable_is_not_a_dictionary_key_but_its_reference_is():
    v, w = tf.Variable(1.0), tf.Variable(1.0)
    with pytest.raises(TypeError, match="ref"):
        hash(v)
    names = {v.ref(): "v", w.ref(): "w"}
    assert names[v.ref()] == "v"
    assert v.ref().deref() is v


# -------------------------------------------------------------------------- assigning


def test_assigning_changes_the_value_and_returns_the_variable():
    v = tf.Variable(1.0)
    assert v.assign(3.0).assign_add(2.0).assign_sub(1.0) is v
    assert v.numpy() == 4.0


def test_the_square_of_a_variable_can_be_assigned_to_it():
    v = tf.Variable([3.0, -2.0])
    v.assign(tf.square(v))
    assert v.numpy().tolist() == [9.0, 4.0]


@pytest.mark.parametrize("name", ASSIGNS)
def test_assigning_can_return_nothing(name):
    assert getattr(tf.Variable(1.0), name)(1.0, read_value=False) is None


@pytest.mark.parametrize("name", ASSIGNS)
@pytest.mark.parametrize(
    "value",
    [[1, 2], (1, 2), np.array([1, 2]), np.array([1.0, 2.0]), tf.constant([1.0, 2.0])],
    ids=["list", "tuple", "ints", "float64", "Tensor"],
)
def test_what_converts_is_assigned_in_the_dtype_of_the_variable(name, value):
    v = tf.Variable([0.0, 0.0])
    getattr(v, name)(value)
    assert v.dtype == tf.float32
    assert abs(v).numpy().tolist() == [1.0, 2.0]


def test_a_variable_can_be_assigned_to_another():
    v, w = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 4.0])
    v.assign(w)
    scatter(v, "update", [9.0], [0])
    assert w.numpy().tolist() == [3.0, 4.0]


@pytest.mark.parametrize("make", [np.array, tf.constant], ids=["array", "Tensor"])
def test_what_was_assigned_is_not_shared(make):
    source = make([1.0, 2.0])
    v = tf.Variable([0.0, 0.0], dtype=source.dtype)
    v.assign(source)
    scatter(v, "add", [5.0], [0])
    assert np.asarray(source).tolist() == [1.0, 2.0]
    if isinstance(source, np.ndarray):
        source[1] = 99.0
    assert v.numpy().tolist() == [6.0, 2.0]


@pytest.mark.parametrize("name", ASSIGNS)
@pytest.mark.parametrize("value", [1.0, [1.0], [1.0, 2.0, 3.0], [[1.0, 2.0]], [[1.0], [2.0]]])
def test_a_value_of_another_shape_is_refused_and_nothing_changes(name, value):
    v = tf.Variable([5.0, 6.0])
    error = ValueError if name == "assign" else InvalidArgumentError
    with pytest.raises(error, match="shape"):
        getattr(v, name)(value)
    assert v.shape == (2,)
    assert v.numpy().tolist() == [5.0, 6.0]


@pytest.mark.parametrize("name", ASSIGNS)
@pytest.mark.parametrize("dtype", [tf.float64, tf.int32, tf.float16])
def test_a_tensor_of_another_dtype_is_refused_and_nothing_changes(name, dtype):
    v = tf.Variable([5.0, 6.0])
    for other in (tf.ones([2], dtype), tf.Variable(tf.ones([2], dtype))):
        with pytest.raises(ValueError, match="dtype"):
            getattr(v, name)(other)
    assert v.dtype == tf.float32
    assert v.numpy().tolist() == [5.0, 6.0]


@pytest.mark.parametrize("name", ASSIGNS)
@pytest.mark.parametrize(
    "value",
    [[1.5, 2.0], [1.0, 2.0], np.array([1.5, 2.0]), np.array([1.0, 2.0], np.float32)],
    ids=["fractions", "whole floats", "float64", "float32"],
)
def test_floats_are_refused_by_an_integer_variable_and_nothing_changes(name, value):
    # TensorFlow drops the fractions of NumPy's floats.
    v = tf.Variable([5, 6])
    with pytest.raises(TypeError):
        getattr(v, name)(value)
    assert v.numpy().tolist() == [5, 6]


@pytest.mark.parametrize("name", ASSIGNS)
def test_none_is_refused_and_nothing_changes(name):
    v = tf.Variable(5.0)
    with pytest.raises(ValueError, match="None"):
        getattr(v, name)(None)
    assert v.numpy() == 5.0


# ----------------------------------------------------------------- writing single rows

NUMPY = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "max": np.maximum,
    "min": np.minimum,
}


@pytest.mark.parametrize("name", SCATTERS)
@pytest.mark.parametrize("indices", [[2], [0, 3], [1, 1, 1], [3, 0, 3, 1], [[0, 2], [2, 2]], []])
def test_a_scatter_works_its_rows_in_one_by_one(name, indices):
    rng = np.random.default_rng(len(indices))
    start = rng.standard_normal(SHAPE).astype(np.float32)
    indices = np.array(indices, dtype=np.int64)
    rows = rng.standard_normal((*indices.shape, SHAPE[1])).astype(np.float32)
    v = tf.Variable(start)
    assert scatter(v, name, rows, indices) is v

    expected = start.copy()
    for i, row in zip(indices.ravel(), rows.reshape(-1, SHAPE[1]), strict=True):
        expected[i] = row if name == "update" else NUMPY[name](expected[i], row)
    np.testing.assert_allclose(v.numpy(), expected, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", SCATTERS)
def test_a_scalar_stands_for_all_of_the_rows(name):
    start = np.arange(8, dtype=np.float32).reshape(SHAPE)
    v = tf.Variable(start)
    scatter(v, name, 2.0, [1, 3])
    expected = start.copy()
    for i in (1, 3):
        expected[i] = 2.0 if name == "update" else NUMPY[name](expected[i], np.float32(2.0))
    assert v.numpy().tolist() == expected.tolist()


def test_rows_read_from_a_variable_can_be_written_back_to_it():
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    scatter(v, "update", v[::-1], [0, 1])
    assert v.numpy().tolist() == [[3.0, 4.0], [1.0, 2.0]]


BAD_SLICES = {
    "index too large": ([[1.0, 1.0]] * 2, [0, 4], InvalidArgumentError),
    "index negative": ([[1.0, 1.0]] * 2, [0, -1], InvalidArgumentError),
    "index a float": ([[1.0, 1.0]], [0.0], InvalidArgumentError),
    "too few rows": ([[1.0, 1.0]], [0, 1], InvalidArgumentError),
    "too many rows": ([[1.0, 1.0]] * 3, [0, 1], InvalidArgumentError),
    "rows too short": ([[1.0]] * 2, [0, 1], InvalidArgumentError),
    "rows without an axis": ([1.0, 1.0], [0, 1], InvalidArgumentError),
    "rows too long": ([[1.0, 1.0, 1.0]], [0], InvalidArgumentError),
    "one row for one index": ([1.0, 1.0], [0], InvalidArgumentError),
    "another dtype": (tf.ones([1, 2], tf.float64), [0], ValueError),
    "no values": (None, [0], ValueError),
}


@pytest.mark.parametrize("name", SCATTERS)
@pytest.mark.parametrize("bad", BAD_SLICES)
def test_bad_slices_are_refused_and_not_a_row_is_written(name, bad):
    # TensorFlow writes the rows before an index out of range, and repeats rows too short.
    values, indices, error = BAD_SLICES[bad]
    start = np.arange(8, dtype=np.float32).reshape(SHAPE)
    v = tf.Variable(start)
    held = v.value()
    with pytest.raises(error):
        scatter(v, name, values, indices)
    assert v.numpy().tolist() == held.numpy().tolist() == start.tolist()


@pytest.mark.parametrize("name", SCATTERS)
def test_float_rows_are_refused_by_an_integer_variable(name):
    v = tf.Variable([[5, 6]])
    for rows in ([[1.5, 2.0]], np.array([[1.5, 2.0]])):
        with pytest.raises(TypeError):
            scatter(v, name, rows, [0])
    assert v.numpy().tolist() == [[5, 6]]


@pytest.mark.parametrize("name", SCATTERS)
def test_a_scatter_takes_only_indexed_slices(name):
    v = tf.Variable([1.0, 2.0])
    for other in ([1.0], tf.constant([1.0]), ([1.0], [0])):
        with pytest.raises(TypeError, match="IndexedSlices"):
            getattr(v, f"scatter_{name}")(other)
    assert v.numpy().tolist() == [1.0, 2.0]


def test_a_scalar_has_no_rows_to_scatter_to():
    v = tf.Variable(1.0)
    with pytest.raises(InvalidArgumentError, match="scalar"):
        scatter(v, "add", [1.0], [0])
    assert v.numpy() == 1.0


@pytest.mark.parametrize("name", SCATTERS)
@pytest.mark.parametrize("indices", [[0, 7, 11], [3, 3, 3]], ids=["apart", "repeated"])
def test_a_scatter_takes_no_memory_for_the_rows_that_it_does_not_touch(name, indices):
    v = tf.Variable(np.zeros((20_000, 16), np.float32))
    rows = np.ones((3, 16), np.float32)
    tracemalloc.start()
    scatter(v, name, rows, indices)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < v.numpy().nbytes / 20


class AVariableAndItsSnapshots(RuleBasedStateMachine):
    """Assigns, scatters and reads in any order, beside a plain array that does the same."""

    ROWS = st.integers(0, SHAPE[0] - 1)
    NUMBERS = st.integers(-50, 50).map(float)
    VIEWS = (tf.convert_to_tensor, operator.itemgetter(slice(1, 3)), tf.transpose, tf.identity)

    def __init__(self):
        super().__init__()
        self.expected = np.zeros(SHAPE, np.float32)
        self.v = tf.Variable(self.expected)
        self.held = []

    @rule(view=st.sampled_from(VIEWS))
    def read(self, view):
        tensor = view(self.v)
        self.held.append((tensor, tensor.numpy()))

    @rule(view=st.sampled_from(VIEWS))
    def read_again(self, view):
        if self.held:
            tensor = view(self.held[-1][0])
            self.held.append((tensor, tensor.numpy()))

    @rule()
    def forget(self):
        del self.held[:-1]

    @rule(name=st.sampled_from(ASSIGNS), value=arrays(np.float32, SHAPE, elements=NUMBERS))
    def assign(self, name, value):
        getattr(self.v, name)(value)
        f = {"assign": lambda _, x: x, "assign_add": np.add, "assign_sub": np.subtract}[name]
        self.expected = f(self.expected, value)

    @rule(
        name=st.sampled_from(["update", "add", "sub"]),
        rows=st.lists(st.tuples(ROWS, NUMBERS), min_size=1, max_size=4),
        wrong=st.booleans(),
    )
    def scatter(self, name, rows, wrong):
        indices = [i for i, _ in rows]
        values = [[x, x] for _, x in rows]
        if wrong:
            with pytest.raises(InvalidArgumentError):
                scatter(self.v, name, values, [*indices[:-1], SHAPE[0]])
            return
        scatter(self.v, name, values, indices)
        sign = {"update": 0, "add": 1, "sub": -1}[name]
        for i, x in rows:
            self.expected[i] = self.expected[i] + sign * x if sign else x

    @invariant()
    def the_value_is_what_was_written(self):
        np.testing.assert_array_equal(self.v.numpy(), self.expected)

    @invariant()
    def the_snapshots_are_as_they_were(self):
        for tensor, before in self.held:
            np.testing.assert_array_equal(tensor.numpy(), before)


AVariableAndItsSnapshots.TestCase.settings = settings(
    deadline=None, derandomize=True, max_examples=60, stateful_step_count=15
)
TestAVariableAndItsSnapshots = AVariableAndItsSnapshots.TestCase


# ------------------------------------------------------------------ what is refused

AUGMENTED = ["iadd", "isub", "imul", "itruediv", "ifloordiv", "imod", "ipow", "imatmul"]


@pytest.mark.parametrize("name", AUGMENTED)
def test_augmented_assignment_is_refused_and_says_what_to_do(name):
    # TensorFlow lets //=, %= and @= replace the Variable by a Tensor, in silence.
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    with pytest.raises(RuntimeError, match="assign_add"):
        v = getattr(operator, name)(v, v)
    assert isinstance(v, tf.Variable)
    assert v.numpy().tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_augmented_assignment_of_a_name_leaves_it_a_variable():
    v = tf.Variable(1.0)
    with pytest.raises(RuntimeError, match=r"v \+= x.*assign_add"):
        v += 1
    assert isinstance(v, tf.Variable)
    assert v.numpy() == 1.0


def test_item_assignment_is_refused_and_says_what_to_do():
    v = tf.Variable([1.0, 2.0])
    with pytest.raises(TypeError, match=r"item assignment.*scatter_update"):
        v[0] = 1
    with pytest.raises(TypeError, match="item assignment"):
        v[:] = [3.0, 4.0]
    assert v.numpy().tolist() == [1.0, 2.0]
