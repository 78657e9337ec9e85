"""Nested structures: lists, tuples, named tuples and dictionaries that hold leaves."""

import copy

_CONTAINERS = (list, tuple, dict)


def flatten(structure):
    """The leaves of `structure` in order, as a list; anything but a container is a leaf."""
    if not isinstance(structure, _CONTAINERS):
        return [structure]
    leaves = []
    for part in structure.values() if isinstance(structure, dict) else structure:
        if isinstance(part, _CONTAINERS):
            leaves += flatten(part)
        else:
            leaves.append(part)
    return leaves


def pack_like(structure, leaves):
    """A structure built like `structure`, with the list `leaves` in it, in order."""
    return _pack(structure, iter(leaves)) if isinstance(structure, _CONTAINERS) else leaves[0]


def _pack(structure, leaves):
    if isinstance(structure, dict):
        packed = copy.copy(structure)  # keeps its type, whose constructor may want anything
        packed.update(zip(structure, _pack(list(structure.values()), leaves), strict=True))
        return packed
    parts = [
        _pack(part, leaves) if isinstance(part, _CONTAINERS) else next(leaves) for part in structure
    ]
    if type(structure) is list:
        return parts
    if hasattr(structure, "_fields"):  # a named tuple takes its parts one by one
        return type(structure)(*parts)
    return type(structure)(parts)


def assert_same(a, b, check_types=True):
    """Raise ValueError unless two structures hold leaves in the same places.

    Raises TypeError where they do in containers of other types, if `check_types`.
    """
    if isinstance(a, _CONTAINERS) != isinstance(b, _CONTAINERS):
        raise ValueError(f"the structures differ: one has {a!r} where the other has {b!r}")
    if not isinstance(a, _CONTAINERS):
        return
    if check_types and type(a) is not type(b):
        raise TypeError(f"the structures differ: a {type(a).__name__} and a {type(b).__name__}")
    same = set(a) == set(b) if isinstance(a, dict) and isinstance(b, dict) else len(a) == len(b)
    if not same:
        raise ValueError(f"the structures differ in what they hold: {a!r} and {b!r}")
    keys = a if isinstance(a, dict) and isinstance(b, dict) else range(len(a))
    for key in keys:
        assert_same(a[key], b[key], check_types)
