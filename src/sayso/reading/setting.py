"""The text before a word -> the country that it is set in: whose "the army" goes without saying.

A text is set where it says that something happens ("in Kenya", "In Kinshasa, ..."), and where
people and bodies are at home ("Kenyan nurses", "Chad's parliament"). Where one country is the only
one at home so far, and no other acts, the police, the parliament and the president are its own; so
they are where the text names no other country at all. A sentence that opens with a place sets the
rest of its paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.belonging import (
    HOME_SECTORS,
    LONGEST_ROLE,
    is_bound,
    is_ethnic,
    joined,
    singular,
)
from sayso.reading.salutations import fellows

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

_WITHIN = frozenset({"in", "across", "throughout", "inside"})
_BETWEEN = frozenset({"from", "to"})
_MODIFIERS = ("amod", "compound", "nmod", "poss")
_DOMESTIC = HOME_SECTORS | {"OPP", "PTY", "LAB", "AGR", "EDU", "MED", "REL", "SOC"}


def home_country(parse: Parse, i: int, sector: str | None, *, office: bool) -> str | None:
    """The country whose army, police or president is meant where nothing says whose.

    Args:
        parse: the parse.
        i: the token that heads the phrase; only what stands before it counts.
        sector: its sector: an army abroad tells whose air force "the air force" is, but not whose
            police "the police" are.
        office: it is a person in office, who may be a visitor where the scene is.
    """
    before = [n for n in sorted(parse.names) if n < i and not is_bound(parse, n)]
    acting = {_alpha3(parse, n) for n in before if _acts(parse.doc[n])}
    beside = _acting_before(parse, parse.doc[i])
    if beside is not None:
        return beside
    scene = _scene(parse, i)
    if scene is not None and (scene in acting or not office):
        return scene
    own = None if office else fellows(parse)
    if own is not None:
        return own
    if _begins_on_contested_ground(parse):
        return None
    home = {_alpha3(parse, n) for n in before if _is_setting(parse, parse.doc[n], sector)}
    home |= {
        place.country
        for n, place in parse.places.items()
        if n < i and n == place.head and place.country is not None and _is_within(parse.doc[n])
    }
    if len(home) == 1 and acting <= home:
        return home.pop()
    return _only_country(parse, i) or _other_of_two(parse, i) or _at_the_outset(parse, parse.doc[i])


def _other_of_two(parse: Parse, i: int) -> str | None:
    """The one of two countries that somebody serves who acts towards the other.

    "The Maldives ... India. President Shareef flew to Delhi": he is the Maldives'.
    """
    actor = parse.doc[i]
    if actor.dep_ != "nsubj":
        return None
    spots = {n: _alpha3(parse, n) for n in parse.names if not is_bound(parse, n)}
    spots |= {n: p.country for n, p in parse.places.items() if n == p.head and p.country}
    named = {country for n, country in spots.items() if n < i}
    towards = {country for n, country in spots.items() if _is_opposite(parse.doc[n], actor)}
    told = set(spots.values())
    if len(told) != 2 or len(towards) != 1 or not towards <= named:
        return None
    return (told - towards).pop()


def _begins_on_contested_ground(parse: Parse) -> bool:
    """Whether the first that a text names lies where several claim to rule: "in Hargeisa"."""
    heads = [n for n, place in parse.places.items() if n == place.head]
    first = parse.places.get(min([*parse.names, *heads], default=-1))
    return first is not None and first.kind == "disputed" and first.country is None


def _acting_before(parse: Parse, actor: Token) -> str | None:
    """The country that acts in the clause before, if both act towards another.

    "Kenya expelled the envoy, and the foreign minister accused Somalia": the minister is Kenya's.
    """
    verb = actor.head
    if actor.dep_ != "nsubj" or verb.dep_ != "conj" or verb.head.pos_ not in grammar.VERBS:
        return None
    if actor.lemma_.lower() in words("local office"):
        return None
    before = {_alpha3(parse, s.i) for s in grammar.subject(verb.head) if s.i in parse.names}
    towards = {_alpha3(parse, o.i) for o in grammar.undergoers(verb) if o.i in parse.names}
    return before.pop() if len(before) == 1 and towards and not towards & before else None


def _only_country(parse: Parse, i: int) -> str | None:
    """The country that a text is about where it names no other, nor any place in another.

    Not where it is only somebody else's: whom a governor accuses is not who the governor is.
    """
    names = [n for n in parse.names if not is_bound(parse, n)]
    named: set[str | None] = {_alpha3(parse, n) for n in names}
    if any(_is_opposite(parse.doc[n], parse.doc[i]) for n in names):
        return None
    named |= {place.country for place in parse.places.values()}
    named |= {body.entry.country for body in parse.organizations.values()}
    named.discard(None)
    return named.pop() if len(named) == 1 else None


def _at_the_outset(parse: Parse, actor: Token) -> str | None:
    """The country that a text starts from: news of one country takes it for granted further on.

    It is the only one of the first sentence that names any, or the one that acts in it. No other
    may have acted since.
    """
    spots: dict[int, str] = {
        n: _alpha3(parse, n)
        for n in parse.names
        if not is_bound(parse, n) and not is_ethnic(parse, n)
    }
    spots |= {
        n: place.country
        for n, place in parse.places.items()
        if n == place.head and place.country is not None
    }
    if not spots or any(_is_opposite(parse.doc[n], actor) for n in spots):
        return None
    sentence = parse.doc[min(spots)].sent
    first = {n: country for n, country in spots.items() if sentence.start <= n < sentence.end}
    told = set(first.values())
    if len(told) > 1 or all(_is_target(parse, parse.doc[n]) for n in first):
        told = {country for n, country in first.items() if _leads(parse.doc[n])}
    if len(told) != 1:
        return None
    country = told.pop()
    rivals = [n for n, other in spots.items() if n < actor.i and other != country]
    return None if any(_leads(parse.doc[n]) for n in rivals) else country


def _is_target(parse: Parse, name: Token) -> bool:
    """Whether a name is of what somebody speaks of or acts on: "leaders denounce a Thai launch"."""
    if name.i in parse.names and _is_setting(parse, name, None):
        return False
    while name.dep_ in (*_MODIFIERS, "conj") and name.head.i != name.i:
        name = name.head
    if name.dep_ == "pobj":
        return name.head.lower_ not in words("preposition of place")
    return name.dep_ in ("dobj", "dative")


def _leads(name: Token) -> bool:
    """Whether a name is in the subject of its sentence's main clause: "Thai troops", "Chad's"."""
    while name.dep_ in (*_MODIFIERS, "conj") and name.head.i != name.i:
        name = name.head
    verb = name.head
    return name.dep_ in ("nsubj", "nsubjpass") and verb.dep_ in ("ROOT", "conj", "ccomp")


def _is_opposite(name: Token, actor: Token) -> bool:
    """Whether a country is whom somebody acts towards: "the governor accused Kenya"."""
    verb = grammar.clause_verb(actor)
    if verb is None or name.i < actor.i or not verb.is_ancestor(name):
        return False
    if name.head.lemma_.lower() in words("noun of a state abroad") and name.dep_ in _MODIFIERS:
        name = name.head  # "summoned the Kenyan envoy"
    if name.dep_ == "pobj":  # "recall our envoy from Chad"
        preposition = name.head.lower_
        return preposition in _BETWEEN or preposition not in words("preposition of place")
    return name.dep_ in ("dobj", "dative", "nsubj", "nsubjpass", "poss", "conj")


def _scene(parse: Parse, i: int) -> str | None:
    """The country of the place that opens the last such sentence of the paragraph, if any does."""
    for token in reversed(parse.doc[:i]):
        if "\n" in token.text_with_ws:
            return None
        opens = token.lower_ == "in" and token.i - token.sent.start in (0, 1)
        for noun in grammar.children(token, "pobj") if opens else ():
            place = parse.places.get(noun.i)
            if noun.i in parse.names:
                return _alpha3(parse, noun.i)
            if place is not None:
                return place.country
    return None


def _is_setting(parse: Parse, name: Token, sector: str | None) -> bool:
    """Whether a name tells where a text is set: a place in it, or people who are at home there."""
    entry = parse.names[name.i].entry
    gathers = entry.kind == "people" and entry.plural and name.dep_ in ("nsubj", "nsubjpass")
    if _is_within(name) or entry.kind == "metonym" or gathers:
        return True
    noun = name.head
    if name.dep_ not in _MODIFIERS or noun.lemma_.lower() in words("noun of another"):
        return False
    if noun.lemma_.lower() in words("noun of a border"):
        return False
    if noun.lemma_.lower() in words("noun of a state"):
        return True
    known = sectors().get(singular(noun)) or sectors().get(noun.lower_)
    if noun.lemma_.lower() in words("noun of a state abroad"):
        return False
    if known is None:
        return _has_title(parse, name)
    return known.sector in _DOMESTIC or known.sector == sector == "MIL"


def _has_title(parse: Parse, name: Token) -> bool:
    """Whether an office and a name follow: "Georgian President Ketevan Lomidze"."""
    for size in range(1, LONGEST_ROLE + 1):
        known = sectors().get(joined(parse.doc[name.i + 1 : name.i + 1 + size]).strip())
        if known is not None and known.sector in HOME_SECTORS and known.office:
            return True
    return False


def _is_within(noun: Token) -> bool:
    if noun.dep_ != "pobj":
        return False
    known = sectors().get(singular(noun.head.head))
    ruled = noun.head.lower_ == "of" and known is not None and known.sector in HOME_SECTORS
    return noun.head.lower_ in _WITHIN or ruled  # "the mayor of Goma"


def _acts(name: Token) -> bool:
    """Whether a country does something itself, and not only its people or its troops."""
    return name.dep_ == "nsubj" or (name.dep_ == "pobj" and name.head.dep_ == "agent")


def _alpha3(parse: Parse, i: int) -> str:
    return parse.names[i].entry.country.alpha3
