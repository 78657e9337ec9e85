"""Which seeds are drawn from: a few at a time, so that their right answers are known already.

The pool is the same on every server of a course, and another one in every period. So right answers
are worked out once for many students, and yet nobody can collect them in a table.
"""

import hashlib
import hmac
import time

from .draws import derived

SEEDS = 8  # that are drawn from at a time
PERIOD = 20 * 60  # seconds


class Pool:
    """The seeds of a course's questions.

    Args:
        secret: the course's.
        seeds: how many there are at a time.
        period: for how many seconds.
    """

    def __init__(self, secret: str, seeds: int = SEEDS, period: int = PERIOD) -> None:
        self._key = derived(secret, "seeds")
        self._seeds = seeds
        self.period = period

    def seeds(self, name: str, periods_ahead: int = 0) -> list[str]:
        """The seeds of what has this name: those of now, or of another period."""
        period = int(time.time()) // self.period + periods_ahead
        return [self._seed(f"{name}/{period}/{number}") for number in range(self._seeds)]

    def _seed(self, name: str) -> str:
        return hmac.new(self._key, name.encode(), hashlib.sha256).hexdigest()[:32]
