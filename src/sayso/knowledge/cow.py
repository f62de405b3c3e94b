"""Correlates of War codes of countries. Comes in: ``cow.csv``. Goes out: state numbers by alpha-3.

The facts are the members at the end of 2016 in the State System Membership List of the Correlates
of War project, version 2016. Countries that are no member there have no code: dependencies and
territories, Palestine, Western Sahara, Vatican City, Hong Kong. The abbreviations are not ISO's:
Germany is GMY, and AUS is Austria.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sayso.knowledge.countries import countries
from sayso.knowledge.rows import read_rows


@dataclass(frozen=True, slots=True)
class CowState:
    """A state of the Correlates of War: ``number`` (255) and ``abbreviation`` (GMY)."""

    alpha3: str
    number: int
    abbreviation: str


@cache
def cow_states() -> Mapping[str, CowState]:
    """The states by ISO 3166 alpha-3 code; a country without an entry is no member.

    Raises:
        ModelError: if a row is malformed; names file and line.

    >>> cow_states()["DEU"]
    CowState(alpha3='DEU', number=255, abbreviation='GMY')
    >>> cow_states().get("HKG") is None
    True
    """
    found: dict[str, CowState] = {}
    taken = set[str]()
    for row in read_rows("cow.csv", ("alpha3", "number", "abbreviation", "source")):
        alpha3, number, abbreviation = row["alpha3"], row["number"], row["abbreviation"]
        if alpha3 not in countries() or alpha3 in found:
            row.wrong(f"{alpha3!r} has no row in countries.csv or two rows here")
        if not number.isdecimal() or len(abbreviation) != 3 or {number, abbreviation} & taken:
            row.wrong(f"number {number!r} or abbreviation {abbreviation!r} is wrong or taken")
        taken |= {number, abbreviation}
        found[alpha3] = CowState(alpha3, int(number), abbreviation)
    return MappingProxyType(found)
