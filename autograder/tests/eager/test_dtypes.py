"""Dtypes: TensorFlow's names for NumPy's."""

import numpy as np
import pytest

import eager as tf
from eager import dtypes

NAMES = ["float16", "float32", "float64", "bool"]
NAMES += [f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)]


@pytest.mark.parametrize("name", NAMES)
def test_a_dtype_is_known_by_its_name(name):
    dtype = getattr(tf, name)
    assert dtype.name == name
    assert dtype == getattr(dtypes, name) == np.dtype(name) == name
    assert tf.zeros([1], dtype).dtype is dtype


def test_some_have_a_second_name():
    assert tf.half == tf.float16
    assert tf.double == tf.float64


@pytest.mark.parametrize("value", ["float32", np.float32, np.dtype(np.float32), np.dtype(">f4")])
def test_every_name_for_a_dtype_gives_the_same_object(value):
    assert tf.as_dtype(value) is tf.float32


@pytest.mark.parametrize("value", ["complex64", "U5", object, "datetime64[s]", "nonsense"])
def test_what_a_tensor_cannot_hold_is_refused(value):
    with pytest.raises(TypeError):
        tf.as_dtype(value)
    with pytest.raises(TypeError):
        tf.zeros([1], value)
