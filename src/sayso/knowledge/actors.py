"""Actors below and above the state. Comes in: ``organizations.csv`` and ``sectors.csv``.

Goes out: organizations by the tokens of their names, and the nouns for roles and bodies
("foreign minister", "army") by lemma, each with the PLOVER sector it belongs to.

Codes follow the PLOVER manual: an alpha-3 code and a sector ("PSE REB"), or one of its non-state
codes (IGO, NGO, MNC, IMG, ISM), followed, in the CAMEO manner, by three letters for the body
("IGO NAT"). Health is MED and the media JRN, as in PLOVER. Parties are PTY whoever governs, state
media JRN like all others; a body that has ruled and rebelled has a country and no sector; a bloc
without a list of members has no code at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from sayso.knowledge.countries import Key, countries, split_name
from sayso.knowledge.rows import Row, read_rows

OrganizationKind = Literal[
    "igo",
    "ngo",
    "bloc",
    "party",
    "armed group",
    "agency",
    "legislature",
    "court",
    "media",
    "company",
    "group",
]
NounKind = Literal["office", "role", "group", "collective"]

PRIMARY_SECTORS = frozenset(
    {
        *("GOV", "JUD", "LEG", "MIL", "COP", "OPP", "PTY", "REB", "PRM", "SPY", "UAF"),
        *("CVL", "ELI", "BUS", "EDU", "MED", "LAB", "AGR", "JRN", "REF", "REL", "SOC", "CRM"),
    }
)
"""The sectors of the PLOVER manual."""

NON_STATE = frozenset({"IGO", "NGO", "MNC", "IMG", "ISM"})
"""PLOVER's codes for actors of no country; sayso uses them as sectors, too."""

_SECTORS = PRIMARY_SECTORS | NON_STATE | {""}
_CODE = re.compile(r"[A-Z]{3}( [A-Z]{3}){0,2}")


@dataclass(frozen=True, slots=True)
class Organization:
    """A named body, bloc or group.

    ``country`` is null for what belongs to none, ``sector`` for what has none (blocs, ethnic
    groups, bodies that change sides), ``code`` for what PLOVER and CAMEO cannot name. ``user``: it
    comes from a user's table, not from ours.
    """

    name: str
    names: tuple[str, ...]
    code: str | None
    country: str | None
    sector: str | None
    kind: OrganizationKind
    user: bool = False


@dataclass(frozen=True, slots=True)
class SectorNoun:
    """A noun for a role or a body.

    ``noun`` is the singular lemma in lower case, possibly of several words. ``sector`` is null
    where the role takes that of the body it serves ("spokesman"). ``person``: it names one human
    being, not a collective. ``office``: a post that one person holds at a time, so that "the
    prime minister" is somebody and "a soldier" is anybody.
    """

    noun: str
    sector: str | None
    person: bool
    kind: NounKind
    office: bool


@cache
def organizations() -> Mapping[Key, Organization]:
    """Organizations by the tokens of each of their names (see `split_name`), as written.

    Raises:
        ModelError: if a row is malformed or a name stands there twice; names file and line.
    """
    found: dict[Key, Organization] = {}
    columns = ("names", "code", "country", "sector", "kind", "source")
    for row in read_rows("organizations.csv", columns):
        organization = _organization(row)
        for name in organization.names:
            key = split_name(name)
            if key in found and found[key] is not organization:
                row.wrong(f"{name!r} is {found[key].name}'s already")
            found[key] = organization
    return MappingProxyType(found)


@cache
def sectors() -> Mapping[str, SectorNoun]:
    """Role and body nouns by their singular lemma in lower case, words joined by single blanks.

    Raises:
        ModelError: if a row is malformed or a noun stands there twice; names file and line.
    """
    found: dict[str, SectorNoun] = {}
    columns = ("noun", "sector", "person", "kind", "office", "source")
    for row in read_rows("sectors.csv", columns):
        noun = SectorNoun(
            noun=row["noun"],
            sector=row.one_of("sector", _SECTORS) or None,
            person=row.flag("person"),
            kind=cast(NounKind, row.one_of("kind", get_args(NounKind))),
            office=row.flag("office"),
        )
        if not noun.noun or noun.noun != " ".join(noun.noun.lower().split()):
            row.wrong(f"noun {noun.noun!r} is empty, padded or not in lower case")
        if noun.noun in found:
            row.wrong(f"{noun.noun!r} has a row already")
        if noun.person == (noun.kind == "collective") or noun.office != (noun.kind == "office"):
            row.wrong(f"person and office do not fit the kind {noun.kind!r}")
        found[noun.noun] = noun
    return MappingProxyType(found)


def code(country: str | None, sector: str | None) -> str | None:
    """The PLOVER code of a country's sector: ``AZE GOV``; what is missing is left out.

    A primary sector without a country is no code ("the army" of nobody knows whom: null), a
    non-state one is ("IGO").
    """
    if country is None:
        return sector if sector in NON_STATE else None
    return country if sector is None else f"{country} {sector}"


def _organization(row: Row) -> Organization:
    names = row.many("names")
    if not names:
        row.wrong("the organization has no name")
    country = row["country"] or None
    if country is not None and country not in countries():
        row.wrong(f"country {country!r} has no row in countries.csv")
    sector = row.one_of("sector", _SECTORS) or None
    written = row["code"] or None
    if written is not None and not _CODE.fullmatch(written):
        row.wrong(f"code {written!r} is not made of blocks of three capitals")
    if country is not None and written != code(country, sector):
        row.wrong(f"code {written!r} does not follow from country {country} and sector {sector}")
    kind = cast(OrganizationKind, row.one_of("kind", get_args(OrganizationKind)))
    return Organization(names[0], names, written, country, sector, kind)
