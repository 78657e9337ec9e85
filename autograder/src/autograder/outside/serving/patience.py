"""Speaks HTTP, and loses patience with clients that would keep a connection for nothing.

A client may send its request a byte at a time, or never read what it has asked for, or open more
connections than one student needs. All of these are cut off.
"""

import asyncio
import contextlib
import ipaddress
import socket
import struct
from collections import Counter
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0
REQUEST_SECONDS = 60.0  # from its head until the client has read the response
MOST_HEAD = 32 * 1024  # bytes
MOST_FIELDS = 200
MOST_AN_ADDRESS = 1000  # connections at once; a proxy may have as many as it likes


class PatientProtocol(HttpToolsProtocol):
    """A connection that is closed if a request is late or its head too long."""

    _from: ClassVar[Counter[str]] = Counter()  # connections of each address
    _late: asyncio.TimerHandle | None = None
    _watch: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _fields = _field_bytes = 0
    _began = 0.0  # when the latest request did
    _has_all = True  # of that request

    def connection_made(self, transport: Any) -> None:
        """Wait for the first request."""
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""
        self._from[self._address] += 1
        if self._from[self._address] > MOST_AN_ADDRESS and not self._is_proxy():
            transport.abort()
        else:
            self._wait()

    def data_received(self, data: bytes) -> None:
        """Count what belongs to a head, which may come in many pieces."""
        if self._late is not None:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._late is not None and self._head_bytes > MOST_HEAD:
            self._give_up()

    def on_message_begin(self) -> None:
        """A request begins: on the same connection there may be several."""
        super().on_message_begin()
        self._fields = self._field_bytes = 0
        self._has_all = False
        if self._late is None:
            self._wait()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count the fields of a head, which may also come in one piece."""
        self._fields += 1
        self._field_bytes += len(name) + len(value)
        if self._fields > MOST_FIELDS or len(self.url) + self._field_bytes > MOST_HEAD:
            raise ValueError("the head is too long")  # answered with 400
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head has arrived; the rest must not take for ever."""
        self._stop_waiting()
        if self.cycle is not None and not self.cycle.response_complete:
            raise ValueError("nobody sends a request before the last one is answered")
        self._began = self.loop.time()
        if self._watch is None:
            self._watch = self.loop.call_later(REQUEST_SECONDS, self._look)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request has arrived."""
        self._has_all = True
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._stop_waiting()
        if self._watch is not None:
            self._watch.cancel()
        self._from[self._address] -= 1
        if not self._from[self._address]:
            del self._from[self._address]
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._head_bytes = 0
        self._late = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _look(self) -> None:
        """Give up a request that is not over in time."""
        self._watch = None
        answered = self.cycle is None or self.cycle.response_complete
        if self._has_all and answered and not self.transport.get_write_buffer_size():
            return
        left = self._began + REQUEST_SECONDS - self.loop.time()
        if left > 0:
            self._watch = self.loop.call_later(left, self._look)
        else:
            self._drop()

    def _is_proxy(self) -> bool:
        trusted = self.config.forwarded_allow_ips
        return is_among(self._address, trusted if isinstance(trusted, str) else ",".join(trusted))

    def _drop(self) -> None:
        """End the connection now; to close it would wait until the client has read all."""
        connection = self.transport.get_extra_info("socket")
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    def _give_up(self) -> None:
        self._stop_waiting()
        if not self.transport.is_closing():
            self.transport.close()


def is_among(address: str, places: str) -> bool:
    """Whether an address is one of these, or in one of these networks; "*" is any."""
    with contextlib.suppress(ValueError):  # no address of the internet
        here = ipaddress.ip_address(address)
        for place in filter(None, map(str.strip, places.split(","))):
            if place == "*" or here in ipaddress.ip_network(place, strict=False):
                return True
    return False
