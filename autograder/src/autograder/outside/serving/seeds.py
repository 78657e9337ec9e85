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
    """

    def __init__(self, secret: str, seeds: int = SEEDS) -> None:
        self._key = derived(secret, "seeds")
        self._seeds = seeds

    def seeds(self, question: str, periods_ahead: int = 0) -> list[str]:
        """The seeds of now, or of a period to come."""
        period = int(time.time()) // PERIOD + periods_ahead
        return [self._seed(f"{question}/{period}/{number}") for number in range(self._seeds)]

    def _seed(self, name: str) -> str:
        return hmac.new(self._key, name.encode(), hashlib.sha256).hexdigest()[:32]
