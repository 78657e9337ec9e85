"""How a course's values become plain data. This module is read before NumPy is imported."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Forms:
    """How a course's values become plain data.

    Attributes:
        arrays: names of classes that hold an array. An object with a method `numpy()` counts as
            the first of these among its class and its bases; it travels as what that method
            returns.
        records: name -> the attributes that an object of this kind has, which travel with it.
    """

    arrays: tuple[str, ...] = ()
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NO_FORMS = Forms()
