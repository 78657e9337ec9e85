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


@pytest.mark.parametrize(
    ("module", "name", "advice"),
    [
        ("linalg", "svd", "use numpy.linalg"),
        ("linalg", "LinearOperatorDiag", "use matrices"),
        ("math", "erfinv", "scipy.special"),
        ("nn", "conv2d", "no images"),
        ("random", "stateless_normal", "pass a `seed`"),
        ("random", "Generator", "set_seed"),
        ("random", "gamma", "numpy.random"),
    ],
)
def test_what_a_module_lacks_says_so_and_where_to_look(module, name, advice):
    words = rf"tf\.{module}\.{name} is not part of eager: .*{advice}"
    with pytest.raises(AttributeError, match=words):
        getattr(getattr(tf, module), name)


@pytest.mark.parametrize("module", ["linalg", "math", "nn", "random"])
def test_a_name_that_no_module_has_is_an_attribute_error(module):
    assert not hasattr(getattr(tf, module), "reduce_summ")
    assert not hasattr(getattr(tf, module), "__wrapped__")


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
