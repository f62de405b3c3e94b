"""Actors that a user names. Comes in: rows of name, code, dates and kind; goes out: a look-up.

Codes are blocks of three capitals: a country, a sector of PLOVER's, or both, and behind a sector
whatever detail the user likes ("AZE", "AZE GOV", "REB", "IGO UNO"). The country may be one that
ISO 3166 does not know. Several rows for one name are its codes one after the other: the one that
holds on the day a document was published counts, and one without dates where no other does. A
document without a date takes the row without dates, or else the one that holds latest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from sayso.errors import IntakeError
from sayso.knowledge.countries import Country, Key, countries, split_name
from sayso.knowledge.sector_codes import sector_codes
from sayso.knowledge.word_classes import words

ActorKind = Literal["country", "adjective", "people", "capital", "town", "organization", "person"]
COUNTRY_KINDS: frozenset[ActorKind] = frozenset(
    {"country", "adjective", "people", "capital", "town"}
)
"""The kinds whose code is a country's and nothing else."""

_SHORT = 3  # letters; a longer name stands in capitals too, for headlines
_SMALL = words("particle of a name") | {"of", "the", "and", "for", "in", "on"}
_LIKE_THE_ADJECTIVE = ("an", "i", "ese")  # "Veldorian": adjective and person; "Veldorians"
_ONE_NUMBER = ("ese", "ss")  # one word for one and for many
_PLURAL = ("s", "men")


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One row of a user's table.

    ``since`` and ``until`` are the first and the last day on which it holds, null for no end;
    ``kind`` is null where it is for the text to tell; ``where`` names the row in messages
    (``my.csv:7``). ``grade`` is the Admiralty grade that the user gives a source; no reading
    depends on it.
    """

    name: str
    code: str
    since: date | None = None
    until: date | None = None
    kind: ActorKind | None = None
    where: str = "actors"
    grade: str | None = None

    @property
    def country(self) -> str | None:
        """The country of the code."""
        first = self.code[:3]
        return None if first in sector_codes() else first

    @property
    def sector(self) -> str | None:
        """The sector of the code."""
        return next((block for block in self.code.split() if block in sector_codes()), None)

    @property
    def is_country(self) -> bool:
        """Whether it names a country, its people or capital, rather than somebody in it."""
        if self.kind is not None:
            return self.kind in COUNTRY_KINDS
        return self.code == self.country

    @property
    def dated(self) -> bool:
        """Whether it holds for some time only."""
        return self.since is not None or self.until is not None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since or date.min) <= day <= (self.until or date.max)

    def numbers(self) -> tuple[bool, ...]:
        """Whether the name of a people is plural: one answer, or both."""
        if self.name.endswith(_ONE_NUMBER):
            return (False, True)
        return (self.name.endswith(_PLURAL),)


class UserActors:
    """The rows of a user's tables by name.

    A name is found as it is written, or all in capitals where it is longer than three letters; its
    small words ("of", "al") and what stands behind a hyphen may begin with a capital or not. An
    adjective in -an, -i or -ese names the people, too.

    Args:
        rows: the rows, in the user's order.

    Raises:
        IntakeError: one name has two codes at one time; names the row.
    """

    def __init__(self, rows: Iterable[ActorRow]) -> None:
        self.rows = tuple(rows)
        self._index: dict[Key, list[tuple[Key, ActorRow]]] = {}
        given: dict[Key, list[ActorRow]] = {}
        for row in self.rows:
            given.setdefault(split_name(row.name), []).append(row)
        for key, same in given.items():
            for number, row in enumerate(same):
                if (error := clash(row, same[:number])) is not None:
                    raise error
            self._index.setdefault(_folded(key), []).extend((key, row) for row in same)
        for row in self.rows:
            if row.kind == "adjective" and row.name.endswith(_LIKE_THE_ADJECTIVE):
                self._add_people(row, given)
        self._first = frozenset(key[0] for key in self._index)
        self.longest = max(map(len, self._index), default=0)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of what the rows say, whatever file it stands in."""
        said = [(r.name, r.code, str(r.since), str(r.until), str(r.kind)) for r in self.rows]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @cached_property
    def countries(self) -> dict[str, Country]:
        """The countries of the rows that have no row in our own table, by code."""
        forms: dict[str, dict[ActorKind, dict[str, None]]] = {}
        for row in self.rows:
            if row.is_country and row.code not in countries():
                of_kind = forms.setdefault(row.code, {}).setdefault(row.kind or "country", {})
                of_kind[row.name] = None
        return {
            code: Country(
                alpha3=code,
                name=next(iter(kinds.get("country", ())), code),
                names=tuple(kinds.get("country", ())),
                adjectives=tuple(kinds.get("adjective", ())),
                people=tuple((name, name) for name in kinds.get("people", ())),
                capitals=(*kinds.get("capital", ()), *kinds.get("town", ())),
                metonyms=(),
                given_name=False,
            )
            for code, kinds in forms.items()
        }

    def country(self, code: str) -> Country:
        """The country of a code that one of the rows has."""
        return countries().get(code) or self.countries[code]

    def begins(self, part: str) -> bool:
        """Whether a name may begin with this token."""
        return part.upper() in self._first

    def find(self, key: Key, published: date | None) -> tuple[ActorRow, ...]:
        """The rows for a name that hold on a day; more than one only where kinds differ."""
        rows = [row for known, row in self._index.get(_folded(key), ()) if _fits(known, key)]
        if not rows:
            return ()
        dated = [row for row in rows if row.dated]
        undated = tuple(row for row in rows if not row.dated)
        if published is not None:
            return tuple(row for row in dated if row.holds(published)) or undated
        if undated:
            return undated
        latest = max(map(_period, dated))
        return tuple(row for row in dated if _period(row) == latest)

    def _add_people(self, row: ActorRow, given: dict[Key, list[ActorRow]]) -> None:
        one_number = row.name.endswith(_ONE_NUMBER)
        for name in (row.name,) if one_number else (row.name, f"{row.name}s"):
            key = split_name(name)
            if any(other.kind != "adjective" for other in given.get(key, ())):
                continue  # the user says something else of this word
            people = replace(row, name=name, kind="people")
            self._index.setdefault(_folded(key), []).append((key, people))


def clash(row: ActorRow, others: Iterable[ActorRow]) -> IntakeError | None:
    """Why a row cannot stand beside others of its name: another code at the same time."""
    for other in others:
        if row.code == other.code or row.dated != other.dated:
            continue
        if _period(row)[1] <= _period(other)[0] and _period(other)[1] <= _period(row)[0]:
            when = "at one time" if row.dated else "without dates"
            return IntakeError(
                row.where,
                f"{row.name!r} is {row.code} here and {other.code} in {other.where}, both {when}; "
                "give each row its dates, so that they do not overlap",
            )
    return None


def _period(row: ActorRow) -> tuple[date, date]:
    """Last and first day, so that the latest period is the greatest."""
    return row.until or date.max, row.since or date.min


def _folded(key: Key) -> Key:
    return tuple(part.upper() for part in key)


def _fits(known: Key, key: Key) -> bool:
    """Whether the tokens of a text, the same but for case, can be the name."""
    shouted = sum(map(len, known)) > _SHORT
    before = ("", *known)
    return all(
        part == name
        or (shouted and part == name.upper())
        or (name.lower() in _SMALL and part.lower() == name.lower())
        or (hyphen == "-" and part.lower() == name.lower())  # Ban Ki-Moon
        for name, part, hyphen in zip(known, key, before, strict=False)
    )
