"""Messages on a pipe: a length in four bytes, then that many bytes of JSON.

Both sides write with this module. Only the side that trusts its peer reads with it: the child,
which reads what the grader sends. The grader reads with far more suspicion, in
`autograder.outside.sandbox`.
"""

import json
import os
import signal
import struct
import threading
from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import date
from numbers import Integral, Real
from typing import Any

HEADER = struct.Struct(">I")
ATOMIC = 4096  # up to this many bytes, a pipe takes all or nothing


def pack(message: Any, default: Callable[[Any], Any] | None = None) -> bytes:
    """A message as bytes, its length first."""
    body = json.dumps(message, default=default).encode()
    return HEADER.pack(len(body)) + body


def read_message(fd: int) -> Any:
    """The next message on a pipe, or None if the writer is gone."""
    header = _read(fd, HEADER.size)
    body = _read(fd, HEADER.unpack(header)[0]) if header else None
    return json.loads(body) if body else None


def _read(fd: int, size: int) -> bytearray:
    data = bytearray(size)
    rest = memoryview(data)
    while rest:
        count = os.readv(fd, [rest])
        if not count:
            return bytearray()
        rest = rest[count:]
    return data


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data`, however many pieces the pipe takes it in."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


class Messages:
    """Sends messages to the grader, one at a time, whichever thread they come from."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._lock = threading.Lock()

    def send(self, message: dict[str, Any]) -> None:
        """Send one message whole: an interrupt waits until it is out.

        Raises:
            TypeError, ValueError: JSON cannot carry it.
        """
        data = pack(message, default=plain)
        with self._lock:
            if len(data) <= ATOMIC:
                os.write(self._fd, data)
                return
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                write_all(self._fd, data)
            finally:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def plain(value: Any) -> Any:
    """What JSON carries instead of a value that it does not know, as in Jupyter."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, Iterable):
        return list(value)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value)
    raise TypeError(f"{type(value).__name__} is not JSON serializable")
