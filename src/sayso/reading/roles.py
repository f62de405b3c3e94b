"""A noun -> what its phrase says of it: a role, a country, whether it is somebody in particular.

"Azerbaijani foreign minister", "the army of Chad", "Kenya's envoy": the role comes from the table
of sectors, the country from the names around the noun. A name that only qualifies ("Turkish-backed
groups", "pro-Russian separatists", "ethnic Armenians") tells nobody's country, two that share a
noun ("a British-Iranian national") tell it neither, and a country's rivals are not its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso.knowledge.actors import SectorNoun, sectors
from sayso.knowledge.word_classes import words
from sayso.reading import grammar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.reading.parse import Parse

LONGEST_ROLE = 6
"""Tokens in the longest role: "first deputy prime minister", "commander-in-chief"."""

PORTFOLIOS = frozenset({"minister", "secretary"})
"""Offices that are for something: what stands before them may be in no table."""

HYPHENS = ("-", "–", "‑")
HOME_SECTORS = frozenset({"GOV", "COP", "JUD", "LEG"})
"""Sectors whose bodies act in their own country, unless the text says otherwise."""

_EMPLOYED = frozenset({"LAB", "EDU", "MED"})  # they are at home where they work
_SPEAKING_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_DEMONSTRATIVE = frozenset({"the", "this", "that", "these", "those", "both"})
_MODIFIERS = ("amod", "compound", "nmod")
_RANKED = frozenset({"prime minister", "foreign minister"})  # need no portfolio
_RANKS = frozenset({"deputy", "vice", "junior", "assistant", "acting", "interim"})
_STILL_OWN = frozenset({"ex", "then"})  # "ex-Kenyan minister": a Kenyan for all that
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
        parse.roles[head.i] = _role_at(parse, head)
    return parse.roles[head.i]


def _role_at(parse: Parse, head: Token) -> Role | None:
    lemma = singular(head)
    known = _last_words()
    if lemma not in known and head.lower_ not in known and lemma != "head":
        return None
    table = sectors()
    whole = table.get(joined(parse.doc[head.i : head.i + 3]).strip())  # "head of state"
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


def joined(tokens: Iterable[Token]) -> str:
    """Tokens in lower case as they are written, with single blanks: "commander-in-"."""
    return "".join(token.lower_ + (" " if token.whitespace_ else "") for token in tokens)


@cache
def _last_words() -> frozenset[str]:
    """The words that a role can end with, the quick way past most nouns."""
    return frozenset(re.split(r"[ -]", noun)[-1] for noun in sectors())


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


def is_bound(parse: Parse, i: int) -> bool:
    """Whether a country's name only qualifies: "X-backed", "X-based", "pro-X", "anti-X"."""
    doc = parse.doc
    behind, before = doc[i + 1 : i + 3], doc[max(i - 2, 0) : i]
    if len(behind) > 1 and not doc[i].whitespace_ and _is_hyphen(behind[0]):
        return behind[1].text[:1].islower()
    if len(before) > 1 and _is_hyphen(before[1]) and not before[0].whitespace_:
        prefix = before[0]
        return prefix.i not in parse.names and prefix.lower_ not in _STILL_OWN
    return False


def is_ethnic(parse: Parse, i: int) -> bool:
    """Whether a people's name tells a group within another country: "ethnic X", "Kosovo Serbs"."""
    if i == 0 or parse.names[i].entry.kind not in ("adjective", "people"):
        return False
    before = parse.doc[i - 1]
    if before.lower_ == "ethnic":
        return True
    if before.tag_ == "POS" and i > 1:
        before = before.nbor(-1)
    people = parse.names[i].entry.kind == "people" and not is_bound(parse, i)
    return people and before.i in parse.names and parse.names[before.i].entry.kind != "people"


def _is_hyphen(token: Token) -> bool:
    """Whether a token ties its neighbours together, as a dash between blanks does not."""
    return token.text in HYPHENS and not token.whitespace_


def country_of(parse: Parse, head: Token, first: int | None = None) -> str | None:
    """The country in a noun phrase: demonym, possessor, "of Azerbaijan", or a name before it.

    ``first`` is where the phrase begins, if that is not its head: "foreign minister". Two names
    that share the noun settle nothing. Where no country stands in the phrase, a city or a region
    does as well: "the governor of Belgorod".
    """
    other = head.lemma_.lower() in words("noun of another")
    below = _countries_below(parse, head, owned=not other)
    if below:
        return below.pop() if len(below) == 1 else None
    if other:
        return None
    start = first if first is not None else head.i
    named = _country_before(parse, head, start) or _country_behind(parse, head)
    if named is not None or not parse.places or _has_a_country(parse, head):
        return named
    ground = _ground_below(parse, head) or _ground_before(parse, head, start)
    return ground or _ground_behind(parse, head)


def is_definite(parse: Parse, head: Token) -> bool:
    """Whether a noun phrase speaks of somebody in particular: "the", "this", "Chad's", "his"."""
    first, _ = grammar.noun_chunk(head)
    return (
        parse.doc[first].lower_ in _DEMONSTRATIVE
        or first in parse.names
        or first in parse.places
        or any(child.dep_ == "poss" for child in head.children)
    )


def singular(noun: Token) -> str:
    """The lemma, also where the tagger left a plural as it was."""
    lemma = noun.lemma_.lower()
    is_plural = noun.tag_ in ("NNS", "NNPS") and lemma == noun.lower_
    if is_plural and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-1]
    return lemma


def _countries_below(parse: Parse, head: Token, *, owned: bool) -> set[str]:
    """The countries that a noun's own modifiers and, if ``owned``, its possessors name."""
    labels = (*_MODIFIERS, "npadvmod", *(("poss",) if owned else ()))
    found: set[str] = set()
    for child in head.children:
        if child.i in parse.names and child.dep_ in labels:
            found |= {
                _alpha3(parse, i)
                for i in _sharing(parse, child)
                if not (is_bound(parse, i) or is_ethnic(parse, i))
            }
        elif child.dep_ in _MODIFIERS and child.i < head.i and child.pos_ in ("NOUN", "PROPN"):
            inner = country_of(parse, child)
            found |= {inner} if inner is not None and not found else set()
    return found


def _sharing(parse: Parse, name: Token) -> list[int]:
    """A name and those tied to it that stand before the same noun: "British-Iranian", "A and B"."""
    beside = [name.i - 2, name.i + 2]
    tied = [
        i
        for i in beside
        if i in parse.names and parse.doc[(i + name.i) // 2].text in (*HYPHENS, "/")
    ]
    adjectives = parse.names[name.i].entry.kind in ("adjective", "people")
    joined = [c.i for c in grammar.children(name, "conj") if c.i in parse.names and adjectives]
    return [name.i, *tied, *joined]


def _alpha3(parse: Parse, i: int) -> str:
    return parse.names[i].entry.country.alpha3


def _country_before(parse: Parse, head: Token, first: int) -> str | None:
    """The name right before a phrase, or one word away: "Chad's minister", "Chad former envoy"."""
    before = first - 1
    if before in parse.names and before >= head.sent.start:
        return None if _qualifies(parse, before) else _alpha3(parse, before)
    if before - 1 in parse.names and before - 1 >= head.sent.start:
        between = parse.doc[before]
        if between.tag_ in ("POS", "JJ") or between.lower_ in ("'s", "’s"):
            return None if _qualifies(parse, before - 1) else _alpha3(parse, before - 1)
    return None


def _qualifies(parse: Parse, i: int) -> bool:
    """Whether a name before a noun only qualifies it, or is one of two that share it."""
    if is_bound(parse, i) or is_ethnic(parse, i):
        return True
    return len({_alpha3(parse, n) for n in _sharing(parse, parse.doc[i])}) > 1


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


def _country_behind(parse: Parse, head: Token) -> str | None:
    """The country of "minister of Chad", "rebels from Chad", "police in Chad".

    An envoy *to* Chad is somebody else's; so may gunmen and troops *in* it be, but not its own
    police, courts and parliament.
    """
    inside = _behind_in(parse.doc, head)
    if inside is not None and inside.i in parse.names and _is_at_home(head):
        return None if _is_world_seat(head, inside) else _alpha3(parse, inside.i)
    for preposition in ("of", "for", "from", "in"):
        nouns = grammar.prepositional(head, preposition)
        if (
            preposition == "from"
            and len({_alpha3(parse, n.i) for n in nouns if n.i in parse.names}) > 1
        ):
            return None  # "migrants from Sudan and Mali"
        for noun in nouns:
            if noun.i not in parse.names or is_bound(parse, noun.i):
                continue
            if preposition != "in" or _is_at_home(head):
                return None if _is_world_seat(head, noun) else _alpha3(parse, noun.i)
    entry = _longest(head)
    if entry is not None and entry.sector in _EMPLOYED:  # "dockers at a Chilean port"
        for noun in grammar.prepositional(head, "at"):
            if noun.i not in parse.names and noun.i not in parse.places:
                return country_of(parse, noun)
    return None


def _behind_in(doc: Doc, head: Token) -> Token | None:
    """The word behind "in", if that comes right behind a noun."""
    if head.i + 2 >= len(doc) or doc[head.i + 1].lower_ != "in":
        return None
    return doc[head.i + 2]


def _is_at_home(head: Token) -> bool:
    """Whether a body or an official can only be of the country that it is in."""
    if grammar.children(head, "poss"):
        return False  # "their leaders in Chad"
    many = head.tag_ in ("NNS", "NNPS")
    if many and any(c.lower_ in words("adjective of many countries") for c in head.lefts):
        return False  # "African leaders in Chad"
    if head.lower_ in words("noun placed by in"):
        return True
    entry = _longest(head)
    if entry is None or head.lemma_.lower() in words("noun of a state abroad"):
        return False
    return entry.sector in HOME_SECTORS


def _longest(head: Token) -> SectorNoun | None:
    """The sector noun that ends at a word, with what stands before it: "police chief"."""
    table, lemma, word = sectors(), singular(head), head.lower_
    if lemma not in _last_words() and word not in _last_words():
        return None
    for first in range(max(head.i - LONGEST_ROLE + 1, head.sent.start), head.i + 1):
        before = joined(head.doc[first : head.i])
        entry = table.get(before + lemma) or table.get(before + word)
        if entry is not None:
            return entry
    return None


def _is_world_seat(head: Token, place: Token) -> bool:
    """Whether a body may be the world's where it sits: a court in The Hague, but not police."""
    if place.head.lower_ != "in" or place.lower_ not in words("seat of world bodies"):
        return False
    entry = sectors().get(singular(head)) or sectors().get(head.lower_)
    return entry is not None and entry.sector in ("JUD", "GOV")


def _has_a_country(parse: Parse, head: Token) -> bool:
    """Whether some country stands before a noun: "the Russian-installed governor of Kherson"."""
    first = min((child.left_edge.i for child in head.lefts), default=head.i)
    return any(i in parse.names for i in range(first, head.i))


def _ground_below(parse: Parse, head: Token) -> str | None:
    """The country of the place in "Kharkiv's mayor", "Belgorod police", "the Goma market"."""
    for child in head.children:
        if child.i in parse.places and child.dep_ in (*_MODIFIERS, "poss", "npadvmod"):
            return parse.places[child.i].country
    return None


def _ground_before(parse: Parse, head: Token, first: int) -> str | None:
    """The country of the place right before a phrase."""
    before = first - 1
    if parse.doc[before].text in ("'s", "’s") and before > head.sent.start:
        before -= 1
    is_there = before in parse.places and before >= head.sent.start
    return parse.places[before].country if is_there else None


def _ground_behind(parse: Parse, head: Token) -> str | None:
    """The country of the place in "the mayor of Goma", "police in Goma", "a man from the city of".

    What hangs on another word in the tree counts if it stands right behind: "in Goma".
    """
    places = [parse.places[i] for i in (head.i + 1, head.i + 2) if i in parse.places]
    if any(_is_world_seat(head, parse.doc[place.head]) for place in places):
        return None
    inside = _behind_in(parse.doc, head)
    if inside is not None and inside.i in parse.places and _is_at_home(head):
        return parse.places[inside.i].country
    for preposition in ("of", "for", "from", "in", "at"):
        nouns = grammar.prepositional(head, preposition)
        if not nouns or (preposition == "in" and not _is_at_home(head)):
            continue
        if preposition == "at" and head.lower_ not in words("noun placed by in"):
            continue  # "the garrison at Tessalit"
        if any(_is_world_seat(head, noun) for noun in nouns):
            return None
        found = {_ground(parse, noun) for noun in nouns if noun.i != head.i}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _ground(parse: Parse, noun: Token) -> str | None:
    """The country of a place, or of "the city of" one."""
    place = parse.places.get(noun.i)
    if place is not None:
        return place.country
    return country_of(parse, noun) if noun.lower_ in words("noun of ground") else None


def speaks_for(speaker: Token, pronoun: Token) -> bool:
    """Whether "it" or "they" may be the body that a spokesman has: "the junta's spokesman"."""
    if pronoun.lower_ not in ("it", "they") or speaker.lemma_.lower() not in _SPEAKING_FOR:
        return False
    return bool(grammar.children(speaker, "poss") or grammar.prepositional(speaker, "of"))
