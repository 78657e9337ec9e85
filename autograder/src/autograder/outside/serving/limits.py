"""Keeps one client from asking so much that others wait."""

import time
from collections import OrderedDict

MOST_CLIENTS = 100_000  # that are remembered


class Buckets:
    """A bucket of requests for each client, which fills up again steadily.

    Args:
        at_once: how many requests fit into it.
        a_second: how many flow in.
    """

    def __init__(self, at_once: float, a_second: float) -> None:
        self._at_once = at_once
        self._a_second = a_second
        self._clients: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Take a request out of the client's bucket: 0, or the seconds until there is one."""
        now = time.monotonic()
        left, since = self._clients.pop(client, (self._at_once, now))
        left = min(self._at_once, left + (now - since) * self._a_second)
        allowed = left >= 1
        self._clients[client] = (left - 1 if allowed else left), now
        if len(self._clients) > MOST_CLIENTS:
            self._clients.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._a_second
