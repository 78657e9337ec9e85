"""Remembers what was used lately: so much, and for so long, so that memory has a bound."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Keys with their values; what nobody has used for a while is forgotten.

    Args:
        most: how many there are at most.
        seconds: how long one that nobody uses is kept.
        forgotten: is called with the key of whatever is forgotten.
    """

    def __init__(
        self, most: int, seconds: float, forgotten: Callable[[K], object] = lambda key: None
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._forgotten = forgotten
        self._known: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def get(self, key: K) -> V | None:
        """The value of a key, which counts as used now; None if it is not known."""
        if key not in self._known:
            return None
        _, value = self._known.pop(key)
        self._known[key] = time.monotonic(), value
        return value

    def put(self, key: K, value: V) -> V:
        """Remember a value, and return it."""
        now = time.monotonic()
        self._known[key] = now, value
        self._known.move_to_end(key)
        while len(self._known) > self._most or self._first_used() < now - self._seconds:
            self._forgotten(self._known.popitem(last=False)[0])
        return value

    def _first_used(self) -> float:
        return next(iter(self._known.values()))[0]
