"""Stretches of history by name. Comes in: ``eras.csv``. Goes out: eras, and states that are gone.

An *era* is a time that a text may name instead of a year ("during the Cold War"); it has a first
and a last year as reference works commonly give them, or neither where it fell at different times
in different places ("in colonial times"). A *state* is one that no longer exists and a *regime* a
rule that has ended: what they did is history. No name here holds a country's: names of countries
are masked when a text is read, so that no rule can favour one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from sayso.knowledge.rows import Row, read_rows

EraKind = Literal["era", "state", "regime"]


@dataclass(frozen=True, slots=True)
class Era:
    """A named stretch of history; years as ``YYYY``, None where they are not one and the same."""

    first: str | None
    last: str | None
    kind: EraKind


@cache
def eras() -> Mapping[str, Era]:
    """Eras, bygone states and regimes by name, as written.

    Raises:
        ModelError: if a row is malformed or a name stands there twice; names file and line.
    """
    found: dict[str, Era] = {}
    for row in read_rows("eras.csv", ("names", "first", "last", "kind", "source")):
        era = Era(_year(row, "first"), _year(row, "last"), _kind(row))
        if era.kind == "era" and (era.first is None) != (era.last is None):
            row.wrong("an era has both years or neither")
        if era.kind != "era" and era.last is None:
            row.wrong(f"a {era.kind} that is gone has a last year")
        if era.first and era.last and era.first > era.last:
            row.wrong(f"{era.first} is after {era.last}")
        for name in row.many("names"):
            if name in found:
                row.wrong(f"{name!r} is there already")
            found[name] = era
    return MappingProxyType(found)


def _kind(row: Row) -> EraKind:
    return cast(EraKind, row.one_of("kind", get_args(EraKind)))


def _year(row: Row, column: str) -> str | None:
    year = row[column]
    if year and not (len(year) == 4 and year.isdecimal()):
        row.wrong(f"{column} {year!r} is no year of four digits")
    return year or None
