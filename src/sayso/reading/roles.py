"""A noun -> what its phrase says of it: a role, a country, whether it is somebody in particular.

"Azerbaijani foreign minister", "the army of Chad", "Kenya's envoy": the role comes from the table
of sectors, the country from the names around the noun.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.knowledge.actors import SectorNoun, sectors
from sayso.knowledge.word_classes import words
from sayso.reading import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

LONGEST_ROLE = 4
"""Words in the longest role: "deputy prime minister", "chief of general staff"."""

_DEMONSTRATIVE = frozenset({"the", "this", "that", "these", "those", "both"})
_MODIFIERS = ("amod", "compound", "nmod")


@dataclass(frozen=True)
class Role:
    """A role noun in the text: its entry, the phrase, and the country that the phrase names."""

    entry: SectorNoun
    first: int
    country: str | None


def role_at(parse: Parse, head: Token) -> Role | None:
    """The role, office or collective that a noun names ("Azerbaijani foreign minister")."""
    table = sectors()
    for size in range(LONGEST_ROLE, 0, -1):
        first = head.i - size + 1
        if first < head.sent.start:
            continue
        phrase = parse.doc[first : head.i + 1]
        if any(token.is_space for token in phrase):
            continue
        forms = [token.lower_ for token in phrase]
        entry = table.get(" ".join([*forms[:-1], _singular(head)])) or table.get(" ".join(forms))
        if entry is not None:
            return Role(entry, first, country_of(parse, head, first))
    return None


def person_role_at(parse: Parse, noun: Token) -> Role | None:
    """The role that a noun names, if it is one human being's."""
    role = role_at(parse, noun)
    return role if role is not None and role.entry.person else None


def country_of(parse: Parse, head: Token, first: int | None = None) -> str | None:
    """The country in a noun phrase: demonym, possessor, "of Azerbaijan", or a name before it.

    ``first`` is where the phrase begins, if that is not its head: "foreign minister".
    """
    return (
        _country_below(parse, head)
        or _country_before(parse, head, first if first is not None else head.i)
        or _country_behind(parse, head)
    )


def is_definite(parse: Parse, head: Token) -> bool:
    """Whether a noun phrase speaks of somebody in particular: "the", "this", "Chad's", "his"."""
    first, _ = grammar.noun_chunk(head)
    return (
        parse.doc[first].lower_ in _DEMONSTRATIVE
        or first in parse.names
        or any(child.dep_ == "poss" for child in head.children)
    )


def _singular(noun: Token) -> str:
    """The lemma, also where the tagger left a plural as it was."""
    lemma = noun.lemma_.lower()
    is_plural = noun.tag_ in ("NNS", "NNPS") and lemma == noun.lower_
    if is_plural and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-1]
    return lemma


def _country_below(parse: Parse, head: Token) -> str | None:
    for child in head.children:
        if child.i in parse.names and child.dep_ in (*_MODIFIERS, "poss", "npadvmod"):
            return parse.names[child.i].entry.country.alpha3
        if child.dep_ in _MODIFIERS and child.i < head.i and child.pos_ in ("NOUN", "PROPN"):
            inner = country_of(parse, child)
            if inner is not None:
                return inner
    return None


def _country_before(parse: Parse, head: Token, first: int) -> str | None:
    """The name right before a phrase, or one word away: "Chad's minister", "Chad former envoy"."""
    before = first - 1
    if before >= head.sent.start and before in parse.names:
        return parse.names[before].entry.country.alpha3
    if before - 1 >= head.sent.start and before - 1 in parse.names:
        between = parse.doc[before]
        if between.tag_ in ("POS", "JJ") or between.lower_ in ("'s", "’s"):
            return parse.names[before - 1].entry.country.alpha3
    return None


def _country_behind(parse: Parse, head: Token) -> str | None:
    """The country of "minister of Chad", "envoy to Chad", "junta in Chad"."""
    fits = {
        "of": True,
        "for": True,
        "to": head.lower_ in words("noun placed by to"),
        "in": head.lower_ in words("noun placed by in"),
    }
    for preposition, does in fits.items():
        for noun in grammar.prepositional(head, preposition) if does else ():
            if noun.i in parse.names:
                return parse.names[noun.i].entry.country.alpha3
    return None
