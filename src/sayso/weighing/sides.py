"""Words -> whose they name: the countries and bodies that a text speaks of, without a parse.

Comes in: a text, and a user's actors. Goes out: the sides that it names, in order. The idea in
between: the reader finds the parties of an event; what a claim tells without a coded event has
parties, too ("Kelmarian gas reaches Torvania again"), and a name, an adjective or a capital says
whose they are. A *side* is a country's code, or the code of a body that belongs to no country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.knowledge.actors import organizations
from sayso.knowledge.countries import gazetteer, lookalikes
from sayso.knowledge.user_actors import UserActors

#: ``party``: a country, its people, its government or a body; ``place``: a town of it.
Kind = Literal["party", "place"]

Key = tuple[str, ...]

_TOKEN = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Named:
    """A place in a text where a side is named; ``start`` and ``end`` are characters."""

    start: int
    end: int
    side: str
    kind: Kind


class Sides:
    """Finds the sides that texts name.

    Args:
        actors: a user's; they come before our own.

    Example:
        >>> [one.side for one in Sides().named("Moscow said that Ukrainian guns had fired.")]
        ['RUS', 'UKR']
    """

    def __init__(self, actors: UserActors | None = None) -> None:
        own = dict(_of_rows(actors)) if actors is not None else {}
        self._known: Mapping[Key, tuple[str, Kind] | None] = {**_built_in(), **own}
        self._longest: dict[str, int] = {}
        for key in self._known:
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def named(self, text: str) -> tuple[Named, ...]:
        """The sides that a text names, in its order; of names that overlap, the longest."""
        found: list[Named] = []
        tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
        place = 0
        while place < len(tokens):
            place += self._at(tokens, place, found)
        return tuple(found)

    def _at(self, tokens: list[tuple[str, int, int]], place: int, found: list[Named]) -> int:
        """Add the name that begins at a token; returns how many tokens were read."""
        longest = self._longest.get(tokens[place][0].rstrip("."), 0)
        for length in range(min(longest, len(tokens) - place), 0, -1):
            words = tokens[place : place + length]
            for key in (
                tuple(word.rstrip(".") for word, _, _ in words),
                tuple(word for word, _, _ in words),
            ):
                if key in self._known:
                    meant = self._known[key]
                    if meant is not None:
                        found.append(Named(words[0][1], words[-1][2], *meant))
                    return length
        return 1


def side_of(code: str | None) -> str | None:
    """The side of a code: ``AZE`` of ``AZE GOV``; a body without a country keeps its own."""
    return code[:3] if code and len(code) > 3 and code[:3] != "IGO" else code


def _tokens(name: str) -> Key:
    return tuple(match.group().rstrip(".") for match in _TOKEN.finditer(name))


def _of_rows(actors: UserActors) -> Iterator[tuple[Key, tuple[str, Kind]]]:
    for row in actors.rows:
        side = row.country or row.code
        kind: Kind = "place" if row.kind == "town" else "party"
        forms = [row.name]
        if row.kind == "adjective":
            forms.append(f"{row.name}s")
        for form in forms:
            key = _tokens(form)
            if key:
                yield key, (side, kind)
                if key[0] == "The" and len(key) > 1:
                    yield key[1:], (side, kind)


@cache
def _built_in() -> Mapping[Key, tuple[str, Kind] | None]:
    found: dict[Key, tuple[str, Kind] | None] = {}
    for parts, bodies in ((key, body) for key, body in organizations().items()):
        side = bodies.country or side_of(bodies.code)
        if side is not None:
            found[_tokens(" ".join(parts))] = (side, "party")
    for parts, entries in gazetteer().items():
        found[_tokens(" ".join(parts))] = (entries[0].country.alpha3, "party")
    for parts in lookalikes():
        found[_tokens(" ".join(parts))] = None
    found.pop((), None)
    return found
