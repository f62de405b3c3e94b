"""A noun -> the country that its phrase says it belongs to.

"Azerbaijani foreign minister", "the army of Chad", "villagers from India's Kerala state", "the
mayor of Goma": the names around the noun tell. A name that only qualifies ("Turkish-backed groups",
"pro-Russian separatists", "ethnic Armenians") tells nobody's country, two that share a noun ("a
British-Iranian national") tell it neither, and a country's rivals are not its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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

HYPHENS = ("-", "–", "‑")
HOME_SECTORS = frozenset({"GOV", "COP", "JUD", "LEG"})
"""Sectors whose bodies act in their own country, unless the text says otherwise."""

MODIFIERS = ("amod", "compound", "nmod")
_IRREGULAR = frozenset({"REB", "PRM", "UAF", "CRM", "IMG"})
_EMPLOYED = frozenset({"LAB", "EDU", "MED"})  # they are at home where they work
_STILL_OWN = frozenset({"ex", "then"})  # "ex-Kenyan minister": a Kenyan for all that


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
    named = named or _country_shared(parse, head)
    if named is not None or not parse.places or _has_a_country(parse, head):
        return named
    ground = _ground_below(parse, head) or _ground_before(parse, head, start)
    return ground or _ground_behind(parse, head)


def joined(tokens: Iterable[Token]) -> str:
    """Tokens in lower case as they are written, with single blanks: "commander-in-"."""
    return "".join(token.lower_ + (" " if token.whitespace_ else "") for token in tokens)


@cache
def last_words() -> frozenset[str]:
    """The words that a role can end with, the quick way past most nouns."""
    return frozenset(re.split(r"[ -]", noun)[-1] for noun in sectors())


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


def singular(noun: Token) -> str:
    """The lemma, also where the tagger left a plural as it was."""
    lemma = noun.lemma_.lower()
    is_plural = noun.tag_ in ("NNS", "NNPS") and lemma == noun.lower_
    if is_plural and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-1]
    return lemma


def _countries_below(parse: Parse, head: Token, *, owned: bool) -> set[str]:
    """The countries that a noun's own modifiers and, if ``owned``, its possessors name."""
    labels = (*MODIFIERS, "npadvmod", *(("poss",) if owned else ()))
    found: set[str] = set()
    for child in head.children:
        if child.i in parse.names and child.dep_ in labels:
            found |= {
                alpha3(parse, i)
                for i in _sharing(parse, child)
                if not (is_bound(parse, i) or is_ethnic(parse, i))
            }
        elif child.dep_ in MODIFIERS and child.i < head.i and child.pos_ in ("NOUN", "PROPN"):
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


def alpha3(parse: Parse, i: int) -> str:
    """The country of a name in the text."""
    return parse.names[i].entry.country.alpha3


def _country_before(parse: Parse, head: Token, first: int) -> str | None:
    """The name right before a phrase, or one word away: "Chad's minister", "Chad former envoy"."""
    before = first - 1
    if before in parse.names and before >= head.sent.start:
        return None if _qualifies(parse, before) else alpha3(parse, before)
    if before - 1 in parse.names and before - 1 >= head.sent.start:
        between = parse.doc[before]
        if between.tag_ in ("POS", "JJ") or between.lower_ in ("'s", "’s"):
            return None if _qualifies(parse, before - 1) else alpha3(parse, before - 1)
    return None


def _qualifies(parse: Parse, i: int) -> bool:
    """Whether a name before a noun only qualifies it, or is one of two that share it."""
    if is_bound(parse, i) or is_ethnic(parse, i):
        return True
    return len({alpha3(parse, n) for n in _sharing(parse, parse.doc[i])}) > 1


def _country_behind(parse: Parse, head: Token) -> str | None:
    """The country of "minister of Chad", "rebels from Chad", "police in Chad".

    An envoy *to* Chad is somebody else's; so may gunmen and troops *in* it be, but not its own
    police, courts and parliament.
    """
    inside = _behind(parse.doc, head, "in")
    if inside is not None and inside.i in parse.names and _is_at_home(head):
        return None if _is_world_seat(head, inside) else alpha3(parse, inside.i)
    for preposition in ("of", "for", "from", "in"):
        nouns = grammar.prepositional(head, preposition)
        if (
            preposition == "from"
            and len({alpha3(parse, n.i) for n in nouns if n.i in parse.names}) > 1
        ):
            return None  # "migrants from Sudan and Mali"
        for noun in nouns:
            if preposition in ("of", "from") and noun.i not in parse.names:
                part = _country_of_part(parse, noun)
                if part is not None:
                    return part
            if noun.i not in parse.names or is_bound(parse, noun.i):
                continue
            if preposition != "in" or _is_at_home(head):
                return None if _is_world_seat(head, noun) else alpha3(parse, noun.i)
    origin = _origin(parse, head)
    if origin is not None:
        return origin
    entry = _longest(head)
    if entry is not None and entry.sector in _EMPLOYED:  # "dockers at a Chilean port"
        for noun in grammar.prepositional(head, "at"):
            if noun.i not in parse.names and noun.i not in parse.places:
                return country_of(parse, noun)
    return None


def _country_of_part(parse: Parse, ground: Token) -> str | None:
    """The country in "Ecuador's Amazon", "the Kenyan coast", "India's Kerala state"."""
    land = ground.lemma_.lower() in words("noun of a region") or ground.lemma_.lower() in words(
        "noun of ground"
    )
    if not land and not (ground.pos_ == "PROPN" and grammar.children(ground, "poss")):
        return None
    below = _countries_below(parse, ground, owned=True)
    return below.pop() if len(below) == 1 else None


def _origin(parse: Parse, head: Token) -> str | None:
    """The country in "shot six traders from Sudan", where the tree hangs "from" on the verb.

    Whoever is expelled, freed or fetched from a country need not be of it.
    """
    behind = _behind(parse.doc, head, "from")
    entry = _longest(head)
    if behind is None or head.dep_ not in ("dobj", "nsubjpass") or entry is None:
        return None
    lemma = head.head.lemma_.lower()
    stays = lemma in words("verb of killing") or lemma in words("arresting verb")
    if behind.i not in parse.names or not stays or not entry.person:
        return None
    return alpha3(parse, behind.i)


def _behind(doc: Doc, head: Token, preposition: str) -> Token | None:
    """The word behind a preposition, if that comes right behind a noun."""
    if head.i + 2 >= len(doc) or doc[head.i + 1].lower_ != preposition:
        return None
    return doc[head.i + 2]


def _is_at_home(head: Token) -> bool:
    """Whether a body or an official can only be of the country that it is in."""
    if grammar.children(head, "poss"):
        return False  # "their leaders in Chad"
    many = head.tag_ in ("NNS", "NNPS")
    if many and any(c.lower_ in words("adjective of many countries") for c in head.lefts):
        return False  # "African leaders in Chad"
    entry = _longest(head)
    if head.lower_ in words("noun placed by in"):  # but not "business leaders in Lima"
        return entry is None or entry.sector in (None, "MIL", *HOME_SECTORS)
    if entry is None or head.lemma_.lower() in words("noun of a state abroad"):
        return False
    alone = sectors().get(singular(head)) or entry  # "opposition senators" sit in parliament
    return entry.sector in HOME_SECTORS or alone.sector == "LEG"


def _longest(head: Token) -> SectorNoun | None:
    """The sector noun that ends at a word, with what stands before it: "police chief"."""
    table, lemma, word = sectors(), singular(head), head.lower_
    if lemma not in last_words() and word not in last_words():
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


def _country_shared(parse: Parse, head: Token) -> str | None:
    """The country that a bare plural shares with the noun before it: "Saudi pilots and soldiers".

    "Indian troops and militants" are of two sides.
    """
    first = head.head
    if head.dep_ != "conj" or not _is_bare_plural(head) or first.tag_ not in ("NNS", "NNPS"):
        return None
    entry = _longest(head)
    if entry is None or entry.sector in _IRREGULAR or not entry.person:
        return None
    sharing = [c for c in first.lefts if c.i in parse.names and c.dep_ in ("amod", "compound")]
    if len(sharing) == 1 and not _qualifies(parse, sharing[0].i):
        return alpha3(parse, sharing[0].i)
    return _country_shared(parse, first)


def _is_bare_plural(noun: Token) -> bool:
    """Whether a plural stands without any word of its own before it or a phrase behind it."""
    return noun.tag_ == "NNS" and not any(
        c.dep_ not in ("cc", "conj", "punct") for c in noun.children
    )


def _ground_below(parse: Parse, head: Token) -> str | None:
    """The country of the place in "Kharkiv's mayor", "Belgorod police", "the Goma market"."""
    for child in head.children:
        if child.i in parse.places and child.dep_ in (*MODIFIERS, "poss", "npadvmod"):
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
    inside = _behind(parse.doc, head, "in")
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
