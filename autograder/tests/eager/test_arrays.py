"""Picking, placing, ordering and counting elements: as NumPy does it, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import eager as tf
from eager.errors import InvalidArgumentError

X = np.arange(24.0).reshape(2, 3, 4)[:, ::-1]
LISTS = st.lists(st.integers(-3, 3), min_size=1, max_size=6)


def test_slice_takes_a_block():
    assert np.array_equal(tf.slice(X, [0, 1, 2], [-1, 1, 2]).numpy(), X[:, 1:2, 2:])
    for begin, size in [([0, 0, 3], [1, 1, 2]), ([0], [1]), ([0, 0, -1], [1, 1, 1])]:
        with pytest.raises(InvalidArgumentError):
            tf.slice(X, begin, size)


@pytest.mark.parametrize("mode", ["constant", "reflect", "symmetric"])
def test_pad_is_numpys(mode):
    pairs = [[1, 0], [0, 2], [3, 1]]
    if mode == "constant":
        assert np.array_equal(tf.pad(X, pairs).numpy(), np.pad(X, pairs))
        want = np.pad(X, pairs, constant_values=7)
        assert np.array_equal(tf.pad(X, pairs, constant_values=7).numpy(), want)
    else:
        assert np.array_equal(tf.pad(X, pairs, mode.upper()).numpy(), np.pad(X, pairs, mode))


def test_pad_is_refused_where_it_does_not_fit():
    for pairs in ([[1, 1]], [[0, 0], [0, 0], [0, -1]]):
        with pytest.raises(InvalidArgumentError):
            tf.pad(X, pairs)
    with pytest.raises(InvalidArgumentError):
        tf.pad([1, 2], [[2, 0]], "REFLECT")
    with pytest.raises(ValueError, match="mode"):
        tf.pad([1, 2], [[2, 0]], "WRAP")


@given(x=LISTS, data=st.data())
def test_repeat_and_roll_are_numpys(x, data):
    counts = data.draw(st.lists(st.integers(0, 3), min_size=len(x), max_size=len(x)))
    assert np.array_equal(tf.repeat(x, counts).numpy(), np.repeat(x, counts))
    shift = data.draw(st.integers(-9, 9))
    assert np.array_equal(tf.roll(x, shift, 0).numpy(), np.roll(x, shift))


def test_repeat_and_roll_go_along_axes():
    assert np.array_equal(tf.repeat(X, 2, axis=1).numpy(), np.repeat(X, 2, axis=1))
    assert np.array_equal(tf.roll(X, [1, -1], [0, 2]).numpy(), np.roll(X, [1, -1], [0, 2]))


@pytest.mark.parametrize("indexing", ["xy", "ij"])
def test_meshgrid_is_numpys(indexing):
    vectors = [[1, 2], [3, 4, 5], [6]]
    for ours, numpys in zip(
        tf.meshgrid(*vectors, indexing=indexing),
        np.meshgrid(*vectors, indexing=indexing),
        strict=True,
    ):
        assert np.array_equal(ours.numpy(), numpys)
    with pytest.raises(ValueError, match="indexing"):
        tf.meshgrid([1], indexing="yx")


@given(x=LISTS)
def test_sorting_is_stable_in_both_directions(x):
    assert tf.sort(x).numpy().tolist() == sorted(x)
    assert tf.sort(x, direction="DESCENDING").numpy().tolist() == sorted(x, reverse=True)
    for direction in ("ASCENDING", "DESCENDING"):
        places = tf.argsort(x, direction=direction).numpy().tolist()
        assert places == sorted(range(len(x)), key=x.__getitem__, reverse=direction[0] == "D")
    with pytest.raises(ValueError, match="direction"):
        tf.argsort(x, direction="UP")


def test_the_largest_come_first_with_their_places():
    values, places = tf.math.top_k([[1, 3, 3], [2, 0, 1]], 2)
    assert values.numpy().tolist() == [[3, 3], [2, 1]]
    assert (places.dtype, places.numpy().tolist()) == (tf.int32, [[1, 2], [0, 2]])
    for x, k in [(5, 1), ([1, 2], 3)]:
        with pytest.raises(InvalidArgumentError):
            tf.math.top_k(x, k)


@given(x=LISTS)
def test_distinct_elements_come_in_the_order_in_which_they_first_occur(x):
    y, places = tf.unique(x)
    assert y.numpy().tolist() == list(dict.fromkeys(x))
    assert tf.gather(y, places).numpy().tolist() == x


def test_what_is_not_zero_is_counted():
    assert tf.math.count_nonzero([[0, 1, 2], [0, 0, 3]], axis=1).numpy().tolist() == [2, 1]
    assert tf.math.count_nonzero([True, False]).dtype == tf.int64


# --------------------------------------------------------------------------- places


def test_gather_nd_looks_up_elements_and_rows():
    assert np.array_equal(tf.gather_nd(X, [[0, 1, 2], [1, 0, 0]]).numpy(), [X[0, 1, 2], X[1, 0, 0]])
    assert np.array_equal(tf.gather_nd(X, [[[1]], [[0]]]).numpy(), X[[[1], [0]]])
    batches = tf.gather_nd(X, [[[2]], [[0]]], batch_dims=1)
    assert np.array_equal(batches.numpy(), [[X[0, 2]], [X[1, 0]]])


@pytest.mark.parametrize("places", [[[2]], [[-1]], [[0, 0, 0, 0]], [[0.0]], 0])
def test_what_is_no_place_in_the_value_is_refused(places):
    with pytest.raises(InvalidArgumentError):
        tf.gather_nd(X, places)
    with pytest.raises(InvalidArgumentError):
        tf.Variable(X).scatter_nd_add(places, np.zeros((1, 3, 4)))


def test_gather_in_batches_is_gather_in_each_batch():
    indices = np.array([[2, 0], [1, 1]])
    want = [np.take(rows, here, axis=0) for rows, here in zip(X, indices, strict=True)]
    assert np.array_equal(tf.gather(X, indices, batch_dims=1).numpy(), want)
    want = [np.take(rows, here, axis=1) for rows, here in zip(X, indices, strict=True)]
    assert np.array_equal(tf.gather(X, indices, axis=2, batch_dims=1).numpy(), want)
    for wrong in ([[3, 0], [0, 0]], [[0]], [[[0]]]):
        with pytest.raises(InvalidArgumentError):
            tf.gather(X, wrong, batch_dims=1 if np.ndim(wrong) < 3 else 2)


def test_scatter_nd_is_the_reverse_of_gather_nd():
    assert tf.scatter_nd([[1], [3], [1]], [1.0, 2.0, 4.0], [4]).numpy().tolist() == [0, 5, 0, 2]
    with pytest.raises(InvalidArgumentError, match="updates"):
        tf.scatter_nd([[1]], [1.0, 2.0], [4])


def test_updates_of_a_tensor_are_a_new_tensor():
    x = tf.constant([1.0, 2.0, 3.0])
    places, updates = [[0], [2], [0]], [10.0, 20.0, 30.0]
    assert tf.tensor_scatter_nd_add(x, places, updates).numpy().tolist() == [41, 2, 23]
    assert tf.tensor_scatter_nd_sub(x, places, updates).numpy().tolist() == [-39, 2, -17]
    assert tf.tensor_scatter_nd_update(x, places, updates).numpy().tolist() == [30, 2, 20]
    assert x.numpy().tolist() == [1, 2, 3]


@pytest.mark.parametrize("name", ["add", "sub", "update", "max", "min"])
@pytest.mark.parametrize("updates", [[1.0], [[1.0, 2.0]]])
def test_updates_of_another_shape_are_refused(name, updates):
    with pytest.raises(InvalidArgumentError, match="updates of shape"):
        getattr(tf, f"tensor_scatter_nd_{name}")([1.0, 2.0, 3.0], [[0], [2]], updates)


@pytest.mark.parametrize(("name", "wanted"), [("max", [3, 2, 3]), ("min", [1, 2, 0])])
def test_updates_are_taken_where_they_are_larger_or_smaller(name, wanted):
    scatter = getattr(tf, f"tensor_scatter_nd_{name}")
    assert scatter([1, 2, 3], [[0], [2], [0]], [1, 0, 3]).numpy().tolist() == wanted


def test_variables_are_written_at_places():
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    assert v.scatter_nd_update([[0, 1]], [9.0]) is v
    v.scatter_nd_add([[1], [1]], [[1.0, 1.0], [1.0, 1.0]])
    v.scatter_nd_sub([[0, 0]], [0.5])
    v.scatter_nd_max([[1, 0]], [7.0])
    v.scatter_nd_min([[1, 1]], [0.0])
    assert v.numpy().tolist() == [[0.5, 9.0], [7.0, 0.0]]
    before = v.value()
    with pytest.raises(InvalidArgumentError, match="updates"):
        v.scatter_nd_update([[0, 1]], [[9.0]])
    v.scatter_nd_add([[0, 0]], [1.0])
    assert before.numpy().tolist() == [[0.5, 9.0], [7.0, 0.0]]


def test_a_part_of_a_variable_can_be_assigned():
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    snapshot = v.value()
    assert v[:, 0].assign([8.0, 9.0]) is v
    v[1, 1].assign(0)
    v[0:1].assign(5.0)
    assert v.numpy().tolist() == [[5.0, 5.0], [9.0, 0.0]]
    assert snapshot.numpy().tolist() == [[1.0, 2.0], [3.0, 4.0]]
    with pytest.raises(InvalidArgumentError):
        v[0].assign([1.0, 2.0, 3.0])
    with pytest.raises(AttributeError, match="never changes"):
        v.value()[0].assign(1.0)


@pytest.mark.parametrize(
    ("order", "axes"),
    [
        ((0, 1, 2), 0),
        ((2, 0, 1), 1),
        ((1, 2, 0), 2),
        ((1, 0, 2), [[1], [0]]),
        ((2, 0, 1), [[0, 2], [1, 0]]),
    ],
)
def test_tensordot_is_numpys(order, axes):
    y = X.transpose(order)
    assert np.allclose(tf.tensordot(X, y, axes).numpy(), np.tensordot(X, y, axes))


def test_tensordot_needs_the_axes():
    with pytest.raises(ValueError):
        tf.tensordot(1.0, 2.0, 1)


def test_elements_move_by_whole_places():
    with pytest.raises(TypeError):
        tf.roll([1, 2, 3], 1.5, 0)
