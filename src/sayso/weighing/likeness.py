"""Pairs of mentions -> how likely it is that they tell one thing.

Comes in: columns of mentions, and which two are compared. Goes out: a likeness for each pair, in
thousandths of log-odds. The idea in between: words that are rare then weigh most; the names in
them, whoever does it, to whom, when, and what kind of act it is speak for or against what the words
say. The points that each of these is worth were fitted by logistic regression to the pairs of two
invented corpora, the one in ``examples/corpus`` and a smaller one of another crisis, rounded, and
two of them moved to what groups both best; none of them knows a name, and which country is which is
asked for only as same or other.

Likenesses are whole numbers, so that sums of them don't depend on the order in which they are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sayso.weighing.columns import Columns, Flags, Places, Rows
from sayso.weighing.neighbours import Weighed
from sayso.weighing.rarity import LENGTH

if TYPE_CHECKING:
    from scipy import sparse

#: Days after which it is no longer more unlikely that two tell one thing.
MONTH = 30
#: The same where both tell the day.
DATES = 10
#: Likenesses are whole numbers of this fraction of log-odds.
FINE = 1000
#: The likeness of a pair that is unlike; what isn't more alike is no pair.
UNLIKE = -4.0

# Pairs whose rows are multiplied at once.
_AT_ONCE = 200_000

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int32]

_Kind = frozenset[str]


@dataclass(frozen=True, slots=True)
class Points:
    """What speaks for and against two mentions telling one thing, in log-odds.

    ``own``, ``around``, ``context`` and ``topic`` are worth their points at a cosine of 1, ``days``
    at a month, ``dates`` at ten days between two told days; the rest where it is so. ``one_sides``:
    the same countries are named; ``foretold``: the one tells as done what took place only after the
    other was printed.
    """

    own: float = 4.6
    around: float = 1.8
    context: float = 2.0
    topic: float = 1.6
    one_name: float = 0.6
    other_names: float = -1.7
    one_recipient: float = 1.4
    one_sides: float = 0.6
    other_type: float = -1.0
    other_actors: float = -2.4
    other_doers: float = -1.8
    ahead: float = 0.2
    days: float = -3.0
    dates: float = -1.4
    one_day: float = 0.8
    foretold: float = -1.8
    one_document: float = -1.2
    base: float = -3.2


POINTS = Points()


@dataclass(frozen=True)
class Pairs:
    """Pairs of places, ``first`` less than ``second``, with a likeness each; sorted by both.

    ``likeness`` and ``apart`` are in thousandths of log-odds. ``apart`` is the likeness but for who
    does it, in which document, and whether it is still to come: what a denial, or another number,
    has in common with what it is of. ``words`` is the cosine of their own words alone, in
    thousandths. ``others``: two tellings say that different ones did it.
    """

    first: Whole
    second: Whole
    likeness: Whole
    apart: Whole
    words: Whole
    others: Flags

    def __len__(self) -> int:
        return len(self.first)

    def where(self, chosen: Flags | Places) -> Pairs:
        """Some of them."""
        return Pairs(*(one[chosen] for one in self._columns))  # type: ignore[arg-type]

    def moved(self, to: Places) -> Pairs:
        """The same at other places; those that go to -1 are left out. The order stays."""
        first, second = to[self.first].astype(np.int32), to[self.second].astype(np.int32)
        made = Pairs(first, second, self.likeness, self.apart, self.words, self.others)
        return made.where((first >= 0) & (second >= 0))

    def with_pairs(self, more: Pairs) -> Pairs:
        """These and others, sorted."""
        places = np.searchsorted(self.keys, more.keys)
        return Pairs(
            *(  # type: ignore[arg-type]
                np.insert(one, places, other)
                for one, other in zip(self._columns, more._columns, strict=True)
            )
        )

    def compared(self) -> Iterator[tuple[int, int, float, float]]:
        """Both places of each pair, ``apart`` in log-odds, and the cosine of their words."""
        return zip(
            self.first.tolist(),
            self.second.tolist(),
            (self.apart / FINE).tolist(),
            (self.words / FINE).tolist(),
            strict=True,
        )

    @property
    def keys(self) -> Places:
        """A number for each pair, in their order."""
        return keys(self.first, self.second)

    @property
    def _columns(self) -> tuple[Whole | Flags, ...]:
        return self.first, self.second, self.likeness, self.apart, self.words, self.others


def keys(one: Places | Whole, other: Places | Whole) -> Places:
    """A number for each pair of places; those with a less first place have a less one."""
    found: Places = (np.minimum(one, other).astype(np.int64) << 32) + np.maximum(one, other)
    return found


def no_pairs() -> Pairs:
    """No pairs at all."""
    none = np.zeros(0, np.int32)
    return Pairs(none, none, none, none, none, np.zeros(0, np.bool_))


def likenesses(
    of: Weighed,
    kinds: Sequence[_Kind],
    one: Places,
    other: Places,
    points: Points = POINTS,
) -> Pairs:
    """How alike pairs are; those that are unlike are left out.

    Args:
        of: all mentions.
        kinds: the sets of sides and types whose numbers the columns hold.
        one: the one row of each pair.
        other: the other; no pair comes twice.
        points: what everything is worth.
    """
    if not len(one):
        return no_pairs()
    first, second = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    held = of.columns
    cosines = _Cosines(of, first, second)
    own, around, topic = (cosines.matrix(one) for one in (held.own, held.around, held.topic))
    whole = cosines.matrix(held.own, held.around)
    words = cosines.of(own, own)
    likeness = (
        points.base
        + points.own * words
        + points.around * cosines.of(around, around)
        + points.context * cosines.of(*[cosines.matrix(held.context)] * 2)
        + points.topic * np.maximum(cosines.of(whole, topic), cosines.of(topic, whole))
    )
    likeness += _by_days(held, first, second, points)
    one_name, other_names = cosines.shared(held.named)
    likeness += points.one_name * one_name + points.other_names * other_names
    likeness += points.one_recipient * shared(
        kinds, held.recipients[first], held.recipients[second]
    )
    named = np.array([bool(kind) for kind in kinds], np.bool_)
    sides = held.sides[first], held.sides[second]
    likeness += points.one_sides * ((sides[0] == sides[1]) & named[sides[0]])
    likeness += points.other_type * _differ(kinds, held.types[first], held.types[second])
    apart = likeness.copy()
    other_actors = _differ(kinds, held.actors[first], held.actors[second])
    other_doers = _differ(kinds, held.doers[first], held.doers[second])
    likeness += points.other_actors * other_actors + points.other_doers * other_doers
    likeness += points.ahead * (held.ahead[first] != held.ahead[second])
    likeness += points.one_document * (held.document[first] == held.document[second])
    made = Pairs(
        first.astype(np.int32),
        second.astype(np.int32),
        _whole(likeness),
        _whole(apart),
        _whole(words),
        other_actors | other_doers,
    )
    return made.where(np.maximum(made.likeness, made.apart) > UNLIKE * FINE)


def _by_days(held: Columns, first: Places, second: Places, points: Points) -> Floats:
    """What the days say: how far apart they are, whether both are told, and can be so."""
    days, until = ((column[first], column[second]) for column in (held.day, held.until))
    between = np.maximum(0, np.maximum(days[0] - until[1], days[1] - until[0]))
    between[(days[0] == 0) | (days[1] == 0)] = MONTH
    found: Floats = points.days * np.minimum(between, MONTH) / MONTH
    dated = held.dated[first], held.dated[second]
    both = dated[0] & dated[1]
    found += points.dates * both * np.minimum(between, DATES) / DATES
    found += points.one_day * (both & (between == 0))
    printed = held.published[first], held.published[second]
    done = dated[0] & ~held.ahead[first], dated[1] & ~held.ahead[second]
    found += points.foretold * (
        (done[0] & (printed[1] > 0) & (days[0] > printed[1]))
        | (done[1] & (printed[0] > 0) & (days[1] > printed[0]))
    )
    return found


def _whole(values: Floats) -> Whole:
    return np.round(values * FINE).astype(np.int32)


class _Cosines:
    """The cosines of the rows of pairs; only rows that are in one are weighed."""

    def __init__(self, of: Weighed, first: Places, second: Places) -> None:
        self._rarity = of.rarity
        self._used, places = np.unique(np.concatenate([first, second]), return_inverse=True)
        self._first, self._second = places[: len(first)], places[len(first) :]

    def matrix(self, *sets: Rows) -> sparse.csr_array:
        """The terms of these sets, taken together, for the rows that are in a pair."""
        taken = [one.take(self._used) for one in sets]
        return self._rarity.weighed(taken[0] if len(taken) == 1 else _together(taken), self._used)

    def shared(self, sets: Rows) -> tuple[Flags, Flags]:
        """Whether both rows of a pair hold one term, and whether both hold some, but none is."""
        held = self._rarity.plain(sets, self._used)
        found = np.zeros(len(self._first), np.bool_)
        some = np.diff(held.indptr) > 0
        both = some[self._first] & some[self._second]
        places = np.flatnonzero(both)
        for start in range(0, len(places), _AT_ONCE):
            part = places[start : start + _AT_ONCE]
            shared = held[self._first[part]].multiply(held[self._second[part]])
            found[part] = shared.sum(axis=1) > 0
        return found, both & ~found

    def of(self, left: sparse.csr_array, right: sparse.csr_array) -> Floats:
        """The cosine of each first row of the one with the second of the other."""
        found = np.zeros(len(self._first))
        for start in range(0, len(found), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            shared = left[self._first[part]].multiply(right[self._second[part]])
            found[part] = shared.sum(axis=1)
        return found / LENGTH**2


def _together(sets: Sequence[Rows]) -> Rows:
    """The terms of all, each once a row."""
    both = np.unique(np.concatenate([one.owners << 32 | one.values for one in sets]))
    bounds = np.searchsorted(both, np.arange(len(sets[0].bounds), dtype=np.int64) << 32)
    return Rows(bounds.astype(np.int64), (both & 0xFFFFFFFF).astype(np.int32))


def _differ(kinds: Sequence[_Kind], one: Places, other: Places) -> Flags:
    """Whether both of two sets hold something, and nothing that is the same."""
    return _asked(kinds, one, other, lambda left, right: bool(left and right and not left & right))


def shared(kinds: Sequence[_Kind], one: Places, other: Places) -> Flags:
    """Whether both of two sets, which come by their numbers, hold something that is the same."""
    return _asked(kinds, one, other, lambda left, right: bool(left & right))


def _asked(
    kinds: Sequence[_Kind],
    one: Places,
    other: Places,
    test: Callable[[frozenset[str], frozenset[str]], bool],
) -> Flags:
    """The answer for each two sets; those that come again are asked for once."""
    keys, places = np.unique(one * len(kinds) + other, return_inverse=True)
    found = [test(kinds[key // len(kinds)], kinds[key % len(kinds)]) for key in keys.tolist()]
    return np.array(found, np.bool_)[places]
