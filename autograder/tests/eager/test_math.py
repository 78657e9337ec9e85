"""`tf.math` has the functions of `tf`, not others of the same name."""

import pytest

import eager as tf
from eager import math, nn

PUBLIC = [name for name in vars(math) if not name.startswith("_")]


@pytest.mark.parametrize("name", [name for name in PUBLIC if hasattr(tf, name)])
def test_a_name_means_the_same_in_both_places(name):
    assert getattr(math, name) is getattr(tf, name)


@pytest.mark.parametrize("name", [name for name in PUBLIC if hasattr(nn, name)])
def test_a_name_means_the_same_in_nn(name):
    assert getattr(math, name) is getattr(nn, name)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_name_is_a_function_that_says_what_it_does(name):
    assert callable(getattr(math, name))
    assert getattr(math, name).__doc__


def test_aliases_are_the_functions_that_they_stand_for():
    assert math.floormod is math.mod
    assert math.truediv is math.divide
