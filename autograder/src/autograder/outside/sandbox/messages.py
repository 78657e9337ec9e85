"""Reads what a child sends, believing nothing of it.

A student's code runs in the child and can write whatever it likes to the pipe. So sizes are
capped before anything is read, anything that is not a message ends the child, and messages turn
into nothing but text, numbers, lists and dictionaries.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

from autograder_check.messages import _

from ...inside.sealed.frames import HEADER

MOST_DEEP = 64


class Malformed(ValueError):
    """A child sent something that our own code never sends."""


class Reader:
    """Cuts the bytes of one child's pipe into messages of at most `most_bytes`."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._data = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[dict[str, Any], int]]:
        """The messages that `data` completes, and the size of each in bytes.

        Raises:
            Malformed: this is not a message.
        """
        self._data += data
        while len(self._data) >= HEADER.size:
            (size,) = HEADER.unpack_from(self._data)
            if size > self._most_bytes:
                raise Malformed(_("a message of {size} bytes", size=size))
            end = HEADER.size + size
            if len(self._data) < end:
                return
            body = bytes(self._data[HEADER.size : end])
            del self._data[:end]
            yield parse(body), size


def parse(body: bytes) -> dict[str, Any]:
    """The message in `body`, its text free of characters that no file can hold.

    Raises:
        Malformed: it is not a JSON object with a `type`, or it is nested too deeply.
    """
    try:
        message = json.loads(body, parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        raise Malformed(_("a message that is not JSON")) from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise Malformed(_("a message without a type"))
    return clean(message)


def clean(value: Any, depth: int = 0) -> Any:
    """The value with lone surrogates replaced in every text, and None for infinite numbers."""
    if depth > MOST_DEEP:
        raise Malformed(_("a message that is nested too deeply"))
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list):
        return [clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean(item, depth + 1) for key, item in value.items()}
    return value
