"""The names of `tf.nest`: lists, tuples and dictionaries, in one another, that hold leaves.

As in TensorFlow, a dictionary's leaves come in the order of its sorted keys.
"""

from . import structures

__all__ = ["assert_same_structure", "flatten", "is_nested", "map_structure", "pack_sequence_as"]

_CONTAINERS = (list, tuple, dict)


def is_nested(structure):
    """Whether `structure` is a list, a tuple or a dictionary, and no leaf."""
    return isinstance(structure, _CONTAINERS)


def _sorted(structure):
    """`structure`, with the keys of its dictionaries in order."""
    if isinstance(structure, dict):
        return {key: _sorted(structure[key]) for key in sorted(structure)}
    if hasattr(structure, "_fields"):
        return type(structure)(*map(_sorted, structure))
    if isinstance(structure, (list, tuple)):
        return type(structure)(map(_sorted, structure))
    return structure


def flatten(structure, expand_composites=False):
    """The leaves of `structure`, a list; of a leaf, a list of just that."""
    return structures.flatten(_sorted(structure))


def pack_sequence_as(structure, flat_sequence, expand_composites=False):
    """A structure like `structure` that holds the leaves `flat_sequence`.

    Raises ValueError where their numbers differ, TypeError where they are no sequence.
    """
    if not isinstance(flat_sequence, (list, tuple)):
        raise TypeError(f"flat_sequence must be a list, got {flat_sequence!r}")
    count = len(flatten(structure))
    if count != len(flat_sequence):
        raise ValueError(f"{len(flat_sequence)} leaves for a structure of {count}: {structure!r}")
    return _reordered(structure, structures.pack_like(_sorted(structure), list(flat_sequence)))


def _reordered(like, packed):
    """`packed`, with the keys of dictionaries in the order of those in `like`."""
    if isinstance(like, dict):
        return {key: _reordered(like[key], packed[key]) for key in like}
    if isinstance(like, (list, tuple)):
        parts = [_reordered(a, b) for a, b in zip(like, packed, strict=True)]
        return type(like)(*parts) if hasattr(like, "_fields") else type(like)(parts)
    return packed


def assert_same_structure(nest1, nest2, check_types=True, expand_composites=False):
    """Raise ValueError unless both hold leaves in the same places.

    Raises TypeError where they do in containers of other types, unless `check_types` is False.
    """
    structures.assert_same(nest1, nest2, check_types)


def map_structure(func, *structure, **kwargs):
    """A structure like the first, of `func` of the leaves that are in one place in all of them.

    Args:
        check_types: whether containers of other types are an error; True by default.

    Raises TypeError where `func` cannot be called; ValueError and TypeError as
    `assert_same_structure` does, or without any structure.
    """
    if not callable(func):
        raise TypeError(f"func must be a function, got {func!r}")
    if not structure:
        raise ValueError("map_structure needs at least one structure")
    check_types = kwargs.pop("check_types", True)
    kwargs.pop("expand_composites", None)
    if kwargs:
        raise ValueError(f"map_structure knows no argument {next(iter(kwargs))!r}")
    for other in structure[1:]:
        assert_same_structure(structure[0], other, check_types)
    leaves = [func(*parts) for parts in zip(*map(flatten, structure), strict=True)]
    return pack_sequence_as(structure[0], leaves)
