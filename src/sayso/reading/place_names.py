"""Parse -> the cities, regions and waters that the text names, each as one place where it is one.

Comes in: a parse. Goes out: a :class:`NamedPlace` for each of the tokens of its name. Countries and
their capitals are names of the gazetteer of countries and none of this; so are the names of
people and organisations, and of whoever goes by a name that is a city's, too.

A name that several places bear is settled by what stands with it ("Cordoba, Argentina", "the
Spanish city of Cordoba"), also where it comes again without that; then by size, if one place
dwarfs the rest; then by the countries that the sentence names, then by those of the document, if
one of them fits and only one. Otherwise the place keeps its name and has no country: never a guess.
The rows of ``places.csv`` stand for what they say and yield only to a country that stands with the
name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors
from sayso.knowledge.geonames import Ground, begins, meanings, plain
from sayso.knowledge.places import PlaceEntry, PlaceKind, places
from sayso.knowledge.word_classes import words
from sayso.reading.addresses import (
    POSSESSIVE,
    Told,
    row_of,
    rows,
    told_before,
    told_behind,
)
from sayso.reading.belonging import LONGEST_ROLE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

_LONGEST = 7  # tokens in the longest name looked for
DWARFS = 10
"""Times as many people as any namesake: then a place is meant unless the text says else."""

_LARGE = 100_000  # and at least so many
_ON_THE_MAP = ("GPE", "LOC", "FAC")
_STATE = frozenset({"GOV", "LEG", "JUD", "COP", "MIL"})
_OF_STATE = frozenset({"council", "commission", "department", "office", "agency", "assembly"})


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place's name in the text: its tokens ``first..end``, what it is, and where that lies.

    ``head`` is the token that heads the name. ``country`` is null on contested ground, at sea, and
    where the text leaves open which of several places is meant; coordinates and ``geonames`` are
    null for what is no single city.
    """

    first: int
    end: int
    head: int
    name: str
    kind: PlaceKind
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class _Match:
    """Tokens that are some place's name; ``row``: what the hand-made table says of it."""

    first: int
    end: int
    name: str
    row: PlaceEntry | None
    grounds: tuple[Ground, ...]
    told: Told | None


def find_places(parse: Parse) -> dict[int, NamedPlace]:
    """The places in a text, by each of the tokens of their names."""
    matches = list(_matches(parse))
    told: dict[str, set[Told]] = defaultdict(set)
    for match in matches:
        if match.told is not None:
            told[match.name].add(match.told)
    stated = {name: found.pop() for name, found in told.items() if len(found) == 1}
    settled: dict[int, NamedPlace] = {}
    open_: list[_Match] = []
    for match in matches:
        place = _by_itself(parse, match, match.told or stated.get(match.name))
        if place is None:
            open_.append(match)
        else:
            settled[match.first] = place
    if open_:
        near = _countries(parse, settled.values())
        everywhere = {country for countries in near.values() for country in countries}
        for match in open_:
            here = near[parse.doc[match.first].sent.start]
            place = _among(parse, match, here) or _among(parse, match, everywhere)
            settled[match.first] = place or _named(parse, match, None, ())
    return {i: place for place in settled.values() for i in range(place.first, place.end)}


def _told(parse: Parse, first: int, end: int, candidates: set[str | None]) -> Told | None:
    """The same for a known name; what stands before it counts only if such a place is known.

    "Russian Kherson" says who holds it, "Russian Kursk" says where it is.
    """
    before = told_before(parse, first)
    return told_behind(parse, end) or (
        before if before is not None and before.country in candidates else None
    )


def _matches(parse: Parse) -> Iterator[_Match]:
    """The names of places in a text, longest first, from left to right."""
    surnames = _surnames(parse)
    doc = parse.doc
    i = 0
    while i < len(doc):
        match = _match(parse, i) if _may_begin(parse.words[i]) else None
        if match is None:
            i += 1
            continue
        if not _is_somebody(parse, match, surnames) and not _is_unlikely(parse, match):
            yield match
        i = match.end


def _match(parse: Parse, first: int) -> _Match | None:
    """The longest name of a place that begins at a token."""
    found = None
    end = first
    whole = parse.doc[first].sent
    if _is_acronym(parse.word(parse.doc[first])):
        shouted = parse.text(whole.start, whole.end).isupper()
        if not shouted:
            return None
    while end < min(first + _LONGEST, whole.end):
        token = parse.doc[end]
        taken = end in parse.names or _is_a_body(parse, end)
        if taken or token.is_space or token.text in POSSESSIVE:
            break
        end += 1
        text = parse.text(first, end)
        name = plain(text)
        known = meanings(name)
        row = row_of(text, name)
        named = row is not None or known is not None
        if named and text[-1] not in "-–" and name not in words("word of direction"):
            grounds = known.grounds if known is not None else ()
            found = (end, name, row, grounds)
        if not _goes_on(name):
            break
    if found is None:
        return None
    end, name, row, grounds = found
    candidates = {ground.country for ground in grounds} | {row.country if row else None}
    return _Match(first, end, name, row, grounds, _told(parse, first, end, candidates))


def _is_a_body(parse: Parse, i: int) -> bool:
    """Whether an organisation has a token; a people's name may be its region's, too."""
    body = parse.organizations.get(i)
    if body is None:
        return False
    following = parse.doc[body.end].lower_ if body.end < len(parse.doc) else ""
    return not (body.entry.kind == "group" and following in words("noun of a region"))


@lru_cache(maxsize=50_000)
def _may_begin(word: str) -> bool:
    """Whether the name of a place can begin with a word; the quick way past most words."""
    if not word[:1].isupper():
        return word in _odd_beginnings()
    name = plain(word)
    return name in rows() or _goes_on(name)


def _is_acronym(word: str) -> bool:
    """Whether a word is all capitals: outside headlines, "GAO" is no Gao."""
    return len(word) > 1 and word.isupper() and "." not in word


@cache
def _odd_beginnings() -> frozenset[str]:
    return frozenset(name.split("-")[0] for name in places() if not name[0].isupper())


@cache
def _row_beginnings() -> frozenset[str]:
    return frozenset(
        " ".join(name.split()[:size]) for name in rows() for size in range(1, len(name.split()))
    )


def _goes_on(name: str) -> bool:
    """Whether a longer name begins with these words."""
    return begins(name) or name in _row_beginnings()


# Who or what else goes by the name


def _surnames(parse: Parse) -> frozenset[str]:
    """The last names of the people of the text, in plain form."""
    found = set()
    for entity in parse.doc.ents:
        if entity.label_ == "PERSON":
            named = [t for t in entity if t.pos_ == "PROPN" and t.i not in parse.names]
            if len(named) > 1:
                found.add(plain(parse.word(named[-1])))
    for token in parse.doc[1:]:
        if token.text[:1].isupper() and _is_titled(token):
            found.add(plain(parse.word(token)))
    return frozenset(found)


def _is_titled(token: Token) -> bool:
    """Whether a form of address or an office stands right before a name: "President Santos"."""
    if token.pos_ != "PROPN":
        return False
    before = token.nbor(-1)
    if before.lower_ in words("title of a person"):
        return True
    role = sectors().get(before.lower_)
    if role is None or not role.office or not before.text[:1].isupper():
        return False
    return bool(before.dep_ == "compound" and before.head.i >= token.i)


def _is_somebody(parse: Parse, match: _Match, surnames: frozenset[str]) -> bool:
    """Whether a person or an organisation goes by the name, or by one that it is a part of."""
    doc = parse.doc
    first, end = match.first, match.end
    if match.name in surnames or (first > 0 and _is_titled(doc[first])):
        return True
    if _is_hyphened(parse, end, end + 1) or _is_hyphened(parse, first - 1, first - 2):
        return True
    entity = next((e for e in doc.ents if e.start < end and e.end > first), None)
    wider = entity is not None and (entity.start < first or entity.end > end)
    last = doc[end - 1]
    whole = last.head if last.dep_ in ("compound", "nmod", "poss") and last.head.i >= end else None
    if (whole is not None and _is_of_a_place(whole)) or _owns_a_body(parse, end):
        return False  # "Kharkiv City Council", "Texas Governor", "Texas National Guard"
    if entity is not None and wider and entity.label_ in ("PERSON", "ORG", "WORK_OF_ART", "EVENT"):
        return match.told is None and (match.row is None or entity.label_ != "EVENT")
    following = doc[end] if end < len(doc) else None
    if (
        following is not None
        and last.dep_ == "compound"
        and following.pos_ == "PROPN"
        and following.text[:1].isupper()
        and following.i not in parse.names
        and not _is_of_a_place(following)
        and match.told is None
    ):
        return True  # "Kharkiv Polytechnic"
    before = doc[first - 1] if first > doc[first].sent.start else None
    return (
        before is not None
        and before.pos_ == "PROPN"
        and before.dep_ == "compound"
        and before.head.i in range(first, end)
        and before.i not in parse.names
        and before.lower_ not in words("word of direction") | words("noun of ground")
        and match.told is None
        and entity is not None
        and entity.label_ == "PERSON"
    )


def _owns_a_body(parse: Parse, end: int) -> bool:
    """Whether the words behind a name are a body or a role of the state: "National Guard"."""
    behind = [token.lower_ for token in parse.doc[end : end + LONGEST_ROLE]]
    phrases = (" ".join(behind[:size]) for size in range(1, len(behind) + 1))
    return any(role.sector in _STATE for p in phrases if (role := sectors().get(p)) is not None)


def _is_hyphened(parse: Parse, hyphen: int, other: int) -> bool:
    """Whether a hyphen joins a name to another one that is no place's: "Teo-Pillai"."""
    doc = parse.doc
    if min(hyphen, other) < 0 or max(hyphen, other) >= len(doc) or other in parse.names:
        return False
    joined = not doc[hyphen].whitespace_ and not doc[min(hyphen, other)].whitespace_
    if not joined or doc[hyphen].text not in ("-", "–") or not doc[other].text[:1].isupper():
        return False
    name = plain(parse.word(doc[other]))
    return meanings(name) is None and name not in rows()


def _is_of_a_place(noun: Token) -> bool:
    """Whether a noun is a kind of ground or a role: a name before it is where or whose.

    A name in capitals has to be one of the state: "Kharkiv City Council", not "Boston Bank".
    """
    lower = noun.lower_
    if lower in words("noun of ground") | words("noun of a region") | words("political noun"):
        return True
    role = sectors().get(lower) or sectors().get(noun.lemma_.lower())
    if noun.text[:1].isupper():
        return lower in _OF_STATE or (role is not None and role.sector in _STATE)
    return role is not None or lower in words("body")


def _is_unlikely(parse: Parse, match: _Match) -> bool:
    """Whether a name that may well be something else shows nothing of a place here.

    A word or a first name has to be taken for a place by the tagger; what is common or small has
    to be that or to stand behind a preposition of place; "the city of" and "state" always do.
    """
    if match.row is not None or match.told is not None:
        return False
    doc = parse.doc
    last = doc[match.end - 1]
    following = doc[match.end].lower_ if match.end < len(doc) else ""
    if following in words("noun of a region") or is_called(parse, match.first):
        return False
    proper = any(token.pos_ == "PROPN" for token in doc[match.first : match.end])
    on_the_map = last.ent_type_ in _ON_THE_MAP and proper
    known = meanings(match.name)
    if known is None or on_the_map:
        return False
    if known.ordinary:
        return True
    before = doc[match.first - 1].lower_ if match.first > 0 else ""
    if known.common or max(ground.population for ground in known.grounds) < _LARGE:
        return before not in words("preposition of place")
    return not proper and doc[match.first].is_sent_start is True


def is_called(parse: Parse, first: int) -> bool:
    """Whether "the city of" or the like stands before a name."""
    before = [token.lower_ for token in parse.doc[max(first - 2, 0) : first]]
    return len(before) == 2 and before[1] == "of" and before[0] in words("noun of ground")


# Which of several places it is


def _is_disputed(match: _Match) -> bool:
    """Whether the hand-made table says that a name is of contested or of several states' ground."""
    return match.row is not None and match.row.country is None


def _by_itself(parse: Parse, match: _Match, stated: Told | None) -> NamedPlace | None:
    """The place that a name means by what stands with it, or because no other can be meant."""
    if stated is not None and not _is_disputed(match):
        there = [g for g in match.grounds if g.country == stated.country]
        nearer = [g for g in there if stated.region in (None, g.region)]
        return _named(parse, match, stated.country, nearer or there)
    if match.row is not None:
        return _named(parse, match, match.row.country, match.grounds)
    largest: dict[str | None, int] = defaultdict(int)
    for ground in match.grounds:
        largest[ground.country] = max(largest[ground.country], ground.population)
    ranked = sorted(largest, key=lambda country: -largest[country])
    first = ranked[0]
    alone = len(ranked) == 1
    if alone or largest[first] >= max(DWARFS * largest[ranked[1]], _LARGE):
        return _named(parse, match, first, match.grounds)
    return None


def _among(parse: Parse, match: _Match, countries: Iterable[str]) -> NamedPlace | None:
    """The place in one of these countries, if a namesake lies in one of them only."""
    fitting = {ground.country for ground in match.grounds}.intersection(countries)
    return _named(parse, match, fitting.pop(), match.grounds) if len(fitting) == 1 else None


def _countries(parse: Parse, found: Iterable[NamedPlace]) -> dict[int, set[str]]:
    """The countries that each sentence names, by itself or by a place in it."""
    near: dict[int, set[str]] = defaultdict(set)
    for i, name in parse.names.items():
        near[parse.doc[i].sent.start].add(name.entry.country.alpha3)
    for place in found:
        if place.country is not None:
            near[parse.doc[place.first].sent.start].add(place.country)
    return near


def _named(
    parse: Parse, match: _Match, country: str | None, grounds: Iterable[Ground]
) -> NamedPlace:
    """The place that a name means, with coordinates if it is one city there."""
    doc = parse.doc
    following = doc[match.end].lower_ if match.end < len(doc) else ""
    if following in words("noun of a feature"):
        country, grounds = None, ()  # the Isfara valley is not all Isfara's country's
    there = [g for g in grounds if g.country == country or _is_disputed(match)]
    cities = sorted(
        (ground for ground in there if ground.geonames is not None),
        key=lambda ground: -ground.population,
    )
    row = match.row
    is_region = following in words("noun of a region") | words("noun of a feature") or (
        bool(there) and not cities if row is None else row.kind in ("region", "water")
    )
    kind: PlaceKind = "region" if is_region else "city"
    if row is not None and (row.kind != "city" or not is_region):
        kind = row.kind
    one = None
    if not is_region and cities:
        second = cities[1].population if len(cities) > 1 else 0
        one = cities[0] if cities[0].population >= DWARFS * second else None
    return NamedPlace(
        first=match.first,
        end=match.end,
        head=doc[match.first : match.end].root.i,
        name=parse.text(match.first, match.end),
        kind=kind,
        country=country,
        latitude=one.latitude if one is not None else None,
        longitude=one.longitude if one is not None else None,
        geonames=one.geonames if one is not None else None,
    )
