"""The places of a row of the predicate table -> the nouns that stand there.

A row says where the other party of its event stands: as object, as dative, behind a preposition of
the verb or of the noun that it carries. Comes in: a verb, a row, its objects. Goes out: noun heads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.predicates import PEOPLE, Predicate
from sayso.reading import grammar
from sayso.reading.fillers import is_people
from sayso.reading.names import STAND_INS

if TYPE_CHECKING:
    from spacy.tokens import Token

ASKED = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
"""Types whose "from" names who acts: "appeals from X"."""

_TOWARD = ("to", "into", "on", "at", "with", "against", "from", "toward", "towards")
_NO_PREPOSITIONS = ("object", "dative", "none")  # the other places that a row may name
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})


def recipients_at(
    place: str, verb: Token, row: Predicate, objects: list[Token], idiom: Token | None
) -> list[Token]:
    """The recipients that stand in one place of a row: an object, a dative or a preposition."""
    if place == "object":
        if idiom is not None and not objects and row.reciprocal and is_people(idiom):
            return grammar.coordinated(idiom)  # "received the envoy"
        if idiom is not None and PEOPLE in row.objects and is_people(idiom):
            return [idiom]  # "led the monks to a van"
        if idiom is not None and not objects and not row.reciprocal:
            return [n for p in _TOWARD for n in grammar.prepositional(idiom, p)] or [idiom]
        named = [o for o in objects if o.pos_ in _NOMINAL or o.tag_ in ("PRP", "NNP")]
        return named or small_clause_subject(verb)
    if place == "dative":
        datives = [c for c in grammar.children(verb, "dative") if c.pos_ != "ADP"]
        if not datives and idiom is not None:
            if idiom in retained(verb):
                return objects  # "the minister was given asylum"
            datives = _counted_off(idiom)
        return [n for c in datives for n in grammar.coordinated(c)]
    if place == "none":
        return []
    places = (verb,) if idiom is None else (verb, *grammar.coordinated(idiom))
    found = next(filter(None, (grammar.prepositional(t, place) for t in places)), [])
    found = found or [n for o in objects for n in grammar.prepositional(o, place)]
    if not found and place in stranded(verb):
        found = [n for o in objects for n in grammar.coordinated(o)]
    if not found and place in ("to", "for"):  # "gave part of its stock of shells to Kenya"
        deeper = (t for o in objects for t in o.subtree if t.dep_ == "pobj" and t.i != o.i)
        found = next(filter(None, (grammar.prepositional(t, place) for t in deeper)), [])
    return found


def whose(thing: Token) -> list[Token]:
    """Whose a thing is that is shut, frozen or taken: "the accounts of a general"."""
    for preposition in ("of", "against", "from", "on"):
        found = grammar.prepositional(thing, preposition)
        if found:
            return found
    return [c for c in grammar.children(thing, "amod", "nmod", "compound") if c.lower_ in STAND_INS]


def senders(thing: Token) -> list[Token]:
    """Whose a thing is that comes to somebody: "a convoy *from Kenya*", "*Kenyan* shells"."""
    found = grammar.prepositional(thing, "from") + grammar.children(thing, "poss")
    return found or [c for c in thing.lefts if c.lower_ in STAND_INS]


def stranded(verb: Token) -> set[str]:
    """The prepositions of a passive whose object is its subject: "the drone was fired *on*"."""
    if not grammar.is_passive(verb):
        return set()
    beside = grammar.children(verb, "prep", "prt")
    return {c.lower_ for c in beside if not (c.n_lefts or c.n_rights)}


def _counted_off(thing: Token) -> list[Token]:
    """A country that a numeral or article parts from the thing it is given.

    "Gave the Philippines five boats": no noun phrase has its numeral behind a name.
    """
    return [
        c
        for c in grammar.children(thing, "nmod", "compound")
        if c.ent_type_ == "GPE" and c.i + 1 < thing.i and c.nbor(1).tag_ in ("CD", "DT", "PRP$")
    ]


def small_clause_subject(verb: Token) -> list[Token]:
    """The object that stands as subject of what is said of it: "wants Iran to leave".

    So do "let the lorries *pass*" and "found the bishop *guilty*".
    """
    for child in grammar.children(verb, "ccomp", "xcomp"):
        bare = verb.lemma_ in ("help", "let") or child.pos_ == "ADJ"
        if bare or any(a.tag_ == "TO" for a in child.children):
            for noun in grammar.children(child, "nsubj"):
                return grammar.coordinated(noun)
    return []


def retained(verb: Token) -> list[Token]:
    """The object that a passive keeps: "was given *asylum*"."""
    return grammar.children(verb, "dobj") if grammar.is_passive(verb) else []


def behind(token: Token, row: Predicate) -> list[Token]:
    """The nouns behind the first of a row's prepositions that is there."""
    skipped = (
        (*_NO_PREPOSITIONS, "from") if row.pos == "noun" and row.type in ASKED else _NO_PREPOSITIONS
    )
    prepositions = (p for p in row.recipients if p not in skipped)
    return next(filter(None, (grammar.prepositional(token, p) for p in prepositions)), [])
