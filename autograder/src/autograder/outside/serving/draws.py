"""Signs draws, so that the server need not remember them.

A signed draw says who may answer which question from which seed, and until when. It is signed with
a key made from the course's secret, so another server of the same course can judge the answers.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import asdict, dataclass

from .refused import Refused

SECONDS = 15 * 60  # that a student has for answering
MOST_TEXT = 2048  # characters of a signed draw


class BadDraw(Refused):
    """A draw that cannot be answered; the message says why, for the student."""

    def __init__(self, message: str, status: int = 403) -> None:
        super().__init__(status, message)


@dataclass(frozen=True)
class Draw:
    """One draw, handed to one student.

    Attributes:
        assignment, question: what is asked.
        student: the key of whoever asked.
        seed: what its cases are drawn from.
        until: when it expires, in seconds since 1970.
        once: what makes it different from all other draws.
    """

    assignment: str
    question: str
    student: str
    seed: str
    until: int
    once: str


class Signer:
    """Signs draws and reads signed ones.

    Args:
        secret: the course's.
    """

    def __init__(self, secret: str) -> None:
        self._key = derived(secret, "draws")

    def sign(self, assignment: str, question: str, student: str, seed: str) -> str:
        """A new draw, as text that is safe in a header."""
        until = int(time.time()) + SECONDS
        draw = Draw(assignment, question, student, seed, until, secrets.token_urlsafe(9))
        said = json.dumps(list(asdict(draw).values()), separators=(",", ":")).encode()
        return f"{_text(said)}.{_text(self._signature(said))}"

    def read(self, text: str, assignment: str, question: str, student: str) -> Draw:
        """The draw that was signed.

        Raises:
            BadDraw: it is not signed by this course, or it is old, or for somebody or something
                else.
        """
        said, _, signature = text[:MOST_TEXT].partition(".")
        try:
            content = _bytes(said)
            if not hmac.compare_digest(_bytes(signature), self._signature(content)):
                raise ValueError
            draw = Draw(*json.loads(content))
        except (ValueError, TypeError):
            raise BadDraw("This draw was not made by this course's server: ask again.") from None
        if (draw.assignment, draw.question) != (assignment, question):
            raise BadDraw("This draw is for another question: ask again.")
        if draw.student != student:
            raise BadDraw("This draw was made for somebody else: ask for one of your own.")
        if draw.until < time.time():
            raise BadDraw("This draw has expired: ask again.", status=410)
        return draw

    def _signature(self, said: bytes) -> bytes:
        return hmac.new(self._key, said, hashlib.sha256).digest()


def derived(secret: str, purpose: str) -> bytes:
    """A key for one purpose, from which neither the secret nor another key can be worked out."""
    return hmac.new(secret.encode(), f"practice/{purpose}".encode(), hashlib.sha256).digest()


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes:
    padded = text + "=" * (-len(text) % 4)
    return base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
