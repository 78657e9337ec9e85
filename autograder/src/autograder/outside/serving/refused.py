"""A request that is refused, with the sentence that the client reads."""

from collections.abc import Mapping


class Refused(Exception):
    """Why a request is refused.

    Attributes:
        status: the HTTP status.
        message: what is wrong and what to do, for a student to read.
        headers: further headers of the response.
    """

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})


def later(status: int, message: str, seconds: float) -> Refused:
    """A refusal that says when to try again."""
    return Refused(status, message, {"Retry-After": str(max(1, round(seconds)))})
