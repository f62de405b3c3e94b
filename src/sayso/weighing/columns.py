"""Mentions -> columns: what is compared of them, as numbers in arrays.

Comes in: mentions. Goes out: their terms and kinds as numbers, a row for each. The idea in between:
a hundred thousand mentions are read, joined and picked in no time if they are arrays, and what was
made of them once can be kept as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from sayso.weighing.mentions import Mention
from sayso.weighing.tellings import Who

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Lots = npt.NDArray[np.uint64]

_Terms = frozenset[str]
_Named = TypeVar("_Named")


@dataclass
class Names:
    """Terms, and sets of sides or types, by number; those that are new get the next ones."""

    terms: list[str] = field(default_factory=list)
    kinds: list[_Terms] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._terms = {term: number for number, term in enumerate(self.terms)}
        self._kinds = {kind: number for number, kind in enumerate(self.kinds)}

    def term(self, term: str) -> int:
        """The number of a term."""
        return _number(term, self.terms, self._terms)

    def kind(self, kind: _Terms) -> int:
        """The number of a set."""
        return _number(kind, self.kinds, self._kinds)


def _number(one: _Named, held: list[_Named], numbers: dict[_Named, int]) -> int:
    """The place of one among those that are held, of which it is the last if it is new."""
    number = numbers.setdefault(one, len(held))
    if number == len(held):
        held.append(one)
    return number


@dataclass(frozen=True)
class Rows:
    """Lists of numbers: those of row ``i`` are ``values[bounds[i] : bounds[i + 1]]``."""

    bounds: Places
    values: npt.NDArray[np.int32]

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Rows:
        """Lists as rows."""
        bounds = np.cumsum([0, *map(len, rows)]).astype(np.int64)
        return cls(bounds, np.fromiter((one for row in rows for one in row), np.int32, bounds[-1]))

    @property
    def sizes(self) -> Places:
        """How many numbers each row has."""
        return np.diff(self.bounds)

    @property
    def owners(self) -> Places:
        """The row of each number."""
        return np.repeat(np.arange(len(self.bounds) - 1), self.sizes)

    def take(self, rows: Places) -> Rows:
        """Some rows, in the order in which they are asked for."""
        sizes = self.sizes[rows]
        bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        inside = np.arange(bounds[-1]) - np.repeat(bounds[:-1], sizes)
        return Rows(bounds, self.values[np.repeat(self.bounds[:-1][rows], sizes) + inside])

    def with_rows(self, more: Rows) -> Rows:
        """These, and others behind them."""
        return Rows(
            np.concatenate([self.bounds, self.bounds[-1] + more.bounds[1:]]),
            np.concatenate([self.values, more.values]),
        )

    def of_row(self, row: int) -> list[int]:
        """One row as a list."""
        found: list[int] = self.values[self.bounds[row] : self.bounds[row + 1]].tolist()
        return found


@dataclass(frozen=True)
class Columns:
    """What is compared of mentions, a row for each.

    ``own``, ``around``, ``context``, ``topic`` and ``named`` are terms; ``types``, ``sides``,
    ``doers``, ``actors`` and ``recipients`` numbers of sets. ``document`` is the place of the
    document. ``day``, ``until`` and ``published`` are ordinals, 0 where unknown. ``claim``,
    ``about`` and ``told_in`` are places among the claims of the document: the mention's, the claim
    that it points back at (-1: none), and those that only introduce it. ``lot`` is a number that a
    mention has from the name of its claim alone.
    """

    own: Rows
    around: Rows
    context: Rows
    topic: Rows
    named: Rows
    told_in: Rows
    document: Places
    day: Places
    until: Places
    published: Places
    dated: Flags
    ahead: Flags
    types: Places
    sides: Places
    doers: Places
    actors: Places
    recipients: Places
    claim: Places
    about: Places
    lot: Lots

    def __len__(self) -> int:
        return len(self.day)

    def take(self, rows: Places) -> Columns:
        """Some rows, in the order in which they are asked for."""
        held = [getattr(self, one.name) for one in fields(self)]
        taken: list[Any] = [one.take(rows) if isinstance(one, Rows) else one[rows] for one in held]
        return Columns(*taken)

    def with_rows(self, more: Columns) -> Columns:
        """These, and others behind them."""
        made: list[Any] = []
        for one in fields(self):
            first, second = getattr(self, one.name), getattr(more, one.name)
            if isinstance(first, Rows):
                made.append(first.with_rows(second))
            else:
                made.append(np.concatenate([first, second]))
        return Columns(*made)


def columns(
    mentions: Sequence[Mention],
    places: Mapping[str, Mapping[str, int]],
    names: Names,
) -> Columns:
    """The columns of mentions.

    Args:
        mentions: in any order.
        places: the places of each document's claims, by their names.
        names: numbers terms and sets.
    """
    claims = [
        (
            at[one.telling.claim],
            -1 if one.about is None else at[one.about],
            [at[claim] for claim in one.told_in],
        )
        for one in mentions
        for at in (places[one.telling.document],)
    ]
    documents = {document: number for number, document in enumerate(places)}

    def terms(some: Iterable[_Terms]) -> Rows:
        return Rows.of([sorted(map(names.term, one)) for one in some])

    def numbers(some: Iterable[int]) -> Places:
        return np.fromiter(some, np.int64, len(mentions))

    def flags(some: Iterable[bool]) -> Flags:
        return np.fromiter(some, np.bool_, len(mentions))

    return Columns(
        own=terms(one.own for one in mentions),
        around=terms(one.around for one in mentions),
        context=terms(one.context for one in mentions),
        topic=terms(one.topic for one in mentions),
        named=terms(one.named for one in mentions),
        told_in=Rows.of([behind for _, _, behind in claims]),
        document=numbers(documents[one.telling.document] for one in mentions),
        day=numbers(one.day.toordinal() if one.day else 0 for one in mentions),
        until=numbers(one.until.toordinal() if one.until else 0 for one in mentions),
        published=numbers(
            one.telling.published.toordinal() if one.telling.published else 0 for one in mentions
        ),
        dated=flags(one.dated for one in mentions),
        ahead=flags(one.looks_ahead for one in mentions),
        types=numbers(names.kind(one.types) for one in mentions),
        sides=numbers(names.kind(one.sides) for one in mentions),
        doers=numbers(names.kind(one.doers) for one in mentions),
        actors=numbers(names.kind(_sides(one.telling.actors)) for one in mentions),
        recipients=numbers(names.kind(_sides(one.telling.recipients)) for one in mentions),
        claim=numbers(claim for claim, _, _ in claims),
        about=numbers(about for _, about, _ in claims),
        lot=np.fromiter((_lot(one.telling.claim) for one in mentions), np.uint64, len(mentions)),
    )


def _lot(claim: str) -> int:
    """A number of 64 bits, the same on every machine."""
    digest = hashlib.blake2b(claim.encode("utf8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def _sides(parties: Iterable[Who]) -> _Terms:
    return frozenset(who.side for who in parties if who.side)
