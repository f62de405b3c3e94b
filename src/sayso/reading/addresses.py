"""The words right with the name of a place -> the country, and the region, that they put it in.

"Jermuk, Armenia", "Aleppo in northern Syria", "Naples, Florida" and "Lebanon, Pa." say so behind
the name, "Armenia's Jermuk" and "the Syrian city of Aleppo" before it. What only follows a comma
does not: "in Goma, Rwanda and Uganda", "They shelled Goma, Rwanda said".
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sayso.knowledge.geonames import meanings, plain
from sayso.knowledge.places import PlaceEntry, places
from sayso.knowledge.word_classes import words

if TYPE_CHECKING:
    from sayso.reading.parse import Parse

_BEFORE = 6  # tokens that may stand between "Syrian" and the name in "the Syrian city of ..."
_LONGEST = 3  # words in the name of a region
POSSESSIVE = ("'s", "’s", "'", "’")
"""The marks of a possessor, as tokens."""

_PARTICLES = frozenset({"of", "-", "–", "the", *POSSESSIVE})


class Told(NamedTuple):
    """What the text says right with a name: the country, and the region if it names one."""

    country: str
    region: str | None = None


def told_country(parse: Parse, first: int, end: int) -> Told | None:
    """The country that stands right with the name of a place: the tokens ``first`` to ``end``.

    Behind it ("Jermuk, Armenia", "Aleppo in northern Syria"), or before it as its owner or as the
    adjective of the noun that says what it is ("Armenia's Jermuk", "the Syrian city of Aleppo").
    """
    return told_behind(parse, end) or told_before(parse, first)


@cache
def rows() -> dict[str, PlaceEntry]:
    """The rows of the hand-made table by name in plain form."""
    return {plain(name): row for name, row in places().items()}


def row_of(text: str, name: str) -> PlaceEntry | None:
    """The row of the hand-made table for a name, however its capitals and accents are written."""
    return places().get(text) or rows().get(name)


def told_behind(parse: Parse, end: int) -> Told | None:
    """The country behind a name that ends before a token: ", Armenia", ", Pa.", "in Syria"."""
    doc = parse.doc
    i = end
    if i < len(doc) and doc[i].lower_ == ",":
        i += 1
        told = _region_at(parse, i)
        if told is not None:
            return told
        if _is_address(parse, i, i + 1) and _is_country(parse, i):
            return Told(parse.names[i].entry.country.alpha3)
    if i < len(doc) and doc[i].lower_ == "in":
        i += 1
        while i < len(doc) and doc[i].lower_ in {"the", *words("word of direction")}:
            i += 1
        if _is_country(parse, i):
            return Told(parse.names[i].entry.country.alpha3)
    return None


def _is_country(parse: Parse, i: int) -> bool:
    """Whether a token is a country's own name."""
    return i in parse.names and parse.names[i].entry.kind == "name"


def _is_address(parse: Parse, first: int, end: int) -> bool:
    """Whether what follows a comma belongs to the name before it, and begins nothing of its own."""
    doc = parse.doc
    behind = doc[end : end + 3]
    if not len(behind):
        return True
    subject = doc[end - 1].dep_ in ("nsubj", "nsubjpass") or doc[end - 1].head.dep_ == "nsubj"
    if behind[0].text in POSSESSIVE or (subject and behind[0].pos_ in ("VERB", "AUX", "ADV")):
        return False  # "They shelled Goma, Rwanda said"
    rest = [token for token in behind if token.lower_ != ","]
    listed = bool(rest) and rest[0].lower_ in ("and", "or")
    return not (listed and any(t.i in parse.names or t.text[:1].isupper() for t in rest[1:])) and (
        doc[first].sent == doc[end - 1].sent
    )


def _region_at(parse: Parse, first: int) -> Told | None:
    """The region whose name, in full or in short, begins at a token; none that is a city, too."""
    doc = parse.doc
    if first >= len(doc):
        return None
    if doc[first].lower_ in words("state of the US in short"):
        return Told("USA")
    for end in range(min(first + _LONGEST, len(doc)), first, -1):
        text = parse.text(first, end)
        if any(i in parse.names for i in range(first, end)) or not text[:1].isupper():
            continue
        row = row_of(text, plain(text))
        known = meanings(plain(text))
        grounds = known.grounds if known is not None else ()
        regions = {(g.country, g.region) for g in grounds if g.geonames is None and g.country}
        following = doc[end].lower_ if end < len(doc) else ""
        if row is not None:
            country = row.country if row.kind == "region" else None
        elif len(regions) == 1 and (
            len(regions) == len(grounds) or following in words("noun of a region")
        ):
            country = next(iter(regions))[0]
        else:
            continue
        if country is None or not _is_address(parse, first, end):
            return None
        return Told(country, next((r for c, r in regions if c == country), None))
    return None


def told_before(parse: Parse, first: int) -> Told | None:
    """The country before a name: "Spain's", "Spanish", "the Spanish city of"."""
    doc = parse.doc
    ground = False
    for i in range(first - 1, max(first - 1 - _BEFORE, doc[first].sent.start - 1), -1):
        token = doc[i]
        if i in parse.names:
            entry = parse.names[i].entry
            owner = i + 1 < first and doc[i + 1].text in POSSESSIVE
            modifier = entry.kind in ("adjective", "people") and (ground or i + 1 == first)
            return Told(entry.country.alpha3) if owner or modifier else None
        if token.lower_ in words("noun of ground") | words("noun of a region"):
            ground = True
        elif token.lower_ not in _PARTICLES and not (
            token.pos_ in ("ADJ", "ADV", "NOUN") and (ground or token.pos_ == "ADJ")
        ):
            return None
    return None
