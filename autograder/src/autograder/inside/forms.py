"""How a course's own values become plain data. It is read before NumPy is imported."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Forms:
    """How a course's own values become plain data.

    Attributes:
        arrays: names of classes; an object with a method `numpy()` is one of them, the first
            that is among its class's bases, and travels as what that method gives.
        records: name -> the attributes that an object of this kind has and that travel with it.
    """

    arrays: tuple[str, ...] = ()
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NO_FORMS = Forms()
