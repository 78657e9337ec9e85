"""Structures of leaves, under the names of tf.nest."""

from collections import OrderedDict, namedtuple

import pytest

import eager as tf

Pair = namedtuple("Pair", "a b")


def test_leaves_come_in_the_order_of_sorted_keys():
    assert tf.nest.flatten({"b": 1, "a": [2, (3,)]}) == [2, 3, 1]
    assert tf.nest.flatten(Pair(1, {"x": 2})) == [1, 2]
    assert tf.nest.flatten(5) == [5]


@pytest.mark.parametrize(
    "structure",
    [[1, [2]], {"b": 0, "a": (1, 2)}, OrderedDict(b=[1, 2], a=3), Pair([1], 2), 7, []],
)
def test_packing_undoes_flattening(structure):
    packed = tf.nest.pack_sequence_as(structure, tf.nest.flatten(structure))
    assert packed == structure
    assert type(packed) is type(structure)


def test_a_dictionary_keeps_the_order_of_its_keys():
    assert list(tf.nest.map_structure(lambda x: x, {"b": 1, "a": 2})) == ["b", "a"]


def test_a_wrong_number_of_leaves_is_refused():
    with pytest.raises(ValueError, match="1 leaves for a structure of 2"):
        tf.nest.pack_sequence_as([1, [2]], [5])
    with pytest.raises(TypeError, match="must be a list"):
        tf.nest.pack_sequence_as([1], 5)


def test_a_map_takes_leaves_from_the_same_places():
    assert tf.nest.map_structure(lambda a, b: a + b, {"x": [1]}, {"x": [2]}) == {"x": [3]}
    with pytest.raises(TypeError, match="must be a function"):
        tf.nest.map_structure(5, [1])
    with pytest.raises(ValueError, match="at least one structure"):
        tf.nest.map_structure(abs)
    with pytest.raises(ValueError, match="knows no argument 'check'"):
        tf.nest.map_structure(abs, [1], check=True)


@pytest.mark.parametrize("other", [[1, 2], 1, {"b": 1}, [[1]]])
def test_structures_that_differ_are_told_apart(other):
    with pytest.raises((ValueError, TypeError), match="structures differ"):
        tf.nest.assert_same_structure([1], other)


def test_containers_of_other_types_differ_unless_it_does_not_matter():
    with pytest.raises(TypeError, match="a list and a tuple"):
        tf.nest.assert_same_structure([1], (1,))
    tf.nest.assert_same_structure([1], (2,), check_types=False)
    tf.nest.assert_same_structure([1], {"a": 2}, check_types=False)


def test_only_containers_are_nested():
    assert tf.nest.is_nested([]) and tf.nest.is_nested({})
    assert not tf.nest.is_nested(tf.constant([1])) and not tf.nest.is_nested("ab")
