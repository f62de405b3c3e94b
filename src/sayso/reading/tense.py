"""Expression of time in its clause -> whether the clause looks ahead or back.

"On Friday" is the next Friday in "will meet on Friday" and the last one in "met on Friday". What
tells is the preposition or adjective beside it ("set for Friday", "due on Friday"), an adjective
of the noun ("upcoming talks on Friday"), and the modal, the status and the tense of the verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import intentions
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.clauses import clause_status
from sayso.reading.mood import PRESENT, is_perfect

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_OPEN = frozenset({"planned", "threatened", "demanded", "predicted"})
_MOVING = frozenset({"postpone", "delay", "move", "reschedule", "put", "push", "bring", "defer"})
_OF_ONE_TIME = frozenset({"attempt", "not done", "aspect"})  # notes in the table of intentions
_NOUNS = ("NOUN", "PROPN")
_LASTING = words("lasting verb")
_COMING = words("adjective of prospect")
_LIMIT = 12  # steps up the tree


def looks_ahead(span: Span, *, until: bool = False) -> bool | None:
    """Whether the clause of an expression looks ahead (True) or back (False), if that is told.

    Args:
        span: the expression.
        until: it is an end ("until Friday", "by Friday"), which is ahead of a verb in the past,
            too, unless the verb tells what is over ("lasted until Friday").
    """
    if until:
        return False if _is_over(span.root) else None
    top = span.root
    while top.head.i != top.i and span.start <= top.head.i < span.end:
        top = top.head
    if _is_set_for(top) or (span.start and span[0].nbor(-1).lower_ == "due"):
        return True
    token = top
    for _ in range(_LIMIT):
        if token.pos_ in grammar.VERBS:
            return _verb_looks_ahead(token)
        if token.lower_ == "due":
            return True
        if token.pos_ in _NOUNS and any(child.lower_ in _COMING for child in token.lefts):
            return True
        if token.i < span.start and (token.lower_ == "ahead" or _is_before(token)):
            return True  # "ahead of Friday's vote"
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _is_set_for(top: Token) -> bool:
    """Whether a time is one that something is set for, or put off to."""
    preposition = top.head
    if top.dep_ != "pobj":
        return False
    if preposition.lower_ == "for":
        return True
    return preposition.lower_ == "to" and preposition.head.lemma_ in _MOVING


def _is_before(token: Token) -> bool:
    return token.dep_ == "prep" and bool(token.lower_ == "before")


def _is_over(root: Token) -> bool:
    """Whether what went on until a time is told as over: "lasted until", "had left by"."""
    verb = grammar.clause_verb(root)
    if verb is None:
        return False
    if is_perfect(verb) and any(a.tag_ == "VBD" for a in grammar.auxiliaries(verb)):
        return True
    return verb.lemma_ in _LASTING and verb.tag_ == "VBD"


def _verb_looks_ahead(verb: Token) -> bool | None:
    auxiliaries = grammar.auxiliaries(verb)
    perfect = is_perfect(verb)
    if any(a.tag_ == "MD" for a in auxiliaries) and not perfect:
        could = any(a.lower_ == "could" for a in auxiliaries)
        return None if could and grammar.is_negated(verb) else True
    if verb.dep_ == "xcomp" and verb.head.pos_ in grammar.VERBS and _is_tried(verb.head):
        return _verb_looks_ahead(verb.head)
    if clause_status(verb).status in _OPEN:
        return True
    if verb.tag_ in PRESENT and _is_planned(verb):
        return True  # "plans a march on Friday"
    if verb.tag_ == "VBG" and any(a.tag_ in PRESENT for a in auxiliaries):
        return True  # "is visiting on Friday"
    if verb.tag_ in ("VBD", "VBN") or perfect or any(a.tag_ == "VBD" for a in auxiliaries):
        return False
    if verb.tag_ in ("VBG", "VB") and verb.head.i != verb.i:
        above = grammar.clause_verb(verb.head)
        return _verb_looks_ahead(above) if above is not None else None
    return None


def _is_planned(verb: Token) -> bool:
    found = intentions().get(("verb", verb.lemma_.lower()))
    return found is not None and found.note == "aim"


def _is_tried(governor: Token) -> bool:
    """Whether an infinitive is of the governor's own time: "tried to", "failed to" do it."""
    lemma, particle = governor.lemma_.lower(), grammar.particle(governor)
    found = intentions().get(("verb", f"{lemma} {particle}")) or intentions().get(("verb", lemma))
    return found is not None and found.note in _OF_ONE_TIME
