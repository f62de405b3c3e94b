"""Pairs of places -> groups: average linkage, all joins that can be made at once in one step.

Comes in: how far the pairs of places are above unlike. Goes out: the group of each place. The idea
in between: two groups each of which is the other's most alike are joined sooner or later, whatever
else is joined: nothing that others do can make a third more alike on average than they are. So all
such twos are joined in one step, and a few dozen steps over arrays do what else takes a heap and a
step a join. Which of two that are equally alike comes first is drawn by lot: the lots are numbers
of the places themselves, so that they are the same whatever other places there are.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sayso.weighing.columns import Flags, Lots, Places


def grouped(
    first: Places,
    second: Places,
    above: Places,
    least: int,
    lots: Lots,
) -> Places:
    """The group of each place: the least place in it.

    Args:
        first: one place of each pair; no pair comes twice.
        second: its other place, which is greater.
        above: how far above unlike each pair is, in whole numbers; less than 0 is worse than that.
        least: how far above unlike, on average, two groups must be to be joined; more than 0.
        lots: a number for each place, which decides between what is equally alike.
    """
    linkage = _Linkage(first, second, above, least, lots)
    while linkage.step():
        pass
    return linkage.groups()


class _Linkage:
    """Groups by their least places, and the pairs of groups that may still be joined.

    Of a pair of groups the sum of how far their pairs are above unlike is held. A group that isn't
    alike enough to any other stays what it is, whatever others do, so its pairs are left out.
    """

    def __init__(
        self, first: Places, second: Places, above: Places, least: int, lots: Lots
    ) -> None:
        self._owner = np.arange(len(lots))
        self._sizes = np.ones(len(lots), np.int64)
        self._lots = lots.copy()
        self._least = least
        self._first, self._second = first.astype(np.int64), second.astype(np.int64)
        self._sums = above.astype(np.int64)
        self._values = self._means()

    def step(self) -> bool:
        """Join all twos of which each is the other's most alike; False if there are none."""
        enough = self._values >= self._least
        open_ = np.zeros(len(self._owner), np.bool_)
        open_[self._first[enough]] = open_[self._second[enough]] = True
        self._keep(open_[self._first] & open_[self._second])
        alike = np.flatnonzero(self._values >= self._least)
        if not len(alike):
            return False
        one, other = self._first[alike], self._second[alike]
        values = self._values[alike]
        best = np.zeros(len(self._owner))
        np.maximum.at(best, one, values)
        np.maximum.at(best, other, values)
        mutual = (values == best[one]) & (values == best[other])
        one, other = one[mutual], other[mutual]
        drawn = self._drawn(one, other)
        self._join(one[drawn], other[drawn])
        return True

    def groups(self) -> Places:
        """The group of each place."""
        owner = self._owner
        while True:
            above = owner[owner]
            if np.array_equal(above, owner):
                return owner
            owner = above

    def _drawn(self, one: Places, other: Places) -> Flags:
        """Of pairs that are equally good those that come first for both of their groups."""
        lots = self._lots[one], self._lots[other]
        low, high = np.minimum(*lots), np.maximum(*lots)
        place = np.empty(len(one), np.int64)
        place[np.lexsort((other, one, _mixed(low, high)))] = np.arange(len(one))
        earliest = np.full(len(self._owner), len(one), np.int64)
        np.minimum.at(earliest, one, place)
        np.minimum.at(earliest, other, place)
        found: Flags = (earliest[one] == place) & (earliest[other] == place)
        return found

    def _join(self, one: Places, other: Places) -> None:
        self._owner[other] = one
        self._sizes[one] += self._sizes[other]
        self._lots[one] = np.minimum(self._lots[one], self._lots[other])
        changed = np.zeros(len(self._owner), np.bool_)
        changed[one] = changed[other] = True
        touched = changed[self._first] | changed[self._second]
        ends = self._owner[self._first[touched]], self._owner[self._second[touched]]
        sums = self._sums[touched]
        self._keep(~touched)
        low, high = np.minimum(*ends), np.maximum(*ends)
        apart = low != high
        keys, sums = (low[apart] << 32) | high[apart], sums[apart]
        order = np.argsort(keys, kind="stable")
        keys, sums = keys[order], sums[order]
        starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
        if len(starts):
            keys, sums = keys[starts], np.add.reduceat(sums, starts)
        self._first = np.concatenate([self._first, keys >> 32])
        self._second = np.concatenate([self._second, keys & 0xFFFFFFFF])
        self._sums = np.concatenate([self._sums, sums])
        self._values = self._means()

    def _keep(self, chosen: Flags) -> None:
        self._first, self._second = self._first[chosen], self._second[chosen]
        self._sums, self._values = self._sums[chosen], self._values[chosen]

    def _means(self) -> npt.NDArray[np.float64]:
        """How far above unlike each two groups are on average."""
        made: npt.NDArray[np.float64] = self._sums / (
            self._sizes[self._first] * self._sizes[self._second]
        )
        return made


def _mixed(one: Lots, other: Lots) -> Lots:
    """One number of two, as good as drawn by lot."""
    mixed = one * np.uint64(0x9E3779B97F4A7C15) ^ (other + np.uint64(0xD1B54A32D192ED03))
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Lots = mixed ^ (mixed >> np.uint64(31))
    return found
