"""Reads what a child sends, believing nothing of it.

A student's code runs in the child and can write to its pipe whatever it likes. So sizes are
capped before anything is read in, what is no message ends the child, and a message becomes
nothing but text, numbers, lists and dictionaries.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

from ...inside.sealed.frames import HEADER

MOST_DEEP = 64


class Malformed(ValueError):
    """A child sent something that it never sends by itself."""


class Reader:
    """Cuts the bytes of one child's pipe into messages of at most `most_bytes`."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._data = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[dict[str, Any], int]]:
        """The messages that are whole now that `data` has come, and the size of each in bytes.

        Raises:
            Malformed: this is no message.
        """
        self._data += data
        while len(self._data) >= HEADER.size:
            (size,) = HEADER.unpack_from(self._data)
            if size > self._most_bytes:
                raise Malformed(f"a message of {size} bytes")
            end = HEADER.size + size
            if len(self._data) < end:
                return
            body = bytes(self._data[HEADER.size : end])
            del self._data[:end]
            yield parse(body), size


def parse(body: bytes) -> dict[str, Any]:
    """The message in `body`, its text free of what no file can hold.

    Raises:
        Malformed: it is no JSON object with a `type`, or is nested too deep.
    """
    try:
        message = json.loads(body, parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        raise Malformed("a message that is no JSON") from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise Malformed("a message without a type")
    return clean(message)


def clean(value: Any, depth: int = 0) -> Any:
    """The value with lone surrogates replaced in every text, and None for infinite numbers."""
    if depth > MOST_DEEP:
        raise Malformed("a message that is nested too deep")
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list):
        return [clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean(item, depth + 1) for key, item in value.items()}
    return value
