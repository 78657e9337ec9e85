"""A text as a catalog holds it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """A text for a catalog.

    Attributes:
        id: the English text.
        about: where it stands and what it is, for translators.
        plural: the English text for numbers other than 1; "" if it depends on no number.
    """

    id: str
    about: str
    plural: str = ""
