"""Countries and the words that name them. Comes in: ``countries.csv`` and ``lookalikes.csv``.

Goes out: countries by ISO 3166 alpha-3 code, and a gazetteer from the tokens of a name, adjective,
people, capital or metonym to the country it stands for. The idea in between: a key is the tokens
*as written*, because case tells Turkey from the bird and US from the pronoun; a consumer takes the
longest match, and `lookalikes` holds the longer names that contain a country's but are none
("New Mexico", "American Indian"). A word that several countries bear alike ("Korean") is left out
rather than guessed; where usage settles it ("Congo"), the row's source column says so.

Codes are ISO 3166-1, dependencies included as PLOVER asks, and XKX for Kosovo. States that were
dissolved into several (the Soviet Union, Yugoslavia) have no code here: their acts are no single
successor's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from sayso.knowledge.rows import Row, read_rows

Kind = Literal["name", "adjective", "people", "capital", "metonym"]
Key = tuple[str, ...]

_COLUMNS = (
    "alpha3",
    "names",
    "adjectives",
    "people",
    "capitals",
    "metonyms",
    "given_name",
    "surname",
    "us_state",
    "source",
)
_METONYM_SECTORS = frozenset({"GOV", "MIL", "LEG", "COP", "SPY", "JUD"})
_ALPHA3 = re.compile(r"[A-Z]{3}")
_APOSTROPHES = "'’‘ʼʻ`´"
_HYPHENS = "-‐‑‒–—"
_MARKS = re.escape(_APOSTROPHES + _HYPHENS + ",/")
_TOKEN = re.compile(rf"[{_MARKS}]|[^\s{_MARKS}]+")
_CANONICAL = {**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_HYPHENS, "-")}


@dataclass(frozen=True, slots=True)
class Country:
    """A country and every word for it, exactly as written in English text.

    ``name`` is the first of ``names``. ``people`` holds (singular, plural) nouns; ``metonyms``
    (words, PLOVER sector), e.g. ``("Kremlin", "GOV")``. ``given_name``: one of its names is a
    person's first name or surname too (Jordan, Chad).
    """

    alpha3: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    capitals: tuple[str, ...]
    metonyms: tuple[tuple[str, str], ...]
    given_name: bool


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """What a sequence of tokens can mean.

    ``sector`` is set for metonyms only; ``plural`` tells Armenians from an Armenian. This very
    form may also be a person's first name (``given_name``: Jordan, Sofia) or last name
    (``surname``: Jordan, Holland) or name one of the United States (``us_state``: Georgia,
    Washington): ask the context. ``user``: a user's table says so, not ours.
    """

    country: Country
    kind: Kind
    sector: str | None = None
    plural: bool = False
    given_name: bool = False
    surname: bool = False
    us_state: bool = False
    user: bool = False


@lru_cache(maxsize=100_000)
def split_name(text: str) -> Key:
    """The tokens of a name, as the gazetteer's keys have them.

    Cut at blanks, hyphens, apostrophes, commas and slashes; each of these marks (not the blanks)
    is a token of its own, typographic forms made plain. Dots stay: ``U.S.`` is one token.
    Splitting each token of any tokeniser and joining the results gives the same as splitting the
    whole, provided that the tokeniser leaves the dots where they are.
    """
    return tuple(_CANONICAL.get(token, token) for token in _TOKEN.findall(text))


@cache
def countries() -> Mapping[str, Country]:
    """Every country by its alpha-3 code.

    Raises:
        ModelError: if a row of the table is malformed; the message names file and line.
    """
    return MappingProxyType({row["alpha3"]: country for row, country in _table()})


@cache
def gazetteer() -> Mapping[Key, tuple[GazetteerEntry, ...]]:
    """What each sequence of tokens can mean; several entries share a key, never two countries.

    Names longer than three letters stand there in capitals too, for headlines.

    Raises:
        ModelError: if a row is malformed, or a form is claimed by two countries.
    """
    found: dict[Key, tuple[GazetteerEntry, ...]] = {}
    for row, country in _table():
        persons, states = set(row.many("given_name")), set(row.many("us_state"))
        surnames = set(row.many("surname"))
        forms = set[str]()
        for form, kind, sector, plural in _forms(country):
            forms.add(form)
            entry = GazetteerEntry(
                country,
                kind,
                sector,
                plural,
                given_name=form in persons,
                surname=form in surnames,
                us_state=form in states,
            )
            key = split_name(form)
            others = found.get(key, ())
            if any(other.country is not country for other in others):
                row.wrong(f"{form!r} is {others[0].country.alpha3}'s already")
            if entry not in others:
                found[key] = (*others, entry)
        for stray in sorted((persons | surnames | states) - forms):
            row.wrong(f"{stray!r} is marked ambiguous but is no form of the country")
    return MappingProxyType(found)


@cache
def lookalikes() -> frozenset[Key]:
    """Keys of names that hold a country's name and yet name no country ("New Mexico")."""
    return frozenset(
        split_name(row["name"]) for row in read_rows("lookalikes.csv", ("name", "why", "source"))
    )


@cache
def _table() -> tuple[tuple[Row, Country], ...]:
    found: dict[str, tuple[Row, Country]] = {}
    for row in read_rows("countries.csv", _COLUMNS):
        if row["alpha3"] in found:
            row.wrong(f"{row['alpha3']} has a row already")
        found[row["alpha3"]] = (row, _country(row))
    return tuple(found.values())


def _country(row: Row) -> Country:
    if not _ALPHA3.fullmatch(row["alpha3"]):
        row.wrong(f"{row['alpha3']!r} is no alpha-3 code")
    names = row.many("names")
    if not names:
        row.wrong("the country has no name")
    people = []
    for pair in row.many("people", ";"):
        singular, bar, plural = pair.partition("|")
        if not (singular and bar and plural) or "|" in plural:
            row.wrong(f"people {pair!r} is not of the form singular|plural")
        people.append((singular, plural))
    metonyms = []
    for metonym in row.many("metonyms"):
        form, equals, sector = metonym.partition("=")
        if not (form and equals) or sector not in _METONYM_SECTORS:
            row.wrong(f"metonym {metonym!r} is not of the form words=SECTOR")
        metonyms.append((form, sector))
    return Country(
        alpha3=row["alpha3"],
        name=names[0],
        names=names,
        adjectives=row.many("adjectives"),
        people=tuple(people),
        capitals=row.many("capitals"),
        metonyms=tuple(metonyms),
        given_name=not set(names).isdisjoint(row.many("given_name")),
    )


def _forms(country: Country) -> Iterator[tuple[str, Kind, str | None, bool]]:
    """Each form of a country with its kind, sector and number, as written and in capitals."""
    for form, kind, sector, plural in _written(country):
        yield form, kind, sector, plural
        if len(form) > 3 and form.upper() != form:
            yield form.upper(), kind, sector, plural


def _written(country: Country) -> Iterator[tuple[str, Kind, str | None, bool]]:
    for name in country.names:
        yield name, "name", None, False
    for adjective in country.adjectives:
        yield adjective, "adjective", None, False
    for singular, plural in country.people:
        yield singular, "people", None, False
        yield plural, "people", None, True
    for capital in country.capitals:
        yield capital, "capital", None, False
    for metonym, sector in country.metonyms:
        yield metonym, "metonym", sector, False
