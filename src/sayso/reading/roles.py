"""A noun -> what its phrase says of it: a role, a country, whether it is somebody in particular.

"Azerbaijani foreign minister", "the army of Chad", "Kenya's envoy", "rebel positions": the role
comes from the table of sectors, the country from the names around the noun (see `belonging`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.knowledge.actors import SectorNoun, sectors
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.belonging import HYPHENS, LONGEST_ROLE, country_of, joined, last_words, singular

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

PORTFOLIOS = frozenset({"minister", "secretary"})
"""Offices that are for something: what stands before them may be in no table."""

_ARMED = frozenset({"MIL", "COP", "REB", "PRM", "UAF", "CRM", "IMG"})
_SPEAKING_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_DEMONSTRATIVE = frozenset({"the", "this", "that", "these", "those", "both"})
_RANKED = frozenset({"prime minister", "foreign minister"})  # need no portfolio
_RANKS = frozenset({"deputy", "vice", "junior", "assistant", "acting", "interim"})
_BETWEEN = 2  # words from "former" to the office: "former Kenyan long-time foreign minister"
_ELITE = "ELI"
_RETIRED = frozenset({"GOV", "LEG", "MIL", "JUD", "COP", "SPY"})  # sectors that one leaves


@dataclass(frozen=True)
class Role:
    """A role noun in the text: its entry, the phrase, and the country that the phrase names.

    ``called`` is the phrase in lower case with what the office is for, and without a word for being
    over: "water minister", "minister of defence"; ``former`` says that it is over ("ex-president").
    """

    entry: SectorNoun
    first: int
    country: str | None
    called: str
    former: bool = False

    @property
    def sector(self) -> str | None:
        """The sector of whoever has the role; a former official is of the elite (PLOVER: ELI)."""
        left = self.former and self.entry.person and self.entry.sector in _RETIRED
        return _ELITE if left else self.entry.sector

    @property
    def title(self) -> str:
        """The office as a title in lower case: "foreign minister", "former president"."""
        return f"former {self.called}" if self.former else self.called


def role_at(parse: Parse, head: Token) -> Role | None:
    """The role, office or collective that a noun names ("Azerbaijani foreign minister")."""
    if head.i not in parse.roles:
        parse.roles[head.i] = _held_by(parse, head) or _role_at(parse, head)
    return parse.roles[head.i]


def _held_by(parse: Parse, head: Token) -> Role | None:
    """The role of those whose a weapon or a post is: "rebel positions", "the junta's aircraft"."""
    lemma = singular(head)
    if lemma not in words("thing that acts") and lemma not in words("post of a force"):
        return None
    for holder in grammar.children(head, "compound", "nmod", "amod", "poss"):
        known = role_at(parse, holder) if holder.pos_ in ("NOUN", "PROPN", "ADJ") else None
        named = f"{holder.lower_} {lemma}" in sectors()  # a "fighter jet" is no rebel's
        if known is not None and known.entry.sector in _ARMED and not named:
            entry = replace(known.entry, noun=lemma, person=False, kind="collective", office=False)
            country = country_of(parse, head) or known.country
            return Role(entry, holder.i, country, f"{known.called} {lemma}")
    return None


def _role_at(parse: Parse, head: Token) -> Role | None:
    lemma = singular(head)
    known = last_words()
    if lemma not in known and head.lower_ not in known and lemma != "head":
        return None
    table = sectors()
    behind = joined(parse.doc[head.i + 1 : head.i + 3]).strip()
    whole = table.get(f"{lemma} {behind}")  # "head of state", "prisoners of war"
    if whole is not None and " of " in whole.noun:
        country = country_of(parse, head) or _country_served(parse, head)
        former = _is_former(parse, whole, head.i)
        return Role(whole, head.i, country, whole.noun, former)
    starts = [""]
    for before in reversed(parse.doc[max(head.i - LONGEST_ROLE + 1, head.sent.start) : head.i]):
        if before.is_space:
            break
        starts.append(joined([before]) + starts[-1])
    for size, start in reversed(list(enumerate(starts))):
        entry = table.get(start + head.lower_) or table.get(start + lemma)  # "forces" first
        if entry is not None:
            first = head.i - size
            country = country_of(parse, head, first) or _country_served(parse, head)
            former = _is_former(parse, entry, first)
            return Role(entry, first, country, _called(parse, head, entry, first), former)
    return None


def _called(parse: Parse, head: Token, entry: SectorNoun, first: int) -> str:
    """A role's phrase with what an office is for: "water minister", "minister of defence"."""
    over = words("word for a former office")
    noun = " ".join(w for w in entry.noun.replace("ex-", "ex ").split() if w not in over)
    if head.lemma_.lower() not in PORTFOLIOS or noun in _RANKED:
        return noun
    doc = parse.doc
    if head.i + 2 < len(doc) and doc[head.i + 1].lower_ == "of" and not doc[head.i + 2].is_stop:
        behind = doc[head.i + 2]
        if behind.i not in parse.names and behind.pos_ in ("NOUN", "PROPN", "ADJ"):
            end = behind.head.i + 1 if behind.dep_ in ("amod", "compound") else behind.i + 1
            return f"{noun} {joined(doc[head.i + 1 : end]).strip()}"
    while first > head.sent.start and _is_for(parse, doc[first - 1]):
        first -= 1
        noun = f"{doc[first].lower_} {noun}"
    return noun


def _is_for(parse: Parse, token: Token) -> bool:
    """Whether a word before "minister" says of what, or in what rank."""
    if token.i in parse.names or not token.is_alpha:
        return False
    return token.dep_ == "compound" or (token.dep_ == "amod" and token.lower_ in _RANKS)


def person_role_at(parse: Parse, noun: Token) -> Role | None:
    """The role that a noun names, if it is one human being's."""
    role = role_at(parse, noun)
    return role if role is not None and role.entry.person else None


def is_definite(parse: Parse, head: Token) -> bool:
    """Whether a noun phrase speaks of somebody in particular: "the", "this", "Chad's", "his"."""
    first, _ = grammar.noun_chunk(head)
    return (
        parse.doc[first].lower_ in _DEMONSTRATIVE
        or first in parse.names
        or first in parse.places
        or any(child.dep_ == "poss" for child in head.children)
    )


def _country_served(parse: Parse, head: Token) -> str | None:
    """The country of the office or body that a role serves: "envoy of the Kenyan president"."""
    if head.lemma_.lower() in words("noun of another"):
        return None
    served = [
        *grammar.children(head, "poss"),
        *grammar.prepositional(head, "of"),
        *grammar.prepositional(head, "for"),
    ]
    for noun in served:
        if noun.i not in parse.names and noun.i != head.i and noun.pos_ in ("NOUN", "PROPN"):
            role = role_at(parse, noun)
            if role is not None and role.country is not None and role.entry.kind != "group":
                return role.country
    return None


def _is_former(parse: Parse, entry: SectorNoun, first: int) -> bool:
    """Whether a role is said to be over: in its own name, or by a word before it."""
    if not words("word for a former office").isdisjoint(entry.noun.replace("-", " ").split()):
        return True
    ahead = 0
    for token in reversed(parse.doc[parse.doc[first].sent.start : first]):
        if token.lower_ in words("word for a former office"):
            return True
        passed = token.i in parse.names or token.text in HYPHENS or token.tag_ == "POS"
        ahead += not passed
        if ahead > _BETWEEN or not (passed or token.tag_ in ("JJ", "NN", "NNP")):
            return False
    return False


def speaks_for(speaker: Token, pronoun: Token) -> bool:
    """Whether "it" or "they" may be the body that a spokesman has: "the junta's spokesman"."""
    if pronoun.lower_ not in ("it", "they") or speaker.lemma_.lower() not in _SPEAKING_FOR:
        return False
    return bool(grammar.children(speaker, "poss") or grammar.prepositional(speaker, "of"))
