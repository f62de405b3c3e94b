"""Groups -> the joins that make them, one after another; with what is new, only those that differ.

Comes in: how far the pairs of places are above unlike, and the joins as they were before some
places came, went or changed. Goes out: the joins as they are now, as if all had been made anew. The
idea in between: at each step the two groups are joined that are most alike on average. A group is
*fresh* if it isn't what it was at this step before, and until then what happens to two that aren't
fresh is what happened before. So the joins before and a heap of what may happen to the fresh ones
are walked through together, the most alike first; one that is to be joined with a fresh one, or was
joined with what is no longer there, is fresh from then on.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.weighing.columns import Flags, Places

_Whole = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Joins:
    """Joins in the order in which they are made: how alike, and the least places of both groups.

    The first is the less one, and gives the new group its name.
    """

    value: npt.NDArray[np.float64]
    one: _Whole
    other: _Whole

    def moved(self, to: Places) -> Joins:
        """The same with other places; -1 is one that is gone."""
        return Joins(self.value, _moved(self.one, to), _moved(self.other, to))

    def groups(self, count: int) -> Places:
        """The group of each of ``count`` places: the least place in it."""
        owner = list(range(count))
        for one, other in zip(self.one.tolist(), self.other.tolist(), strict=True):
            owner[other] = one
        for place in range(count):
            owner[place] = owner[owner[place]]
        return np.array(owner, np.int64)


def _moved(places: _Whole, to: Places) -> _Whole:
    return to[places].astype(np.int32) if len(places) else places


class Near:
    """The pairs of each of ``count`` places.

    Args:
        count: places.
        first: one place of each pair.
        second: the other.
        above: how far above unlike it is.
    """

    def __init__(self, count: int, first: _Whole, second: _Whole, above: Places) -> None:
        self.count, self._first, self._second, self._above = count, first, second, above
        owners = np.concatenate([first, second])
        order = np.argsort(owners, kind="stable")
        self._others = np.concatenate([second, first])[order]
        self._values = np.concatenate([above, above])[order]
        self._bounds = np.searchsorted(owners[order], np.arange(count + 1))

    def of(self, place: int) -> tuple[list[int], list[int]]:
        """The other place of each pair of one, and how far above unlike it is."""
        part = slice(self._bounds[place], self._bounds[place + 1])
        return self._others[part].tolist(), self._values[part].tolist()


def joined(
    near: Near, least: int, before: Joins | None = None, fresh: Flags | None = None
) -> Joins:
    """The joins of all places.

    Args:
        near: their pairs.
        least: how far above unlike two groups must be on average to be joined.
        before: the joins before, in places of now; -1 is one that is gone.
        fresh: the places that are new or of which a pair has changed; without, all are.
    """
    if before is None or fresh is None:
        return _Joining(near, least, range(near.count)).joins()
    made = _Joining(near, least, np.flatnonzero(fresh).tolist())
    for value, one, other in zip(
        before.value.tolist(), before.one.tolist(), before.other.tolist(), strict=True
    ):
        made.again(value, one, other)
    return made.joins()


class _Joining:
    """Groups that are joined, by the least place of each.

    ``_near[g][h]`` is the sum of how far pairs of ``g`` and ``h`` are above unlike. It is held for
    two of which one is fresh.
    """

    def __init__(self, near: Near, least: int, fresh: range | list[int]) -> None:
        self._pairs, self._least = near, least
        self._owner = list(range(near.count))
        self._sizes = [1] * near.count
        self._members: dict[int, list[int]] = {}
        self._near: dict[int, dict[int, int]] = {}
        self._fresh = [False] * near.count
        self._queue: list[tuple[float, int, int]] = []
        self._made: list[tuple[float, int, int]] = []
        for place in fresh:
            self._soil(place)

    def again(self, value: float, one: int, other: int) -> None:
        """What was joined before: it is joined again if both groups are what they were."""
        key = (-value, one, other)
        while self._queue and self._queue[0] < key:
            self._next()
        known = [place for place in (one, other) if place >= 0 and self._as_before(place)]
        if len(known) == 2:
            self._join(value, one, other)
        else:
            for place in known:
                self._soil(place)

    def joins(self) -> Joins:
        """All joins that are made."""
        while self._queue:
            self._next()
        value, one, other = zip(*self._made, strict=True) if self._made else ((), (), ())
        return Joins(
            np.array(value, np.float64), np.array(one, np.int32), np.array(other, np.int32)
        )

    def _as_before(self, place: int) -> bool:
        return self._owner[place] == place and not self._fresh[place]

    def _find(self, place: int) -> int:
        owner = self._owner
        while owner[place] != place:
            owner[place] = place = owner[owner[place]]
        return place

    def _soil(self, group: int) -> None:
        """From now on a group is fresh: all that are near it are looked at."""
        self._fresh[group] = True
        found: dict[int, int] = {}
        find = self._find
        for member in self._members.get(group, (group,)):
            for place, above in zip(*self._pairs.of(member), strict=True):
                third = find(place)
                found[third] = found.get(third, 0) + above
        found.pop(group, None)
        known = self._near.get(group, {})
        self._near[group] = found
        for third, above in found.items():
            if third not in known:
                self._near.setdefault(third, {})[group] = above
                self._offer(group, third, above)

    def _offer(self, one: int, other: int, above: int) -> None:
        pairs = self._sizes[one] * self._sizes[other]
        if above >= self._least * pairs:
            if one > other:
                one, other = other, one
            heapq.heappush(self._queue, (-(above / pairs), one, other))

    def _next(self) -> None:
        """Join the two of which one is fresh that are most alike, if they still are."""
        key, one, other = heapq.heappop(self._queue)
        if self._owner[one] != one or self._owner[other] != other:
            return
        if self._near[one][other] / (self._sizes[one] * self._sizes[other]) != -key:
            return
        for place in (one, other):
            if not self._fresh[place]:
                self._soil(place)
        self._join(-key, one, other)

    def _join(self, value: float, one: int, other: int) -> None:
        self._made.append((value, one, other))
        self._owner[other] = one
        self._sizes[one] += self._sizes[other]
        self._members.setdefault(one, [one]).extend(self._members.pop(other, (other,)))
        gone = self._near.pop(other, None)
        if gone is None and one not in self._near:
            return
        own = self._near.setdefault(one, {})
        own.pop(other, None)
        for third, above in (gone or {}).items():
            if third == one:
                continue
            theirs = self._near[third]
            del theirs[other]
            theirs[one] = own[third] = own.get(third, 0) + above
        for third, above in own.items():
            self._offer(one, third, above)
