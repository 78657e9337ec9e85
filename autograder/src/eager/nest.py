"""The names of `tf.nest`: lists, tuples and dictionaries, in one another, that hold leaves.

As in TensorFlow, a dictionary's leaves come in the order of its sorted keys.
"""

from .structures import _CONTAINERS, pack_like

__all__ = ["assert_same_structure", "flatten", "is_nested", "map_structure", "pack_sequence_as"]


def is_nested(structure):
    """Whether `structure` is a list, a tuple or a dictionary rather than a leaf."""
    return isinstance(structure, _CONTAINERS)


def _parts(container):
    """What a container holds; a dictionary's values come in the order of its sorted keys."""
    if isinstance(container, dict):
        return [container[key] for key in sorted(container)]
    return list(container)


def flatten(structure, expand_composites=False):
    """The leaves of `structure`, as a list; for a leaf, a list of just that leaf."""
    if not is_nested(structure):
        return [structure]
    return [leaf for part in _parts(structure) for leaf in flatten(part)]


def pack_sequence_as(structure, flat_sequence, expand_composites=False):
    """A structure like `structure` that holds the leaves `flat_sequence`.

    Raises ValueError where there are too few or too many, TypeError where they are no sequence.
    """
    if not isinstance(flat_sequence, (list, tuple)):
        raise TypeError(f"flat_sequence must be a list, got {flat_sequence!r}")
    count = len(flatten(structure))
    if count != len(flat_sequence):
        raise ValueError(f"{len(flat_sequence)} leaves for a structure of {count}: {structure!r}")
    # Number the places as `pack_like` fills them, to learn which leaf goes where.
    places = flatten(pack_like(structure, range(count)))
    leaves = dict(zip(places, flat_sequence, strict=True))
    return pack_like(structure, [leaves[i] for i in range(count)])


def assert_same_structure(nest1, nest2, check_types=True, expand_composites=False):
    """Raise ValueError unless both structures hold leaves in the same places.

    Raises TypeError where they do, but the containers have different types, if `check_types`.
    """
    if is_nested(nest1) != is_nested(nest2):
        raise ValueError(f"the structures differ: one has {nest1!r} where the other has {nest2!r}")
    if not is_nested(nest1):
        return
    if check_types and type(nest1) is not type(nest2):
        kinds = f"a {type(nest1).__name__} and a {type(nest2).__name__}"
        raise TypeError(f"the structures differ: {kinds}")
    by_key = isinstance(nest1, dict) and isinstance(nest2, dict)
    if set(nest1) != set(nest2) if by_key else len(nest1) != len(nest2):
        raise ValueError(f"the structures differ in what they hold: {nest1!r} and {nest2!r}")
    for a, b in zip(_parts(nest1), _parts(nest2), strict=True):
        assert_same_structure(a, b, check_types)


def map_structure(func, *structure, **kwargs):
    """A structure like the first, with func(x, y, …) where the structures hold x, y, …

    Args:
        check_types: whether containers of different types are an error; True by default.

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
