"""What is not here says so, and where to look."""

import pytest

import eager as tf


@pytest.mark.parametrize(
    "name", ["keras", "data", "function", "strings", "complex64", "sparse", "RaggedTensor"]
)
def test_what_is_out_of_scope_says_so(name):
    with pytest.raises(AttributeError, match=rf"tf\.{name} is not part of eager: "):
        getattr(tf, name)
    assert not hasattr(tf, name)


def test_a_name_that_nobody_has_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"tf\.reduce_summ is not part of eager$"):
        tf.reduce_summ  # noqa: B018


def test_the_version_is_that_of_the_tensorflow_it_follows():
    assert tf.__version__ == "2.21.0"


@pytest.mark.parametrize(
    ("name", "advice"), [("sum", "tf.reduce_sum"), ("T", "tf.transpose"), ("astype", "tf.cast")]
)
def test_a_method_of_numpys_arrays_says_what_it_is_called_here(name, advice):
    with pytest.raises(AttributeError, match=advice):
        getattr(tf.constant([1.0]), name)
