"""An "it" -> whether it stands for nothing at all: "it is clear that", "it rained".

Such an "it" only holds the place of a clause, of the weather or the time, and is never an actor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import verb_cues
from sayso.knowledge.word_classes import words
from sayso.reading import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = ("ccomp", "csubj", "advcl", "xcomp", "acl", "relcl")
_SEEMING = frozenset({"seem", "appear", "happen", "turn", "follow", "emerge", "transpire"})
_TAKING = frozenset({"take", "cost", "remain", "suit", "make", "fall"})
_INDEFINITE = frozenset({"a", "an"})


def is_expletive(it: Token) -> bool:
    """Whether an "it" holds the place of something else than an actor or a thing."""
    if it.lower_ != "it":
        return False
    verb = it.head
    if it.dep_ == "expl":
        return True
    if verb.pos_ == "ADJ" or it.dep_ == "dobj":
        return _is_found(it)
    if it.dep_ not in ("nsubj", "nsubjpass"):
        return False
    lemma = verb.lemma_.lower()
    if lemma in words("weather verb"):
        return True
    if it.dep_ == "nsubjpass" or grammar.is_passive(verb):
        return _is_thought(verb)
    if lemma == "be":
        return _is_judged(verb)
    if lemma in _SEEMING:
        return _has_that(verb) or _is_judged(verb)
    if lemma in _TAKING and (_has_infinitive(verb) or _is_judged(verb)):
        return True
    return lemma not in verb_cues() and _has_that(verb)  # "it surprised nobody that"


def _is_found(it: Token) -> bool:
    """Whether "it" is what is made or found to be so: "made it clear that", "find it hard to"."""
    small_clause = it.head if it.head.pos_ == "ADJ" else None
    verb = it.head if small_clause is None else small_clause.head
    if verb.lemma_.lower() not in words("verb of finding"):
        return False
    judged = [small_clause] if small_clause is not None else _predicates(verb)
    return any(
        below.i > it.i and _is_held(below) for head in (verb, *judged) for below in _clauses(head)
    ) and bool(judged)


def _is_thought(verb: Token) -> bool:
    """Whether a passive holds the place of a clause: "it is believed that", "it was agreed to"."""
    return verb.lemma_.lower() in verb_cues() and any(map(_is_held, _clauses(verb)))


def _is_judged(verb: Token) -> bool:
    """Whether a copula says something of a clause, of a time, or picks one out of many."""
    for predicate in _predicates(verb):
        judging = predicate.lemma_.lower() in words("adjective of judgement")
        clauses = [*_clauses(verb), *_clauses(predicate)]
        if any(_is_told_of(clause, predicate, judging=judging) for clause in clauses):
            return True
        if judging and not _clauses(verb) and predicate.pos_ in ("ADJ", "ADV"):
            return predicate.lemma_.lower() in ("dark", "cold", "hot", "late", "early", "worth")
        if grammar.is_temporal(predicate):
            return True
    return any(
        preposition.lower_ in ("for", "up") and _has_infinitive(verb)
        for preposition in grammar.children(verb, "prep", "advmod")
    )


def _is_told_of(clause: Token, predicate: Token, *, judging: bool) -> bool:
    """Whether a predicate is said of a clause, or picks its subject out."""
    if clause.dep_ == "relcl":  # "it was Chad that attacked"
        picked = not any(c.lower_ in _INDEFINITE for c in predicate.lefts)
        return picked and predicate.i < clause.i
    if _has_mark(clause) or (judging and _is_infinitive(clause)):
        return True
    return clause.dep_ in ("csubj", "ccomp") and clause.i > predicate.i


def _predicates(verb: Token) -> list[Token]:
    return [
        child
        for child in grammar.children(verb, "acomp", "attr", "oprd", "advmod", "dobj", "ccomp")
        if child.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "ADV") and child.lower_ != "it"
    ]


def _clauses(head: Token) -> list[Token]:
    return [c for c in grammar.children(head, *_CLAUSES) if c.pos_ in grammar.VERBS]


def _is_held(clause: Token) -> bool:
    return _has_mark(clause) or _is_infinitive(clause) or clause.dep_ == "ccomp"


def _has_that(verb: Token) -> bool:
    return any(map(_has_mark, _clauses(verb)))


def _has_mark(clause: Token) -> bool:
    """Whether a clause opens with a word that makes a subject or an object of it."""
    return any(
        child.lower_ in ("that", "whether", "how", "why", "what", "who")
        and child.i < clause.i
        and (child.dep_ == "mark" or child.tag_ in ("WRB", "WP", "IN"))
        for child in clause.children
    )


def _has_infinitive(verb: Token) -> bool:
    below = [c for child in (verb, *verb.children) for c in _clauses(child) if c.i > verb.i]
    return any(map(_is_infinitive, below))


def _is_infinitive(clause: Token) -> bool:
    return clause.tag_ == "VB" and any(c.tag_ == "TO" for c in clause.children)
