"""Pairs of texts that share passages -> who had them from whom, directly or by way of a third.

Comes in: the passages of each pair, and what tells directions. Goes out: a bond for each pair. The
idea in between: if a third text is known to be the source of both, and holds what they share, they
are siblings, unless they share more with each other than with it: then the later of them has it
from the earlier, and from the third only indirectly. A credit is believed before all that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.weighing.credits import Credit, Outlets
from sayso.weighing.direction import Direction, KnownBy, Side, direction
from sayso.weighing.passages import Passage

#: ``copy``: one took from the other; ``indirect``: by way of a third text; ``siblings``: both took
#: these words from a third.
Relation = Literal["copy", "indirect", "siblings"]

Span = tuple[int, int]

Pair = tuple[int, int]
"""Two texts, by their places on a shelf, the earlier place first."""

# So much of what two texts share must stand in a third for it to be where both have it from.
_COVERED = 0.8


@dataclass(frozen=True, slots=True)
class Bond:
    """What two texts are to each other; ``second`` took from ``first`` where ``known_by`` is set.

    The passages are seen from ``first``. ``via`` is a text, ``agency`` one that both credit.
    """

    first: int
    second: int
    passages: tuple[Passage, ...]
    relation: Relation = "copy"
    known_by: KnownBy | None = None
    credit: Credit | None = None
    via: int | None = None
    agency: str | None = None


class Relations:
    """Tells what the texts of each pair are to each other.

    Args:
        shared: the passages of each pair, seen from its first text.
        sides: what is known of each text.
        outlets: the names of outlets.
    """

    def __init__(
        self,
        shared: Mapping[Pair, Sequence[Passage]],
        sides: Mapping[int, Side],
        outlets: Outlets,
    ) -> None:
        self._shared, self._sides, self._outlets = shared, sides, outlets
        self._directions: dict[Pair, Direction] = {}
        self._sources: dict[int, set[int]] = {}
        self._takers: dict[int, set[int]] = {}
        for pair in shared:
            told = direction(sides[pair[0]], sides[pair[1]], outlets)
            if told is not None:
                self._directions[pair] = told
                source, taker = pair if told.forward else pair[::-1]
                self._sources.setdefault(taker, set()).add(source)
                self._takers.setdefault(source, set()).add(taker)

    def bonds(self) -> Iterator[Bond]:
        """A bond for each pair, in the order of the pairs."""
        parents = {pair: self._parent(pair) for pair in self._shared}
        for pair in sorted(self._shared):
            yield self._bond(pair, parents)

    def _bond(self, pair: Pair, parents: Mapping[Pair, int | None]) -> Bond:
        told, passages = self._directions.get(pair), tuple(self._shared[pair])
        if parents[pair] is not None:
            return Bond(*pair, passages, "siblings", via=parents[pair])
        agency = self._agency(pair)
        if agency is not None and (told is None or told.known_by != "credit"):
            return Bond(*pair, passages, "siblings", agency=agency)
        if told is None:
            return Bond(*pair, passages)
        source, taker = pair if told.forward else pair[::-1]
        if not told.forward:
            turned = (one.turned() for one in passages)
            passages = tuple(sorted(turned, key=lambda one: one.first_start))
        between = self._between(source, taker, parents) if told.known_by != "credit" else None
        return Bond(
            source,
            taker,
            passages,
            "copy" if between is None else "indirect",
            told.known_by,
            told.credit,
            between,
        )

    def _parent(self, pair: Pair) -> int | None:
        """The text that both have their shared words from, if they are siblings."""
        told = self._directions.get(pair)
        if told is not None and told.known_by == "credit":
            return None
        both = self._sources.get(pair[0], set()) & self._sources.get(pair[1], set())
        covering = [
            third
            for third in both
            if all(self._covered(pair, place, third) >= _COVERED for place in pair)
        ]
        if not covering:
            return None
        third = min(covering, key=lambda one: (-min(self._held(pair, p, one) for p in pair), one))
        takers = pair if told is None else pair[1:] if told.forward else pair[:1]
        if all(self._credited(third, taker) for taker in takers):
            return third
        nearer = any(
            self._held(pair, taker, self._other(pair, taker)) > self._held(pair, taker, third)
            for taker in takers
        )
        return None if nearer else third

    def _between(self, source: int, taker: int, parents: Mapping[Pair, int | None]) -> int | None:
        """A text by way of which one came to the other."""
        pair = _pair(source, taker)
        ways = [
            third
            for third in self._takers.get(source, set()) & self._sources.get(taker, set())
            if parents[_pair(third, taker)] is None
            and self._held(pair, taker, third) > self._held(pair, taker, source)
            and self._covered(pair, taker, third) >= _COVERED
        ]
        return min(ways, key=lambda one: (-self._held(pair, taker, one), one), default=None)

    def _agency(self, pair: Pair) -> str | None:
        """An agency that both credit, of which neither is the publication."""
        one, other = (self._sides[place] for place in pair)
        publishers = {
            self._outlets.name(side.about.publisher or "") or side.about.publisher
            for side in (one, other)
        }
        common = {credit.agency for credit in one.credits} & {
            credit.agency for credit in other.credits
        }
        return min(common - publishers, default=None)

    def _credited(self, source: int, taker: int) -> bool:
        """Whether a text credits the one that it is known to have words from."""
        return self._directions[_pair(source, taker)].known_by == "credit"

    def _covered(self, pair: Pair, place: int, third: int) -> float:
        """The share of a pair's passages, in one of its texts, that a third has passages for."""
        wanted = self._spans(pair, place)
        both = _overlap(wanted, self._spans(_pair(place, third), place))
        return both / sum(end - start for start, end in wanted)

    def _held(self, pair: Pair, place: int, other: int) -> int:
        """Characters of a pair's passages, in one of its texts, that another has word for word."""
        same = _pair(place, other)
        runs = [run for one in self._shared.get(same, ()) for run in one.runs]
        own = [(run[0], run[1]) if place == same[0] else (run[2], run[3]) for run in runs]
        return _overlap(self._spans(pair, place), own)

    @staticmethod
    def _other(pair: Pair, place: int) -> int:
        return pair[1] if place == pair[0] else pair[0]

    def _spans(self, pair: Pair, place: int) -> list[Span]:
        passages = self._shared.get(pair, ())
        if place == pair[0]:
            return [(one.first_start, one.first_end) for one in passages]
        return [(one.second_start, one.second_end) for one in passages]


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> int:
    """Characters that both have."""
    return sum(
        max(0, min(end, other_end) - max(start, other_start))
        for start, end in some
        for other_start, other_end in others
    )


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
