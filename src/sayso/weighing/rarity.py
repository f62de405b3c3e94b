"""Columns of mentions -> rows of weights: the rarer a term was about then, the more it says.

Comes in: the terms of mentions, and when they were published. Goes out: a row of weights for each,
of length 1. The idea in between: how rare a term is, is counted among mentions of the same
:data:`STRETCH` of days and the one before it, in each among the first :data:`FIRST`: news that is
added to a busy stretch leaves what was weighed before as it is. All weights are whole numbers, so
that a sum doesn't depend on the order in which it is made.

Needs scipy (``pip install 'sayso[weighing]'``).
"""

from __future__ import annotations

import math
from collections.abc import Collection
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sayso.ledger.extra import require
from sayso.weighing.columns import Columns, Flags, Places, Rows

require(("scipy",), "stories", "weighing")

from scipy import sparse  # noqa: E402 - asked for above

#: Days whose mentions are counted together.
STRETCH = 45
#: Of so many mentions of a stretch, the first ones, terms are counted.
FIRST = 2000
#: A row has this length.
LENGTH = 2.0**20

# So many mentions without a term are added to those that are counted, and so many with it.
_WITHOUT, _WITH = 1000, 0.5
# Weights are whole numbers of this fraction.
_FINE = 1024
# Stretches whose weights are in memory at once.
_IN_MEMORY = 12


class Rarity:
    """How much terms say in each stretch of days.

    Args:
        columns: of mentions, each document's together.
        terms: how many there are.
    """

    def __init__(self, columns: Columns, terms: int) -> None:
        when = np.where(columns.published > 0, columns.published, columns.day)
        self.stretches, self.of = np.unique(when // STRETCH, return_inverse=True)
        order = np.lexsort((when, self.of))
        place = np.arange(len(order)) - np.searchsorted(self.of[order], self.of[order])
        self.counted: Flags = np.zeros(len(order), np.bool_)
        self.counted[order] = place < FIRST
        self._around, self._terms = columns.around, terms
        self._weights = lru_cache(_IN_MEMORY)(self._made)

    def counting(self, rows: Flags) -> set[int]:
        """The stretches in which some of these rows are counted."""
        return set(self.stretches[self.of[self.counted & rows]].tolist())

    def weighed_by(self, stretches: Collection[int]) -> Flags:
        """The rows whose weights rest on what is counted in some stretches."""
        after = [one in stretches or one - 1 in stretches for one in self.stretches.tolist()]
        found: Flags = np.array(after, np.bool_)[self.of]
        return found

    def matrix(self, sets: Rows, rows: Places) -> sparse.csr_array:
        """The weights of some rows' terms, each row of length :data:`LENGTH`."""
        return self.weighed(sets.take(rows), rows)

    def weighed(self, chosen: Rows, rows: Places) -> sparse.csr_array:
        """The same of terms that are taken already: those of so many rows, as of these rows."""
        of = self.of[rows]
        owners = chosen.owners
        values = np.zeros(len(owners))
        for stretch in np.unique(of).tolist():
            here = of[owners] == stretch
            values[here] = self._weights(stretch)[chosen.values[here]]
        squares = np.add.reduceat(np.append(values * values, 0), chosen.bounds[:-1])
        lengths = np.where(chosen.sizes > 0, np.sqrt(np.maximum(squares, 1)), 1)
        values = np.round(values / lengths[owners] * LENGTH)
        shape = (len(rows), self._terms)
        return sparse.csr_array((values, chosen.values, chosen.bounds), shape=shape)

    def plain(self, sets: Rows, rows: Places) -> sparse.csr_array:
        """Some rows' terms, each worth 1."""
        chosen = sets.take(rows)
        ones = np.ones(len(chosen.values))
        return sparse.csr_array(
            (ones, chosen.values, chosen.bounds), shape=(len(rows), self._terms)
        )

    def _made(self, stretch: int) -> npt.NDArray[np.float64]:
        """What each term is worth in a stretch."""
        number = self.stretches[stretch]
        near = [
            one for one in (stretch - 1, stretch) if one >= 0 and number - self.stretches[one] <= 1
        ]
        rows = np.flatnonzero(self.counted & np.isin(self.of, near))
        counts = np.bincount(self._around.take(rows).values, minlength=self._terms)
        known, place = np.unique(counts, return_inverse=True)
        worth = [_worth(len(rows), int(count)) for count in known]
        return np.array(worth, np.float64)[place]


def _worth(total: int, count: int) -> int:
    return max(1, round(_FINE * math.log((total + _WITHOUT) / (count + _WITH))))
