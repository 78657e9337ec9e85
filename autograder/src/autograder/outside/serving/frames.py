"""How the server and its workers talk: an order or a reply in JSON, and bytes that go with it."""

import json
import struct
from typing import Any, BinaryIO

LENGTHS = struct.Struct(">II")


def packed(said: dict[str, Any], content: bytes = b"") -> bytes:
    """A message to send."""
    head = json.dumps(said).encode()
    return LENGTHS.pack(len(head), len(content)) + head + content


def read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next message; None at the end."""
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, content = LENGTHS.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(content)
