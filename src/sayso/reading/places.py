"""Event -> where it happened: a place in the event's own clause, not any place in the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.places import places
from sayso.records import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.drafts import Draft
    from sayso.reading.parse import Parse
    from sayso.reading.parties import Parties

_LOCATIVE = frozenset(
    {
        "in",
        "near",
        "at",
        "outside",
        "inside",
        "across",
        "around",
        "off",
        "along",
        "throughout",
        "within",
    }
)


def event_place(parse: Parse, head: Token, draft: Draft, parties: Parties) -> Place | None:
    """The place behind "in", "near", "at" ... of the event's verb, noun or object."""
    spots = [head, *draft.trigger, *draft.recipients, *draft.actors]
    for spot in dict.fromkeys(spots):
        for preposition in spot.children:
            if preposition.dep_ != "prep" or preposition.lower_ not in _LOCATIVE:
                continue
            for noun in preposition.children:
                if noun.dep_ == "pobj":
                    found = _place(parse, noun, parties)
                    if found is not None:
                        return found
    return None


def _place(parse: Parse, noun: Token, parties: Parties) -> Place | None:
    first, end = parties.phrase(noun)
    span = parse.span(first, end)
    name = parse.names.get(noun.i)
    if name is not None and name.entry.kind in ("name", "capital"):
        return Place(
            start=span.start,
            end=span.end,
            text=span.text,
            name=span.text,
            country=name.entry.country.alpha3,
        )
    known = places().get(span.text) or places().get(parse.word(noun))
    if known is not None:
        return Place(
            start=span.start, end=span.end, text=span.text, name=span.text, country=known.country
        )
    if noun.ent_type_ in ("GPE", "LOC", "FAC") and noun.pos_ == "PROPN":
        return Place(start=span.start, end=span.end, text=span.text, name=span.text, country=None)
    return None
