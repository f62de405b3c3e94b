"""Mentions -> the one that a word can stand for, or none where two are about as likely.

How present an actor is follows from where it was mentioned last: the subject of a main clause
before an object, an object before what hangs on a preposition, this sentence before the one above
it. What decides is not the best score but its lead: if another actor comes close, nobody is meant
for sure.
The order of the roles is that of Lappin and Leass (Computational Linguistics 20, 1994); the numbers
are our own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.mentions import Mention

SUBJECT = 1.5
"""How present the subject of a main clause is; all other weights are measured by it."""

FADE = 1.0
"""What a mention loses with each sentence that lies between."""

MARGIN = 1.0
"""By how much an actor has to lead before it is taken to be meant."""

FAINT = -2.0
"""The score below which nobody is thought of any more."""

_ROUNDING = 1e-9
_EMBEDDED = 1.0  # the subject of a clause inside another
_OBJECT = 1.0
_TAG = 0.7  # who is named behind what they said
_OBLIQUE = 0.5
_OWNING = 0.3  # whose the subject or object is
_INSIDE = 0.0  # whatever else hangs on a noun
_PLACED = -0.5  # where something happens is not who does it
_LOCATIVE = frozenset(
    {"in", "near", "off", "across", "inside", "outside", "around", "throughout", "within"}
)
_TOGETHER = frozenset({"with", "between", "against", "at", "on"})  # as good as an object


def prominence(token: Token) -> float:
    """How present the place of a noun in its sentence makes it."""
    token = placed(token)
    if token.dep_ in ("nsubj", "nsubjpass"):
        if _is_tag(token.head):
            return _TAG
        return SUBJECT if is_main(token.head) else _EMBEDDED
    if token.dep_ in ("dobj", "dative", "attr", "oprd"):
        return _OBJECT if is_main(token.head) else _OBLIQUE
    if token.dep_ == "pobj":
        preposition = token.head
        if is_cited(token):
            return _TAG
        if is_placing(token):
            return _PLACED
        if preposition.dep_ != "agent" and preposition.head.pos_ not in grammar.VERBS:
            return _INSIDE
        return _OBJECT if preposition.lower_ in _TOGETHER else _OBLIQUE
    if token.dep_ == "poss":
        return _OWNING
    return SUBJECT if token.dep_ == "ROOT" else _INSIDE


def placed(token: Token) -> Token:
    """The word that has a noun's place in the clause: the first of a coordination, a quantity."""
    while token.head.i < token.i:
        above = token.head
        if token.dep_ == "pobj" and above.lower_ == "of" and quantified(above.head) == token:
            token = above.head
        elif token.dep_ in ("conj", "appos"):
            token = above
        else:
            break
    return token


def is_cited(token: Token) -> bool:
    """Whether a noun is the source in "according to"."""
    return (
        token.dep_ == "pobj"
        and token.head.lower_ == "to"
        and grammar.follows(token.head, "according")
    )


def is_placing(token: Token) -> bool:
    """Whether a noun tells where something happens: "in Kampala", "off Zuwara"."""
    return token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE


def is_goal(token: Token) -> bool:
    """Whether a noun tells where to or where from: "to Jaffna"."""
    return token.dep_ == "pobj" and token.head.lower_ in ("to", "from", "into", "towards", "toward")


def is_eclipsed(token: Token) -> bool:
    """Whether a clause with a subject of its own follows in the sentence, coordinated."""
    return any(
        verb.dep_ == "conj"
        and verb.pos_ in grammar.VERBS
        and is_main(verb)
        and grammar.children(verb, "nsubj", "nsubjpass")
        and not verb.is_ancestor(token)
        for verb in token.doc[token.i + 1 : token.sent.end]
    )


def is_main(verb: Token) -> bool:
    """Whether a verb heads a main clause, one coordinated with it, or what a tag closes."""
    while verb.dep_ in ("conj", "parataxis") and verb.head.pos_ in grammar.VERBS:
        verb = verb.head
    return verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.i < verb.head.i)


def _is_tag(verb: Token) -> bool:
    """Whether a verb closes what is said: "..., the army said"."""
    return any(said.i < verb.i for said in grammar.children(verb, "ccomp"))


def leaders(scored: Iterable[tuple[float, Mention]]) -> list[Mention]:
    """The mention in the lead and the rivals that come near it, best first; nobody if it is faint.

    Two mentions that can be of one party do not compete: a country and its government.
    """
    order = sorted(scored, key=lambda pair: (-pair[0], -pair[1].head))
    if not order or order[0][0] < FAINT:
        return []
    lead, best = order[0]
    return [
        best,
        *(
            mention
            for score, mention in order[1:]
            if lead - score < MARGIN - _ROUNDING and not mention.may_be(best)
        ),
    ]


def clear_winner(scored: Iterable[tuple[float, Mention]]) -> Mention | None:
    """The mention in the lead, if no other actor's comes near it."""
    found = leaders(scored)
    return found[0] if len(found) == 1 else None


def quantified(head: Token) -> Token | None:
    """The noun that a quantity counts: "thousands of teachers", "one of them"."""
    if head.lemma_.lower() not in words("quantity") and head.pos_ != "NUM":
        return None
    for child in grammar.children(head, "prep"):
        if child.lower_ == "of":
            for noun in grammar.children(child, "pobj"):
                return noun
    return None
