"""Verb -> whether its clause tells of any case of a kind, and of no act that was done.

"A state that shells a town must answer for it", "whoever shells a town", "whenever they march",
"every spring they march", "the bill bans the party", "under the deal, the army leaves": laws,
habits and drafts speak in the present of what is done in whatever case there may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.mood import PRESENT, is_perfect

if TYPE_CHECKING:
    from spacy.tokens import Token

_ANY = frozenset({"any", "whatever", "whichever"})
_ANYBODY = frozenset({"anyone", "anybody", "anything", "whoever", "whosoever"})
_ONE = frozenset({"a", "an", "every", "each"})
_EACH = frozenset({"every", "each"})
_HABIT = words("adverb of habit")
_SUBJECTS = ("nsubj", "nsubjpass")
_AHEAD = frozenset({"draft", "proposed", "pending", "planned"})


def is_of_any(verb: Token) -> bool:
    """Whether a clause in the present tells of none there is: "any deal that favours".

    So does one on a noun that names no one, where the clause above says what shall become of that
    one: "a member who attacks another will be expelled".
    """
    if not _is_present(verb):
        return False
    if verb.dep_ in ("csubj", "csubjpass", "ccomp", "relcl") and any(
        s.lower_ in _ANYBODY for s in grammar.children(verb, *_SUBJECTS)
    ):
        return True
    if verb.dep_ != "relcl":
        return False
    noun = verb.head
    if noun.lower_ in _ANYBODY or any(c.lower_ in _ANY for c in noun.lefts):
        return True
    above = noun.head
    ruled = noun.dep_ in _SUBJECTS and above.pos_ in grammar.VERBS
    ruled = ruled and any(a.tag_ == "MD" for a in grammar.auxiliaries(above))
    first = verb.left_edge.i
    aside = first > 0 and verb.doc[first - 1].is_punct
    return ruled and not aside and _names_no_one(noun)


def is_habit(verb: Token) -> bool:
    """Whether a clause in the present tells of what is done again and again."""
    if any(c.lower_ in _HABIT or _is_every(c) for c in verb.children):
        return True
    if verb.dep_ == "relcl" and _is_every(verb.head):
        return True  # "every spring the herders march", where the tree takes it for a relative
    clauses = [verb, *grammar.children(verb, "advcl")]
    return any(c.lower_ == "whenever" for v in clauses for c in grammar.children(v, "advmod"))


def is_drafted(verb: Token) -> bool:
    """Whether a clause in the present tells what a draft or a plan lays down."""
    if not _is_present(verb) or is_perfect(verb):
        return False
    for subject in grammar.children(verb, *_SUBJECTS) or _shared_subject(verb):
        if subject.lemma_.lower() in words("noun of a draft"):
            return True
        if any(c.lower_ in _AHEAD for c in subject.lefts):
            return subject.lemma_.lower() in words("noun of a text of law")
    return any(noun.lemma_.lower() in words("noun of a draft") for noun in _terms(verb))


def is_settled(verb: Token) -> bool:
    """Whether a clause in the present tells what has been agreed: "under the deal, they leave"."""
    settled = words("noun of a settlement")
    if not _is_present(verb) or is_perfect(verb):
        return False
    return any(noun.lemma_.lower() in settled for noun in _terms(verb))


def _terms(verb: Token) -> list[Token]:
    """What a clause stands under: "under *the accord*, Chad withdraws"."""
    under = [p for p in grammar.children(verb, "prep") if p.lower_ == "under" and p.i < verb.i]
    return [noun for preposition in under for noun in grammar.children(preposition, "pobj")]


def _shared_subject(verb: Token) -> list[Token]:
    """The subject of the clause that a verb is coordinated with."""
    if verb.dep_ != "conj" or verb.head.pos_ not in grammar.VERBS:
        return []
    return grammar.children(verb.head, *_SUBJECTS) or _shared_subject(verb.head)


def _is_present(verb: Token) -> bool:
    return any(t.tag_ in PRESENT for t in (verb, *grammar.auxiliaries(verb)))


def _is_every(noun: Token) -> bool:
    """Whether a phrase of time says that it is so each time: "every spring"."""
    return noun.dep_ == "npadvmod" and any(c.lower_ in _EACH for c in noun.lefts)


def _names_no_one(noun: Token) -> bool:
    """Whether a noun speaks of any of its kind: "a member", "members"."""
    before = {c.lower_ for c in noun.lefts if c.dep_ in ("det", "poss", "nummod")}
    return bool(before & _ONE) or (noun.tag_ == "NNS" and not before)
