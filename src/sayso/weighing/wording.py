"""Words of a text -> what they are about and whom they name: its terms, without names of countries.

Comes in: a stretch of text. Goes out: the senses of its words, and the sides that it names, in
order. The idea in between: two texts about one thing share words; that both name the same two
countries says little, and which of them did what to which is asked for apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sayso.weighing.sides import Named, Sides
from sayso.weighing.terms import sense, terms

#: Letters of a country's code.
COUNTRY = 3
#: Codes of bodies that look like a country's.
NO_COUNTRY = frozenset({"IGO", "NGO"})

# Texts whose wording is in memory at once.
_IN_MEMORY = 200_000


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text is about: its terms, their senses, and the parties that it names."""

    terms: frozenset[str]
    senses: frozenset[str]
    parties: tuple[Named, ...]

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides of its parties, in order."""
        return tuple(one.side for one in self.parties)


class Wordings:
    """Says what texts are about; each text is looked at once.

    Args:
        sides: finds the parties that they name.

    Example:
        >>> told = Wordings(Sides()).of("Moscow said that Ukrainian guns had fired.")
        >>> sorted(told.senses), told.sides
        (['gun', 'shoot'], ('RUS', 'UKR'))
    """

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self.of = lru_cache(_IN_MEMORY)(self._of)

    def _of(self, text: str) -> Wording:
        parties = tuple(one for one in self._sides.named(text) if one.kind == "party")
        rest = text
        for one in reversed(parties):
            if is_country(one.side):
                rest = rest[: one.start] + " " + rest[one.end :]
        own = terms(rest)
        return Wording(own, frozenset(map(sense, own)), parties)


def is_country(side: str) -> bool:
    """Whether a side is a country, and not a body of several."""
    return len(side) == COUNTRY and side not in NO_COUNTRY


def blank(text: str, told: Wording) -> str:
    """The text with blanks for the names of countries, at the same places."""
    for one in told.parties:
        if is_country(one.side):
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text
