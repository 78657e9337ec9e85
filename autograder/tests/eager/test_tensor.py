"""A Tensor is a value: what goes in is copied, and what is in never changes."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import eager as tf


def owners(array):
    """`array`, and every array that its memory may belong to."""
    while isinstance(array, np.ndarray):
        yield array
        array = array.base


@pytest.mark.parametrize(
    ("value", "dtype"),
    [
        (1.5, "float32"),
        (3, "int32"),
        (2**31, "int64"),
        (-(2**31), "int32"),
        (True, "bool"),
        ([1, 2.5], "float32"),
        ([1, True], "int32"),
        ([], "float32"),
        ([[1], [2]], "int32"),
        (np.float64(1.0), "float64"),
        ([np.float64(1.0)], "float64"),
        ([np.float32(1.0), 2], "float32"),
        ([np.zeros(2), np.ones(2)], "float64"),
        (np.array([1, 2]), "int64"),
        (np.array([1], np.uint8), "uint8"),
        (np.array([1.0], ">f4"), "float32"),
    ],
)
def test_a_dtype_is_chosen_as_in_tensorflow(value, dtype):
    assert tf.constant(value).dtype.name == dtype
    assert tf.Tensor(value).dtype.name == dtype


@given(arrays(np.float32, array_shapes(min_dims=0)))
def test_an_array_comes_out_as_it_went_in(array):
    np.testing.assert_array_equal(tf.constant(array).numpy(), array)


@given(st.lists(st.integers(-(2**31), 2**31 - 1)) | st.floats(width=32) | st.booleans())
def test_a_python_value_comes_out_as_it_went_in(value):
    np.testing.assert_array_equal(tf.constant(value).numpy(), value)


@pytest.mark.parametrize("make", [tf.constant, tf.Tensor, tf.convert_to_tensor])
def test_a_source_changed_later_does_not_reach_the_tensor(make):
    source = np.array([1.0, 2.0])
    t = make(source)
    source[0] = 99.0
    assert t.numpy().tolist() == [1.0, 2.0]


TENSORS = {
    "constant": lambda: tf.constant([[1.0, 2.0], [3.0, 4.0]]),
    "a slice": lambda: tf.constant([[0.0, 0.0], [1.0, 2.0], [3.0, 4.0]])[1:],
    "a reshape": lambda: tf.reshape(tf.constant([1.0, 2.0, 3.0, 4.0]), [2, 2]),
    "a transpose": lambda: tf.transpose(tf.constant([[1.0, 3.0], [2.0, 4.0]])),
    "a read of a Variable": lambda: tf.Variable([[1.0, 2.0], [3.0, 4.0]]).value(),
    "identity": lambda: tf.identity(tf.constant([[1.0, 2.0], [3.0, 4.0]])),
}


@pytest.mark.parametrize("name", TENSORS)
@pytest.mark.parametrize(
    "get", [lambda t: t.numpy(), np.asarray, np.array, lambda t: t.__array__()]
)
def test_no_array_from_a_tensor_can_change_it(name, get):
    t = TENSORS[name]()
    for array in owners(get(t)):
        array.setflags(write=True)
        array[...] = 77.0
    assert t.numpy().tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_an_array_without_a_copy_is_refused():
    with pytest.raises(ValueError, match="copy"):
        np.asarray(tf.constant([1.0]), copy=False)


def test_a_scalar_comes_out_as_a_numpy_scalar():
    assert isinstance(tf.constant(1.5).numpy(), np.float32)
    assert isinstance(tf.reshape(tf.constant([1.5]), []).numpy(), np.float32)


@pytest.mark.parametrize("name", ["shape", "dtype", "ndim", "value"])
def test_a_tensor_has_no_attribute_to_assign_to(name):
    with pytest.raises(AttributeError):
        setattr(tf.constant([1.0]), name, None)


def test_elements_cannot_be_assigned_or_deleted():
    t = tf.constant([1.0, 2.0])
    with pytest.raises(TypeError):
        t[0] = 5.0
    with pytest.raises(TypeError):
        del t[0]


def test_augmented_assignment_rebinds_the_name_and_leaves_the_first_value():
    x = first = tf.zeros([2])
    x += 2
    assert first.numpy().tolist() == [0.0, 0.0]
    assert x.numpy().tolist() == [2.0, 2.0]


@pytest.mark.parametrize(
    ("value", "dtype", "error"),
    [
        (None, None, ValueError),
        ([[1.0, 2.0], [3.0]], None, ValueError),
        ([1.5, 2], tf.int32, TypeError),
        ([1, 0], tf.bool, TypeError),
        ([True, 1.5], None, ValueError),
        (2**40, tf.int32, TypeError),
        ("text", None, TypeError),
        (1 + 2j, None, TypeError),
        (np.array(["a"]), None, TypeError),
        (tf.constant([1]), tf.float32, TypeError),
        (1.0, "complex64", TypeError),
    ],
)
def test_what_does_not_fit_is_refused(value, dtype, error):
    with pytest.raises(error):
        tf.constant(value, dtype=dtype)


def test_an_explicit_dtype_converts():
    assert tf.constant([1, 2], dtype=tf.float64).dtype == tf.float64
    assert tf.constant(np.array([1.9, -1.9]), dtype=tf.int32).numpy().tolist() == [1, -1]
    assert tf.constant(True, dtype="float32").numpy() == 1.0


def test_a_constant_can_be_given_a_shape():
    assert tf.constant(3.0, shape=[2, 2]).numpy().tolist() == [[3.0, 3.0], [3.0, 3.0]]
    assert tf.constant([1, 2, 3, 4], shape=[2, 2]).numpy().tolist() == [[1, 2], [3, 4]]
    with pytest.raises(TypeError, match="3 elements"):
        tf.constant([1, 2, 3], shape=[2, 2])


def test_python_numbers_come_only_from_scalars():
    assert float(tf.constant(1.5)) == 1.5
    assert int(tf.constant(2.7)) == 2
    assert list(range(tf.constant(3))) == [0, 1, 2]
    for convert in (float, int, list, len):
        with pytest.raises(TypeError):
            convert(tf.constant(1.5) if convert in (list, len) else tf.constant([1.5]))
    with pytest.raises(AttributeError):
        [1, 2][tf.constant(1.0)]


def test_truth_is_that_of_a_single_element():
    assert tf.constant([2.0])
    assert not tf.constant(0)
    assert not tf.constant([])
    with pytest.raises(ValueError, match="ambiguous"):
        bool(tf.constant([True, True]))


def test_text_shows_the_value():
    t = tf.constant([1.0, 2.0])
    assert str(t) == "tf.Tensor([1. 2.], shape=(2,), dtype=float32)"
    assert repr(t) == "<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>"
    assert repr(tf.constant(1.5)) == "<tf.Tensor: shape=(), dtype=float32, numpy=1.5>"
    assert f"{tf.constant(2.718):.2f}" == "2.72"
    assert "%2.5f" % tf.constant(2.5) == "2.50000"  # noqa: UP031


def test_a_tensor_is_not_a_dictionary_key_but_its_reference_is():
    x, y = tf.constant(1.0), tf.constant(1.0)
    with pytest.raises(TypeError, match="ref"):
        hash(x)
    names = {x.ref(): "x", y.ref(): "y"}
    assert names[x.ref()] == "x"
    assert x.ref().deref() is x


def test_a_deep_copy_has_the_same_value():
    t = tf.constant([1.0, 2.0])
    assert copy.deepcopy(t).numpy().tolist() == [1.0, 2.0]
