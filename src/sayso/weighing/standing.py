"""Standing texts: what returns in otherwise different texts, and so was copied by none of them.

Comes in: the stretches of all texts and what is known of each text. Goes out: the stretches that
belong to standing texts: a paper's foot, a house's description of a conflict, a plea for
subscriptions. The idea in between: news is copied within days and with much of the rest of a text.
So a stretch is a standing text's if

- it returns: in three texts of one publisher, or in two of them more than a week apart; in three
  texts whose days span more than a week; or in five where neither publisher nor day is known; and
- the texts are otherwise different: the middle pair of them shares less than half of the
  stretches of the shorter text.

A few words of this kind are an idiom; a standing text has :data:`RUNNING` of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sayso.weighing.index import Index
from sayso.weighing.passages import spans
from sayso.weighing.stretches import STRETCH
from sayso.weighing.texts import About
from sayso.weighing.words import Numbers

#: Texts in which a standing text stands, unless it is one publisher's own and weeks apart; without
#: publisher and day there must be more.
TEXTS = 3
NAMELESS_TEXTS = 5

#: Words running that are more than an idiom.
RUNNING = 9

#: Days within which news is passed on.
NEWS_DAYS = 7

#: Two texts of which less than this is shared are otherwise different.
ALIKE = 0.5

# Pairs that are looked at to see whether texts are otherwise different.
_PAIRS = 9


class Standing:
    """Tells standing texts from others.

    Args:
        index: the stretches of all texts.
        abouts: about each text, in the same order.
    """

    def __init__(self, index: Index, abouts: Sequence[About]) -> None:
        self._index = index
        self._days = np.array(
            [one.published.toordinal() if one.published else 0 for one in abouts], np.int64
        )
        names = sorted({one.publisher for one in abouts if one.publisher})
        numbers = {name: number for number, name in enumerate(names, start=1)}
        self._publishers = np.array([numbers.get(one.publisher or "", 0) for one in abouts])
        self._shares: dict[tuple[int, int], float] = {}
        #: The hashes of standing texts, sorted.
        self.hashes: Numbers = self._found()

    def words(self, place: int, count: int) -> npt.NDArray[np.bool_]:
        """Which of the words of a text, ``count`` in all, belong to standing texts."""
        flags = np.zeros(count, bool)
        for start, end in spans(self._among(self._index.of(place))):
            if end - start + STRETCH - 1 >= RUNNING:
                flags[start : end + STRETCH - 1] = True
        return flags

    def _among(self, hashes: Numbers) -> npt.NDArray[np.bool_]:
        """Which of these are standing texts'; np.isin would sort them all for each text."""
        if not len(self.hashes):
            return np.zeros(len(hashes), bool)
        places = np.searchsorted(self.hashes, hashes)
        places[places == len(self.hashes)] = 0
        found: npt.NDArray[np.bool_] = self.hashes[places] == hashes
        return found

    def _found(self) -> Numbers:
        hashes, owners = self._index.distinct()
        starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
        if not len(hashes):
            return hashes
        counts = np.diff(np.append(starts, len(hashes)))
        # Stretches of one standing text stand in the same texts, so each set of texts is judged
        # once; the sum of one random number a text tells sets apart.
        lots = np.random.default_rng(0).integers(0, 2**63, len(self._days), np.uint64)
        sets = np.add.reduceat(lots[owners], starts)
        often = np.flatnonzero(counts > 1)
        judged: dict[int, bool] = {}
        standing = []
        for group in often.tolist():
            key = int(sets[group])
            if key not in judged:
                start = starts[group]
                judged[key] = self._stands(owners[start : start + counts[group]])
            if judged[key]:
                standing.append(hashes[starts[group]])
        return np.array(standing, np.uint64)

    def _stands(self, owners: npt.NDArray[np.int64]) -> bool:
        return self._returns(owners) and self._differ(owners)

    def _returns(self, owners: npt.NDArray[np.int64]) -> bool:
        publishers, days = self._publishers[owners], self._days[owners]
        of_one, counts = np.unique(publishers[publishers > 0], return_counts=True)
        if (counts >= TEXTS).any():
            return True
        for publisher in of_one[counts > 1].tolist():
            if _span(days[publishers == publisher]) > NEWS_DAYS:
                return True
        if len(days[days > 0]) >= TEXTS and _span(days) > NEWS_DAYS:
            return True
        return bool(((publishers == 0) & (days == 0)).sum() >= NAMELESS_TEXTS)

    def _differ(self, owners: npt.NDArray[np.int64]) -> bool:
        steps = np.linspace(0, len(owners) - 2, min(_PAIRS, len(owners) - 1)).astype(int)
        pairs = [(int(owners[step]), int(owners[step + 1])) for step in np.unique(steps)]
        return bool(np.median([self._share(*pair) for pair in pairs]) < ALIKE)

    def _share(self, first: int, second: int) -> float:
        pair = first, second
        if pair not in self._shares:
            one, other = (np.unique(self._index.of(place)) for place in pair)
            both = len(np.intersect1d(one, other, assume_unique=True))
            self._shares[pair] = both / min(len(one), len(other))
        return self._shares[pair]


def _span(days: npt.NDArray[np.int64]) -> int:
    """From the first known day to the last."""
    known = days[days > 0]
    return int(known.max() - known.min()) if len(known) else 0
