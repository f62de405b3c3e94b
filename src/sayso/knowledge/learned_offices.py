"""Offices that other texts gave a person: who held what, when, and how well that is attested.

Comes in: rows that a ledger has learned (:mod:`sayso.ledger.offices`). Goes out: for a name and a
day the one office that they agree on, or nothing. The idea in between: a name is no person, and a
newspaper can be wrong; so an office counts only where several texts that differ give it and hardly
any gives another:

- at least :data:`LEAST_TEXTS` texts, from as many publishers as the ledger asks for;
- of all texts that give this name an office that holds on the day, at least :data:`AGREEING` the
  same country and sector; of those, as many the same title, or else the title is left open;
- a name of two words or more, the same but for case and accents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from functools import cached_property

from sayso.labels import fold

#: Texts that must give an office, none a copy of another.
LEAST_TEXTS = 3

#: The share of the texts that must agree.
AGREEING = 0.9

# Titles that are often given without what the office is for, and words that make another of them.
_PORTFOLIOS = frozenset({"minister", "secretary"})
_OTHER_RANK = frozenset(
    {"prime", "deputy", "vice", "junior", "assistant", "acting", "interim", "former", "general"}
)


@dataclass(frozen=True, slots=True)
class LearnedOffice:
    """What texts say of one person in one office at one time.

    ``since`` and ``until`` are the first and the last day on which it may be used; ``texts`` and
    ``publishers`` count the evidence.
    """

    person: str
    title: str
    country: str | None
    sector: str | None
    since: date
    until: date
    texts: int
    publishers: int


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """The office that a person is agreed to hold on a day; ``title`` is null where texts differ."""

    title: str | None
    country: str | None
    sector: str | None


class LearnedOffices:
    """The offices of a ledger, by person.

    Args:
        rows: also those that are too weak to be used, since they can speak against others.
        publishers: how many must have printed an office before it is used.
    """

    def __init__(self, rows: Iterable[LearnedOffice], publishers: int = 1) -> None:
        self.rows = tuple(rows)
        self.publishers = publishers
        self._by_name: dict[str, list[LearnedOffice]] = {}
        for row in self.rows:
            self._by_name.setdefault(fold(row.person), []).append(row)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all that can change what is found."""
        said = sorted(tuple(map(str, astuple(row))) for row in self.rows)
        return hashlib.sha256(repr((self.publishers, said)).encode()).hexdigest()

    def find(self, name: str, published: date | None) -> HeldOffice | None:
        """The office of whoever bears this name, on a day; null where that is not clear.

        A document without a date gets nothing: an office is held for a time.
        """
        key = fold(name)
        if published is None or " " not in key:
            return None
        rows = [row for row in self._by_name.get(key, ()) if row.since <= published <= row.until]
        codes: dict[tuple[str | None, str | None], list[LearnedOffice]] = {}
        for row in rows:
            codes.setdefault((row.country, row.sector), []).append(row)
        most = max(codes, key=lambda code: _texts(codes[code]), default=None)
        if most is None:
            return None
        same = codes[most]
        if (
            _texts(same) < max(LEAST_TEXTS, AGREEING * _texts(rows))
            or max(row.publishers for row in same) < self.publishers
        ):
            return None
        return HeldOffice(_title(same), *most)


def _title(rows: list[LearnedOffice]) -> str | None:
    """The title that they agree on; "minister" says nothing against "foreign minister"."""
    full = [row for row in rows if not any(shortens(row.title, other.title) for other in rows)]
    best = max(full, key=lambda row: (row.texts, row.title))
    same = _texts([row for row in full if row.title == best.title])
    return best.title if same >= AGREEING * _texts(full) else None


def shortens(title: str, other: str) -> bool:
    """Whether a title is another without what the office is for.

    >>> shortens("minister", "foreign minister"), shortens("minister", "deputy minister")
    (True, False)
    """
    words = other.split()
    return (
        title in _PORTFOLIOS
        and len(words) > 1
        and title in (words[0], words[-1])
        and _OTHER_RANK.isdisjoint(words)
    )


def _texts(rows: Iterable[LearnedOffice]) -> int:
    return sum(row.texts for row in rows)
