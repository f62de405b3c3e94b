"""How often chance order does as well: p-values from shuffles of the series itself.

Comes in: counts by period and a statistic that is large where counts cluster in time. Goes out:
what the statistic is on shuffles of the same counts. The idea in between: if nothing happened,
every order of the periods was as likely, however uneven the counts are in themselves; so a busy day
proves nothing, and busy days in a row do. Such a test keeps its level for any distribution of
counts (see Good, *Permutation, Parametric, and Bootstrap Tests of Hypotheses*, 2005).

Shuffles are drawn with a fixed seed and depend on nothing but the length of the series: the same
counts give the same answer, whoever the parties are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Statistic = Callable[[Counts], NDArray[np.float64]]
"""From series, one a row, to the statistic of each."""

#: How many shuffles a series is held against.
SHUFFLES = 1_999

# A series is left alone once so many of so many shuffles have done as well: it is nothing special
# (in the manner of Besag and Clifford, Biometrika 78, 1991).
_STAGES = (99, 999)
_ENOUGH = 10

_SEED = 2021
# Shuffles that are made at once.
_BLOCK = 500


def p_value(counts: Counts, statistic: Statistic, shuffles: int = SHUFFLES) -> Null:
    """Hold a series against its shuffles.

    Args:
        counts: one for each period.
        statistic: what to compare.
        shuffles: how many.
    """
    found = float(statistic(counts[None, :])[0])
    values = np.empty(0)
    for stage in (*(one for one in _STAGES if one < shuffles), shuffles):
        more = _shuffled(counts, statistic, len(values), stage)
        values = np.concatenate([values, more])
        if np.count_nonzero(values >= found) >= _ENOUGH:
            break
    return Null(values, found)


class Null:
    """What a statistic is on shuffles.

    Args:
        values: on each of them.
        found: on the series as it is.
    """

    def __init__(self, values: NDArray[np.float64], found: float) -> None:
        self._values = np.sort(values)
        #: The statistic of the series as it is.
        self.found = found
        #: How many shuffles were made.
        self.shuffles = len(values)

    def p(self, value: float | None = None) -> float:
        """The share of orders, the series' own among them, that do as well as this value.

        Args:
            value: of the statistic; None: the series' own.
        """
        least = self.found if value is None else value
        # Rounding must not tell apart what is equal.
        place = np.searchsorted(self._values, least - 1e-9 * max(1.0, abs(least)))
        return float((1 + self.shuffles - place) / (1 + self.shuffles))


def _shuffled(counts: Counts, statistic: Statistic, begin: int, end: int) -> NDArray[np.float64]:
    """The statistic on the shuffles from one number to another."""
    found = []
    while begin < end:
        block, first = divmod(begin, _BLOCK)
        last = min(_BLOCK, end - block * _BLOCK)
        found.append(statistic(counts[_orders(len(counts), block)[first:last]]))
        begin = block * _BLOCK + last
    return np.concatenate(found)


@lru_cache(maxsize=32)
def _orders(length: int, block: int) -> NDArray[np.int32]:
    """The orders of so many periods, a block of them."""
    chance = np.random.default_rng([_SEED, length, block])
    return np.stack([chance.permutation(length) for _ in range(_BLOCK)]).astype(np.int32)
