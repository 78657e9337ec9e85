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
