"""`tf.math` has the functions of `tf`, not others of the same name."""

import pytest

import eager as tf
from eager import math, nn

PUBLIC = [name for name in vars(math) if not name.startswith("_")]


@pytest.mark.parametrize("other", [tf, nn], ids=["tf", "tf.nn"])
def test_a_name_means_the_same_in_both_places(other):
    both = [name for name in PUBLIC if hasattr(other, name)]
    assert len(both) > 2
    assert not [name for name in both if getattr(math, name) is not getattr(other, name)]


def test_every_name_is_a_function_that_says_what_it_does():
    assert len(PUBLIC) > 100
    functions = {name: getattr(math, name) for name in PUBLIC}
    assert not [name for name, f in functions.items() if not callable(f) or not f.__doc__]


def test_aliases_are_the_functions_that_they_stand_for():
    assert math.floormod is math.mod
    assert math.truediv is math.divide
