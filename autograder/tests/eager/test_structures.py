"""Structures taken apart and put together again."""

import collections

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eager.structures import flatten, pack_like

few = settings(max_examples=30)

Pair = collections.namedtuple("Pair", "first second")

STRUCTURES = st.recursive(
    st.integers(),
    lambda parts: (
        st.lists(parts, max_size=3)
        | st.lists(parts, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2), parts, max_size=3)
        | st.dictionaries(st.text(max_size=2), parts, max_size=3).map(collections.OrderedDict)
        | st.builds(Pair, parts, parts)
    ),
    max_leaves=8,
)


def types(structure):
    """The structure's skeleton: the types of its containers, without the leaves."""
    if isinstance(structure, dict):
        return type(structure), {key: types(part) for key, part in structure.items()}
    if isinstance(structure, list | tuple):
        return type(structure), [types(part) for part in structure]
    return None


@few
@given(STRUCTURES)
def test_what_is_taken_apart_is_put_together_again(structure):
    rebuilt = pack_like(structure, flatten(structure))
    assert rebuilt == structure
    assert types(rebuilt) == types(structure)


@few
@given(STRUCTURES)
def test_other_leaves_come_in_the_same_order(structure):
    leaves = [str(i) for i, _ in enumerate(flatten(structure))]
    assert flatten(pack_like(structure, leaves)) == leaves


def test_leaves_are_in_order_of_appearance():
    assert flatten([1, (2, [3]), {"b": 4, "a": Pair(5, 6)}, []]) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("leaf", [1, None, "text", {1, 2}, range(3)], ids=str)
def test_anything_else_is_a_leaf(leaf):
    assert flatten(leaf) == [leaf]
    assert pack_like(leaf, ["other"]) == "other"


def test_a_dictionary_keeps_what_its_type_needs():
    default = collections.defaultdict(list, x=1)
    rebuilt = pack_like(default, [2])
    assert rebuilt == {"x": 2}
    assert rebuilt["missing"] == []
    assert default == {"x": 1}
