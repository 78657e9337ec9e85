"""TensorShape: a tuple that prints, compares and concatenates as TensorFlow's shapes do."""

import copy
import pickle

import numpy as np
import pytest

import eager as tf

SHAPE = tf.ones([2, 3]).shape


def test_it_prints_as_tensorflows():
    assert (repr(SHAPE), str(SHAPE), f"{SHAPE}") == ("TensorShape([2, 3])", "(2, 3)", "(2, 3)")
    assert repr(tf.ones([]).shape) == "TensorShape([])"
    assert str(tf.TensorShape([None, 2])) == "(None, 2)"


@pytest.mark.parametrize("same", [[2, 3], (2, 3), tf.TensorShape([2, 3]), np.ones((2, 3)).shape])
def test_it_is_equal_to_any_sequence_of_the_same_lengths(same):
    assert [SHAPE.__eq__(same), same == SHAPE] == [True, True]
    assert [SHAPE.__ne__(same), same != SHAPE] == [False, False]
    assert SHAPE in [same] and hash(SHAPE) == hash((2, 3))


@pytest.mark.parametrize("other", [[3, 2], (2,), None, 6, "23"])
def test_it_is_unequal_to_anything_else(other):
    assert [other != SHAPE, other == SHAPE] == [True, False]


def test_parts_and_sums_are_shapes_again():
    for shape in (SHAPE[:1], SHAPE + [4], (4,) + SHAPE, [4] + SHAPE, SHAPE.concatenate(5)):
        assert type(shape) is tf.TensorShape
    assert SHAPE + [4] == (2, 3, 4) and [4] + SHAPE == (4, 2, 3)
    assert SHAPE[-1] == 3


def test_it_tells_what_tensorflows_tells():
    assert (SHAPE.rank, SHAPE.ndims, SHAPE.as_list(), SHAPE.dims) == (2, 2, [2, 3], [2, 3])
    assert SHAPE.num_elements() == 6 and SHAPE.is_fully_defined()
    open_shape = tf.TensorShape([None, 3])
    assert open_shape.num_elements() is None and not open_shape.is_fully_defined()
    assert open_shape.is_compatible_with(SHAPE) and not open_shape.is_compatible_with([2, 4])
    with pytest.raises(ValueError, match="incompatible"):
        open_shape.assert_is_compatible_with([3])


def test_numpy_takes_it_for_a_shape():
    assert np.zeros(SHAPE).shape == (2, 3) and list(np.ndindex(SHAPE))[-1] == (1, 2)
    assert tf.zeros(SHAPE).shape == SHAPE and tf.constant(SHAPE).numpy().tolist() == [2, 3]


def test_a_copy_is_a_shape():
    for same in (copy.deepcopy(SHAPE), pickle.loads(pickle.dumps(SHAPE))):
        assert type(same) is tf.TensorShape and same == SHAPE


def test_lengths_are_integers():
    with pytest.raises(TypeError):
        tf.TensorShape([1.5])
    with pytest.raises(ValueError):
        tf.TensorShape(None)
