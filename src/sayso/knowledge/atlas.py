"""What names mean on the day of one document: our own tables, and before them the user's.

Comes in: a user's actors, if any, and the day. Goes out: for the tokens of a name, the country it
stands for, or the organization or person. There is no state beside what is passed in, so that two
readers with other actors do not meet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal, cast

from sayso.knowledge.actors import Organization, organizations
from sayso.knowledge.countries import (
    Country,
    GazetteerEntry,
    Key,
    Kind,
    gazetteer,
    lookalikes,
    split_name,
)
from sayso.knowledge.user_actors import ActorKind, ActorRow, UserActors

LONGEST = 10
"""Tokens in the longest name of our own tables."""


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An organization or person by name; ``kind`` is null where the text is to tell which."""

    entry: Organization
    kind: Literal["organization", "person"] | None = "organization"


class Atlas:
    """Looks names up for one document.

    Args:
        actors: the user's.
        published: the day on which the document was published, in ISO 8601, or null.

    Attributes:
        longest: how many tokens the longest name has.
    """

    def __init__(self, actors: UserActors | None = None, published: str | None = None) -> None:
        self._actors = actors
        self._day = _day(published)
        self.longest = max(LONGEST, actors.longest if actors is not None else 0)

    def begins(self, word: str) -> bool:
        """Whether any name or look-alike of a country begins with this word."""
        return _begins(word) or self._begins_users(word)

    def begins_actor(self, word: str) -> bool:
        """Whether the name of any organization or person begins with this word."""
        return _begins_organization(word) or self._begins_users(word)

    def _begins_users(self, word: str) -> bool:
        return self._actors is not None and any(map(self._actors.begins, _openings(word)))

    def entries(self, key: Key) -> tuple[GazetteerEntry, ...] | None:
        """The countries' entries for a name; empty for a look-alike ("New Mexico"), else null."""
        rows = self._rows(key)
        if rows and self._actors is not None:
            country = self._actors.country
            entries = tuple(
                entry
                for row in rows
                if row.is_country
                for entry in _entries(row, key, country(row.code))
            )
            if entries:
                return entries
            if key in gazetteer() or any(row.kind == "person" for row in rows):
                return ()  # the user knows it as somebody else
        return () if key in lookalikes() else gazetteer().get(key)

    def named(self, key: Key) -> NamedActor | None:
        """The organization or person of this name."""
        for row in self._rows(key):
            if row.is_country:
                return None
            kind = cast('Literal["organization", "person"] | None', row.kind)
            return NamedActor(_organization(row), kind)
        entry = organizations().get(key)
        return NamedActor(entry) if entry is not None else None

    def _rows(self, key: Key) -> tuple[ActorRow, ...]:
        return self._actors.find(key, self._day) if self._actors is not None else ()


@lru_cache(maxsize=100_000)
def _begins(word: str) -> bool:
    """The quick way past most words."""
    return not _first_parts().isdisjoint(_openings(word))


@lru_cache(maxsize=100_000)
def _begins_organization(word: str) -> bool:
    return not _first_parts_of_organizations().isdisjoint(_openings(word))


@cache
def _first_parts_of_organizations() -> frozenset[str]:
    return frozenset(key[0] for key in organizations())


def _openings(word: str) -> Key:
    """The first token of a word, with and without the full stop that may end it."""
    return split_name(word)[:1] + split_name(word.removesuffix("."))[:1]


@cache
def _first_parts() -> frozenset[str]:
    return frozenset(key[0] for key in (*gazetteer(), *lookalikes()) if key)


# What a row's kind is in the gazetteer. A town is named like a capital: a place, and its country
# where somebody does something to it.
_KINDS: dict[ActorKind | None, Kind] = {None: "name", "country": "name", "town": "capital"}


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _entries(row: ActorRow, key: Key, country: Country) -> tuple[GazetteerEntry, ...]:
    """A row as entries of the gazetteer; without a kind, what our own table makes of the name."""
    known = gazetteer().get(key, ())
    if row.kind is None and known and known[0].country is country:
        return tuple(replace(entry, user=True) for entry in known)
    kind = _KINDS.get(row.kind) or cast(Kind, row.kind)
    return tuple(
        GazetteerEntry(
            country,
            kind,
            plural=plural,
            given_name=any(entry.given_name for entry in known),
            surname=any(entry.surname for entry in known),
            user=True,
        )
        for plural in (row.numbers() if kind == "people" else (False,))
    )


def _organization(row: ActorRow) -> Organization:
    return Organization(
        name=row.name,
        names=(row.name,),
        code=row.code,
        country=row.country,
        sector=row.sector,
        kind="group",
        user=True,
    )


BUILT_IN = Atlas()
"""Our own tables alone."""
