"""Event -> where it happened: a place that its own words name, not any place in the story.

What counts, in this order: a phrase of place with the event's verb or noun ("in", "near", "on the
outskirts of"), the place whose relative clause the event is ("in Jermuk, where ..."), a phrase of
place that coordinated verbs share, a place before an event noun ("the Geneva talks"), a phrase of
place with whom it is done to or with who does it, the ground that troops leave or move to, and a
place that is itself attacked or visited. Of several in one phrase the narrowest is meant.

What does not: where something was said about it, where somebody is from, and the dateline, which
tells where the report was written. An act of speech has the place of the speaking.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from sayso.knowledge.geonames import meanings, plain
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.addresses import told_country
from sayso.reading.drafts import is_act, nouns_of
from sayso.reading.place_names import DWARFS, NamedPlace, is_called
from sayso.records import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.drafts import Draft
    from sayso.reading.parse import Parse

_WHERE = words("preposition of place") | {"at"}
_WHILE = frozenset({"when", "as", "while"})
_ON = frozenset({"on", "onto", "upon", "along"})
_AGAINST = frozenset({"on", "against", "at"})
_SAID = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})
_PAPERS = frozenset({"AGREE", "SUPPORT"})  # a deal is struck where it is signed
_MOVING = {
    "RETREAT": frozenset({"from"}),
    "MOBILIZE": frozenset({"to", "into", "onto", "towards", "toward"}),
    "ASSAULT": frozenset({"into", "onto", "over"}),
    "CONSULT": frozenset({"to"}),
}  # what stands before the ground that an act of this type goes to or leaves
_ON_THE_MAP = ("GPE", "LOC", "FAC")
_NAMED_SO = ("", *_ON_THE_MAP, "PRODUCT", "NORP")  # what the tagger calls places it does not know
_MODIFIERS = ("compound", "nmod", "amod", "poss", "npadvmod")
_DEPTH = 4  # phrases of place inside one another


class _Breadth(IntEnum):
    """How wide the ground is that a place names."""

    SPOT = 0
    REGION = 1
    COUNTRY = 2


class _Spot(NamedTuple):
    place: Place
    breadth: _Breadth


def event_place(parse: Parse, head: Token, draft: Draft) -> Place | None:
    """Where an event happened, or ``None`` where its words don't say.

    Args:
        parse: the document.
        head: the verb or noun of the event's clause.
        draft: the event, its parties as tokens.
    """
    found = list(_of_event(_Names(parse), head, draft))
    if not found:
        return None
    best = found[0]
    for spot in found[1:]:  # "In northern Syria, jets bombed a school in Afrin"
        if spot.breadth < best.breadth and spot.place.country == best.place.country:
            best = spot
    return best.place


def _of_event(names: _Names, head: Token, draft: Draft) -> Iterator[_Spot]:
    """The places of an event, the likeliest first."""
    kind = draft.predicate.type
    own = list(dict.fromkeys([head, *draft.trigger]))
    for token in own:
        yield from _around(names, token, said=kind in _SAID)
    yield from _relative(names, head)
    if kind in _SAID:
        for noun in grammar.undergoers(head):
            papers = kind in _PAPERS and any(row.type in _PAPERS for row in nouns_of(noun))
            yield from _around(names, noun) if papers else _occasions(names, noun)
        return
    yield from _shared(names, head)
    yield from _meanwhile(names, head)
    for token in own:
        yield from names.before(token)
    others = [*draft.recipients, *grammar.undergoers(head), *draft.actors]
    for token in dict.fromkeys(others):
        if token not in own:
            yield from _around(names, token)
    moving = _MOVING.get(kind, frozenset())
    if kind in ("COERCE", "SANCTION") or draft.predicate.mode == "abduct":
        moving |= {"from"}  # "dragged from a school in Goma", "expelled from Vanuatu"
    for token in own:
        yield from _moved(names, token, moving)
    if kind in ("ASSAULT", "COERCE") or draft.predicate.mode == "visit":
        for token in draft.recipients:
            yield from names.target(token, capitals=kind != "COERCE")


def _around(
    names: _Names, token: Token, depth: int = _DEPTH, *, said: bool = False
) -> Iterator[_Spot]:
    """The places in the phrases of place that hang on a token."""
    for preposition in _prepositions(token):
        for noun in grammar.children(preposition, "pobj", "pcomp"):
            if said and _is_of_the_content(token, preposition, noun):
                continue
            word = preposition.lower_
            if word in _WHERE or (word == "during" and _is_occasion(noun)):
                yield from _at(names, noun, depth, behind_place=word in _WHERE)
            elif word in _ON and _is_ground(noun):
                yield from names.phrase(noun)
            elif word == "on" and noun.pos_ == "NOUN" and not _is_act_of(noun, but="MOBILIZE"):
                yield from _around(names, noun, depth - 1) if depth else ()  # "on patrol near"
            elif depth < _DEPTH and word in _AGAINST and _is_attack(token):
                yield from _at(names, noun, depth)  # "killed in an attack on a market in Goma"
    for child in token.children:  # "ten miles north of Goma"
        if child.lower_ in words("word of direction") and child.dep_ in ("advmod", "npadvmod"):
            for noun in grammar.prepositional(child, "of"):
                yield from _at(names, noun, depth)


def _occasions(names: _Names, noun: Token) -> Iterator[_Spot]:
    """The places of the occasions that hang on a noun: "condemned the raid at a summit in Rome"."""
    for preposition in _prepositions(noun):
        for occasion in grammar.children(preposition, "pobj"):
            if preposition.lower_ in _WHERE and _is_occasion(occasion):
                yield from _at(names, occasion, _DEPTH)


def _is_occasion(noun: Token) -> bool:
    return noun.lemma_.lower() in words("noun of an occasion")


def _at(names: _Names, noun: Token, depth: int, *, behind_place: bool = False) -> Iterator[_Spot]:
    """The place behind a preposition: the noun itself, or one in a phrase of place behind it.

    ``behind_place``: the preposition is one of place, so that a name of no gazetteer is a place's.
    """
    if depth == 0 or grammar.is_temporal(noun):
        return
    here = list(names.phrase(noun)) or (list(names.unknown(noun)) if behind_place else [])
    yield from here or _around(names, noun, depth - 1)
    for other in grammar.children(noun, "conj"):
        yield from _at(names, other, depth - 1)


def _relative(names: _Names, head: Token) -> Iterator[_Spot]:
    """The place that a relative clause with "where" or "in which" is about."""
    clause = next((t for t in grammar.up(head) if t.dep_ not in ("conj", "xcomp")), head)
    if clause.dep_ == "relcl" and any(
        child.lower_ == "where"
        or (child.lower_ in _WHERE and any(c.lower_ == "which" for c in child.children))
        for child in clause.children
    ):
        about = clause.head
        if grammar.is_temporal(about):  # "in Goma on Monday, where"
            near = (t for t in reversed(about.doc[about.sent.start : about.i]) if names.is_one(t))
            about = next(near, about)
        yield from names.phrase(about)


def _shared(names: _Names, head: Token) -> Iterator[_Spot]:
    """The place that coordinated verbs share: "beat and detained two monks in Lhasa"."""
    if head.pos_ not in grammar.VERBS:
        return
    if not grammar.children(head, "dobj", "nsubjpass"):
        for verb in grammar.children(head, "conj"):
            if verb.pos_ in grammar.VERBS and not grammar.children(verb, *grammar.SUBJECTS):
                yield from _around(names, verb)
                for noun in grammar.children(verb, "dobj"):
                    yield from _around(names, noun)
    if head.dep_ == "conj" and head.head.pos_ in grammar.VERBS:
        for preposition in _prepositions(head.head):
            if preposition.i < head.head.i and preposition.lower_ in _WHERE:  # "In Lhasa, ..."
                for noun in grammar.children(preposition, "pobj"):
                    yield from _at(names, noun, _DEPTH)


def _meanwhile(names: _Names, head: Token) -> Iterator[_Spot]:
    """The place of the clause that happens at the same time: "beaten as they sat in Kampala"."""
    clauses = [c for c in grammar.children(head, "advcl") if _is_simultaneous(c)]
    if head.dep_ == "advcl" and _is_simultaneous(head):
        clauses.append(head.head)
    for clause in clauses:
        yield from _around(names, clause)


def _is_simultaneous(clause: Token) -> bool:
    return any(
        child.lower_ in _WHILE and child.dep_ in ("mark", "advmod") for child in clause.children
    )


def _moved(names: _Names, token: Token, prepositions: frozenset[str]) -> Iterator[_Spot]:
    """The ground that somebody leaves or goes to: "withdrew from Kherson"."""
    for preposition in _prepositions(token):
        if preposition.lower_ in prepositions:
            for noun in grammar.children(preposition, "pobj"):
                yield from _at(names, noun, _DEPTH)


def _prepositions(token: Token) -> Iterator[Token]:
    """The prepositions that hang on a token, also both of "in and around"."""
    for child in grammar.children(token, "prep"):
        yield child
        yield from (other for other in grammar.children(child, "conj") if other.pos_ == "ADP")


def _is_of_the_content(token: Token, preposition: Token, noun: Token) -> bool:
    """Whether a phrase of place tells about what is said: "condemned the attack in Goma".

    "At a summit in Geneva" is where it was said, whatever stands before.
    """
    if _is_occasion(noun):
        return False
    return any(
        between.pos_ == "VERB" or any(row.type not in _PAPERS for row in nouns_of(between))
        for between in token.doc[token.i + 1 : preposition.i]
        if between.pos_ in ("VERB", "NOUN")
    )


def _is_act_of(noun: Token, *, but: str) -> bool:
    """Whether a noun names an act of another type."""
    return any(row.type != but for row in nouns_of(noun))


def _is_attack(noun: Token) -> bool:
    """Whether a noun names an act of violence."""
    return noun.pos_ == "NOUN" and any(row.type == "ASSAULT" for row in nouns_of(noun))


def _is_ground(noun: Token) -> bool:
    """Whether a noun is a kind or a part of ground: "village", "outskirts", "region"."""
    return (
        noun.lower_ in words("noun of ground")
        or noun.lower_ in words("noun of a region")
        or noun.lower_ in words("noun of a border")
    )


class _Names:
    """What phrases name as places, in one document."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse

    def phrase(self, noun: Token, depth: int = _DEPTH) -> Iterator[_Spot]:
        """The place that a noun and the words behind it name: "the town of Afrin"."""
        if depth and _is_ground(noun) and noun.i not in self.parse.places:
            for name in (*grammar.prepositional(noun, "of"), *self.apposed(noun)):
                yield from self.phrase(name, depth - 1)
        yield from self.named(noun)

    def apposed(self, noun: Token) -> Iterator[Token]:
        """The name behind a kind of ground: "the capital, Nairobi", however that is parsed."""
        yield from grammar.children(noun, "appos")
        behind = noun.doc[noun.i + 1 : noun.i + 3]
        if (
            noun.lower_ == "capital"
            and len(behind) == 2
            and behind[0].lower_ == ","
            and self.is_capital(behind[1])
        ):
            yield behind[1]

    def target(self, noun: Token, *, capitals: bool) -> Iterator[_Spot]:
        """The place that is attacked or visited, if it is one; a state is none."""
        capital = capitals and self.is_capital(noun)
        if noun.i in self.parse.places or capital or _is_ground(noun):
            yield from self.phrase(noun)

    def is_one(self, token: Token) -> bool:
        """Whether a token is the name of a place, a country's included."""
        name = self.parse.names.get(token.i)
        return token.i in self.parse.places or (
            name is not None and name.entry.kind in ("name", "capital")
        )

    def before(self, noun: Token) -> Iterator[_Spot]:
        """A place before an event noun: "the Geneva talks", "the Goma massacre"."""
        for child in noun.lefts if noun.pos_ in ("NOUN", "PROPN") else ():
            if child.dep_ in ("compound", "nmod") and (
                child.i in self.parse.places or self.is_capital(child)
            ):
                yield from self.named(child)

    def is_capital(self, token: Token) -> bool:
        """Whether a token is a capital's name."""
        name = self.parse.names.get(token.i)
        return name is not None and name.entry.kind == "capital"

    def named(self, noun: Token) -> Iterator[_Spot]:
        """The place whose name a noun is, or that stands before it: "the Donetsk region"."""
        name = self.parse.names.get(noun.i)
        place = self.parse.places.get(noun.i)
        if name is not None and name.entry.kind in ("name", "capital"):
            first, country = self.directed(noun.i), name.entry.country.alpha3
            if self.is_capital(noun):
                capital = self.place(first, noun.i + 1, country)
                yield _Spot(_with_coordinates(capital, self.parse.word(noun)), _Breadth.SPOT)
            else:
                yield _Spot(self.place(first, noun.i + 1, country), _Breadth.COUNTRY)
        elif place is not None:
            yield self.known(place, place.end)
        elif noun.lemma_.lower() in words("noun of a border"):
            yield from self.border(noun)
        else:
            yield from self.inside(noun)

    def inside(self, noun: Token) -> Iterator[_Spot]:
        """The place before a noun ("Goma airport", "Syria's north"), or a name of no gazetteer."""
        parse = self.parse
        lefts = [child for child in noun.lefts if child.dep_ in _MODIFIERS]
        for child in lefts:
            place = parse.places.get(child.i)
            if place is not None and (child.dep_ != "poss" or not is_act(noun)):
                yield self.known(place, place.end if is_act(noun) else noun.i + 1)
                return
        for child in lefts if _is_ground(noun) else ():
            if child.i in parse.names:
                feature = noun.lower_ in words("noun of a feature")
                country = None if feature else parse.names[child.i].entry.country.alpha3
                part = self.place(self.directed(child.i), noun.i + 1, country)
                yield _Spot(part, _Breadth.REGION)
                return
        if noun.ent_type_ in _ON_THE_MAP or is_called(parse, noun.i):
            yield from self.unknown(noun)

    def unknown(self, noun: Token) -> Iterator[_Spot]:
        """A name of no gazetteer, with the country that the words around it tell."""
        parse = self.parse
        taken = noun.i in parse.names or noun.i in parse.organizations
        said_so = noun.ent_type_ in _NAMED_SO or noun.head.lower_ == "near"
        if taken or noun.pos_ != "PROPN" or not said_so:
            return
        proper = [
            child.left_edge.i
            for child in noun.lefts
            if child.dep_ == "compound" and child.pos_ == "PROPN"
        ]
        first = min([noun.i, *proper])
        spot = self.place(first, noun.i + 1, self.country_around(noun, first))
        yield _Spot(spot, _Breadth.SPOT)

    def country_around(self, noun: Token, first: int) -> str | None:
        """The country of a name that no gazetteer has, as the words around it tell."""
        told = told_country(self.parse, first, noun.i + 1)
        if told is not None:
            return told.country
        of_ground = noun.dep_ == "pobj" and noun.head.lower_ == "of"
        for token in (noun, noun.head.head) if of_ground else (noun,):
            for spot in _around(self, token, 2):
                return spot.place.country  # "the village of Kalonge in South Kivu"
        return None

    def border(self, noun: Token) -> Iterator[_Spot]:
        """A border, which lies in no single country: "the border with Turkey"."""
        ends = [
            name.i + 1
            for preposition in ("with", "between", "of")
            for name in grammar.prepositional(noun, preposition)
        ]
        first, _ = grammar.noun_chunk(noun)
        while first < noun.i and self.parse.doc[first].pos_ == "DET":
            first += 1
        yield _Spot(self.place(first, max([noun.i + 1, *ends]), None), _Breadth.REGION)

    def known(self, place: NamedPlace, end: int) -> _Spot:
        """The record of a place of the gazetteer; ``end`` closes its phrase ("Goma airport")."""
        span = self.parse.span(self.directed(place.first), end)
        is_city = place.kind == "city" or place.geonames is not None
        record = Place(
            start=span.start,
            end=span.end,
            text=span.text,
            name=place.name if is_city else self.parse.text(place.first, end),
            country=place.country,
            latitude=place.latitude,
            longitude=place.longitude,
            geonames=place.geonames,
        )
        return _Spot(record, _Breadth.SPOT if is_city else _Breadth.REGION)

    def place(self, first: int, end: int, country: str | None) -> Place:
        """The record of some words as a place."""
        span = self.parse.span(first, end)
        return Place(
            start=span.start, end=span.end, text=span.text, name=span.text, country=country
        )

    def directed(self, first: int) -> int:
        """Where a name begins with the words of direction before it: "northern Iraq"."""
        doc = self.parse.doc
        while first > doc[first].sent.start and doc[first - 1].lower_ in words("word of direction"):
            first -= 1
        return first


def _with_coordinates(place: Place, name: str) -> Place:
    """A capital with the coordinates that the gazetteer has for its name in its country."""
    known = meanings(plain(name))
    cities = sorted(
        (
            ground
            for ground in (known.grounds if known is not None else ())
            if ground.country == place.country and ground.geonames is not None
        ),
        key=lambda ground: -ground.population,
    )
    if not cities or (len(cities) > 1 and cities[0].population < DWARFS * cities[1].population):
        return place
    return place.model_copy(
        update={
            "latitude": cities[0].latitude,
            "longitude": cities[0].longitude,
            "geonames": cities[0].geonames,
        }
    )
