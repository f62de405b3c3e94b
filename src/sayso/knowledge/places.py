"""Places that are no parties. Comes in: ``places.csv``. Goes out: cities and regions by name.

Contested ground, seas, parts of the world, and cities and regions that GeoNames does not have, or
not by the name that texts use; capitals stand with their countries, others in `geonames`. A city
has the country that ISO 3166 and GeoNames file it under. Ground that is contested between states or
authorities (Crimea, Kashmir), and the towns on it, have none, whoever holds it, so that no event is
booked to a party for being there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from sayso.knowledge.countries import countries
from sayso.knowledge.rows import read_rows

PlaceKind = Literal["city", "region", "disputed", "water"]


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place; ``country`` is alpha-3, null where contested, at sea or across several states."""

    name: str
    country: str | None
    kind: PlaceKind


@cache
def places() -> Mapping[str, PlaceEntry]:
    """Places by name as written; split a key with `split_name` to match it against tokens.

    Raises:
        ModelError: if a row is malformed or a name stands there twice; names file and line.
    """
    found: dict[str, PlaceEntry] = {}
    for row in read_rows("places.csv", ("name", "country", "kind", "source")):
        kind = cast(PlaceKind, row.one_of("kind", get_args(PlaceKind)))
        place = PlaceEntry(row["name"], row["country"] or None, kind)
        if not place.name or place.name != place.name.strip() or place.name in found:
            row.wrong(f"name {place.name!r} is empty, padded or there already")
        if place.country is not None and place.country not in countries():
            row.wrong(f"country {place.country!r} has no row in countries.csv")
        if place.country is not None and place.kind in ("disputed", "water"):
            row.wrong(f"a place of kind {place.kind} has no country")
        if place.country is None and place.kind == "city":
            row.wrong("a city has the country that ISO 3166 files it under")
        found[place.name] = place
    return MappingProxyType(found)
