"""Event noun -> how it is put: "the attack" happened unless something around it says otherwise.

What may say so, from the inside out: its determiner and adjectives ("no attack", "upcoming talks"),
the noun or adjective that it depends on ("fears of an attack"), and the verb of its clause ("plans
an attack", "prevented the attack").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.clauses import REAL, Put, clause_status, turned
from sayso.reading.governors import intended

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIMIT = 6  # steps up to the verb of the clause
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_CASES = frozenset({"event", "case"})  # "in the event of an attack"
_POSSIBLE = words("adjective of possibility")
_COMING = words("adjective of prospect")
_STOPPING = words("stopping verb")
_CREATING = words("creating verb")
_OBJECTS = ("dobj", "nsubjpass")


def nominal_status(noun: Token, event_type: str | None) -> Put:
    """The status of a named event.

    Args:
        noun: the event noun.
        event_type: the PLOVER type of its event, or ``None``.
    """
    own = _by_own_words(noun)
    if own is not None:
        return own
    token = noun
    for _ in range(_LIMIT):
        head = token.head
        if head.i == token.i:
            break
        if head.pos_ in ("NOUN", "ADJ") and token.dep_ in ("pobj", "prep", "compound", "pcomp"):
            status = intended("noun" if head.pos_ == "NOUN" else "adjective", head.lemma_.lower())
            if status is not None:
                return Put(status)
            if head.lower_ in _CASES:
                return Put("hypothetical")
        if head.dep_ in ("prep", "conj") and head.lower_ == "without":
            either = any(c.lower_ == "or" for c in (*head.children, *head.head.children))
            return Put("hypothetical") if either else Put("denied")  # "with or without consent"
        if head.lower_ == "with" and any(c.lower_ == "without" for c in head.children):
            return Put("hypothetical")
        if head.pos_ in grammar.VERBS:
            return _under_verb(token, head, event_type, definite=_is_definite(noun))
        token = head
    return Put("happened")


def _by_own_words(noun: Token) -> Put | None:
    """What the noun's determiner and adjectives make of it; the first that says anything counts."""
    for child in noun.children:
        if child.dep_ in ("det", "neg") and child.lower_ in ("no", "neither"):
            return Put("denied")
        if child.dep_ in ("amod", "compound"):
            if child.lower_ in _POSSIBLE:
                return Put("hypothetical", "possible")
            if child.lower_ in _COMING:
                return Put("planned")
    return None


def _is_definite(noun: Token) -> bool:
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _DEFINITE) for c in noun.children
    )


def _under_verb(token: Token, verb: Token, event_type: str | None, *, definite: bool) -> Put:
    """What the verb makes of an event noun.

    Args:
        token: the child of the verb in whose phrase the noun stands.
        verb: the verb of the clause.
        event_type: the PLOVER type of the noun's event, or ``None``.
        definite: whether the noun speaks of a known event, which is not what the clause is unsure
            about ("may discuss the attack").
    """
    lemma = verb.lemma_.lower()
    is_object = token.dep_ in _OBJECTS
    if lemma in _STOPPING and is_object:
        return Put("denied")
    status = intended("verb", lemma)
    # "wanted for the kidnapping": it is done, and he is sought
    behind = ("for", "on", "from") if not grammar.is_passive(verb) else ()
    if status is not None and (is_object or (token.dep_ == "prep" and token.lower_ in behind)):
        return Put(turned(status) if grammar.is_negated(verb) else status)
    clause = clause_status(verb, event_type)
    if clause.status in REAL or definite:
        return Put("happened")
    if clause.status == "denied" and not (lemma in _CREATING and is_object):
        return Put("happened")
    if token.dep_ == "nsubj" and clause.status in ("hypothetical", "predicted"):
        return Put(clause.status, clause.certainty)  # "an attack could follow"
    created = lemma in _CREATING and token.dep_ in ("pobj", "prep", "nsubj")
    if created or token.dep_ in (*_OBJECTS, "attr"):
        return Put(clause.status, clause.certainty)
    return Put("happened")
