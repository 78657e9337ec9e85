"""A request that is refused, with the sentence that the client reads."""

from collections.abc import Mapping
from typing import Any

from autograder_check.messages import _


class Refused(Exception):
    """Why a request is refused.

    Args:
        message: what is wrong and what to do, for a student to read: the English text.
        values: for its placeholders.

    Attributes:
        status: the HTTP status.
        headers: further headers of the response.
    """

    def __init__(
        self, status: int, message: str, headers: Mapping[str, str] | None = None, **values: Any
    ) -> None:
        super().__init__(message.format(**values) if values else message)
        self.status = status
        self.headers = dict(headers or {})
        self._text, self._values = message, values

    @property
    def message(self) -> str:
        """The sentence, in the language of the context."""
        return _(self._text, **self._values)


def later(status: int, message: str, seconds: float, **values: Any) -> Refused:
    """A refusal that says when to try again."""
    return Refused(status, message, {"Retry-After": str(max(1, round(seconds)))}, **values)
