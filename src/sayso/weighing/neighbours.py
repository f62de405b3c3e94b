"""Columns of mentions -> which two are compared.

Comes in: columns of mentions, before and after some were added or taken away. Goes out: for each
mention that has others than before the earlier ones that it is compared with. The idea in between:
a mention is compared with those at most :data:`WINDOW` days before it whose contexts share enough
rare words, and of these with no more than :data:`NEAREST`. So the work grows with the number of
mentions, and those of today change nothing for those of yesterday.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sayso.weighing.columns import Columns, Flags, Places
from sayso.weighing.rarity import LENGTH, Rarity

if TYPE_CHECKING:
    from scipy import sparse

#: Days between two mentions that are compared.
WINDOW = 45
#: With so many before it a mention is compared.
NEAREST = 100
#: The cosine of two contexts from which on they are compared.
SHARED = 0.05

# Mentions that are multiplied with their neighbours at once.
_AT_ONCE = 512

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Weighed:
    """Columns with what their terms are worth.

    ``least`` is for each row what the product of its context with another's must have at least to
    be compared with it: that of the last one if there are :data:`NEAREST`, else that of
    :data:`SHARED`.
    """

    columns: Columns
    rarity: Rarity
    least: Floats

    @property
    def order(self) -> Places:
        """The rows by day, and in their order within one."""
        return np.argsort(self.columns.day, kind="stable")


def unlisted(count: int) -> Floats:
    """``least`` of mentions that are compared with no others yet."""
    return np.full(count, np.ceil(SHARED * LENGTH**2))


def outdated(after: Weighed, rows: Places, source: Weighed, old: Flags) -> Flags:
    """The old rows whose nearest are others because of rows that came, went or changed.

    Args:
        after: all rows as they are now.
        rows: rows of ``source`` that came, went or changed.
        source: ``after``, or the columns before.
        old: the rows of ``after`` that are looked at.
    """
    found: Flags = np.zeros(len(old), np.bool_)
    own = source.columns.day[rows]
    rows, own = rows[np.argsort(own, kind="stable")], np.sort(own)
    order = after.order
    order = order[old[order]]
    if not len(rows) or not len(order):
        return found
    days = after.columns.day[order]
    order = order[(days >= own[0]) & (days <= own[-1] + WINDOW)]
    days = after.columns.day[order]
    left = source.rarity.matrix(source.columns.context, rows)
    right = after.rarity.matrix(after.columns.context, order)
    for start in range(0, len(rows), _AT_ONCE):
        end = min(start + _AT_ONCE, len(rows))
        first = int(np.searchsorted(days, own[start]))
        last = int(np.searchsorted(days, own[end - 1] + WINDOW, side="right"))
        near = order[first:last]
        shared = _product(left[start:end], right[first:last])
        found[near[shared.indices[shared.data >= after.least[near][shared.indices]]]] = True
    return found


def nearest(of: Weighed, rows: Flags) -> tuple[Places, Places, Floats]:
    """The pairs of some rows with those before them, which come first; sets their ``least``.

    The third is what ``least`` is compared with: the product of their contexts.
    """
    order = of.order
    days = of.columns.day[order]
    wanted = np.flatnonzero(rows[order])
    found = [np.zeros((2, 0), np.int64)]
    products = [np.zeros(0)]
    if not len(wanted):
        return found[0][0], found[0][1], np.zeros(0)
    start = int(np.searchsorted(days, days[wanted[0]] - WINDOW))
    order, days, wanted = order[start:], days[start:], wanted - start
    context = of.rarity.matrix(of.columns.context, order[: wanted[-1] + 1])
    for start in range(0, len(wanted), _AT_ONCE):
        block = wanted[start : start + _AT_ONCE]
        first = int(np.searchsorted(days, days[block[0]] - WINDOW))
        shared = _product(context[block], context[first : block[-1] + 1])
        for row, (values, places) in zip(block.tolist(), _rows(shared), strict=True):
            places = places + first
            listed = (places < row) & (values >= SHARED * LENGTH**2)
            listed &= days[places] >= days[row] - WINDOW
            values, places = values[listed], places[listed]
            least = np.ceil(SHARED * LENGTH**2)
            if len(places) >= NEAREST:
                best = np.lexsort((places, -values))[:NEAREST]
                places, values, least = places[best], values[best], values[best[-1]]
            of.least[order[row]] = least
            found.append(np.stack([order[places], np.full(len(places), order[row])]))
            products.append(values)
    first_ones, second_ones = np.concatenate(found, axis=1)
    return first_ones, second_ones, np.concatenate(products)


def _product(left: sparse.csr_array, right: sparse.csr_array) -> sparse.csr_array:
    """Each row of the one by each of the other."""
    made: sparse.csr_array = (left @ right.T).tocsr()
    return made


def _rows(matrix: sparse.csr_array) -> Iterator[tuple[Floats, Places]]:
    bounds = matrix.indptr.tolist()
    for start, end in pairwise(bounds):
        yield matrix.data[start:end], matrix.indices[start:end].astype(np.int64)
