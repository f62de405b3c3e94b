"""Verb -> the mood of its clause: question, condition, command, purpose, infinitive, finite or not.

Comes in: the verb that heads a clause. Goes out: yes or no, by grammar alone. Bare verbs share the
mood of the verb they are coordinated with ("to seize and hold").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.tree import asked_once

if TYPE_CHECKING:
    from spacy.tokens import Token

PRESENT = ("VBZ", "VBP")
_SUBJECT = ("nsubj", "nsubjpass")
_CONDITION = frozenset({"if", "unless", "whether", "lest", "provided", "supposing", "assuming"})
_INVERTED = ("should", "were", "had")  # "should they attack", "had they known"
_CLAUSES = ("ccomp", "advcl", "parataxis")
_BELIEVING = frozenset({"believe", "think", "imagine", "suppose", "expect"})
_WHOEVER = frozenset({"who", "anyone", "anybody", "you", "one"})
_COMMANDING = ("ROOT", "conj", "ccomp")
_CLOSING_MARKS = "\"”’')"


@asked_once
def is_question(verb: Token) -> bool:
    """Whether a clause is what the question mark at the end of its sentence asks."""
    clause = verb
    while clause.dep_ in ("conj", "xcomp") and clause.head.pos_ in grammar.VERBS:
        clause = clause.head
    if clause.dep_ in ("ccomp", "advcl", "csubj") and clause.head.lemma_ == "be":
        return is_question(clause.head)  # "is it true that they left?"
    if clause.dep_ == "ccomp" and clause.head.lemma_ in _BELIEVING:
        who = grammar.children(clause.head, "nsubj")
        if any(s.lower_ in _WHOEVER for s in who):
            return is_question(clause.head)  # "who believes that they left?"
    joined = clause.dep_ == "conj" and any(_is_inverted(clause, c) for c in clause.children)
    top = joined or clause.dep_ in ("ROOT", "ccomp", "parataxis")
    if not top or grammar.children(clause, "mark"):
        return False
    last = next(
        (t for t in reversed(verb.sent) if not t.is_space and t.text not in _CLOSING_MARKS), None
    )
    return last is not None and bool(last.text == "?")


def is_polar_question(verb: Token) -> bool:
    """Whether a clause asks if it is so: "did they order the strike?", not "why did they ...?"."""
    inverted = any(c.dep_ in ("aux", "auxpass") and _is_inverted(verb, c) for c in verb.children)
    return inverted and is_question(verb)


@asked_once
def is_conditional(verb: Token) -> bool:
    """Whether a clause is a condition: "if they attack", "should they attack"."""
    clause = verb
    while _shares_condition(clause):
        clause = clause.head
    for child in clause.children:
        if child.dep_ in ("mark", "advmod", "prep") and child.lower_ in _CONDITION:
            return True
        if child.lower_ == "though" and grammar.follows(child, "as"):
            return True  # "as though powers were his"
        if child.dep_ == "aux" and child.lower_ in _INVERTED and _is_inverted(clause, child):
            return True
    if _is_in_case(clause):
        return True
    if clause.lower_ == "were" and clause.dep_ != "ROOT" and _is_inverted(clause, clause):
        return True  # "were a judge to see both, ..."
    return clause.dep_ == "ccomp" and clause.head.lower_ in ("provided", "supposing", "assuming")


def is_counterfactual(verb: Token) -> bool:
    """Whether a clause is what would have come of what was not: "had he stayed, he might have"."""
    conditions = (c for c in grammar.children(verb, "advcl") if is_conditional(c))
    return any(a.lower_ == "had" for c in conditions for a in grammar.auxiliaries(c))


def _is_in_case(clause: Token) -> bool:
    """Whether "in case" or "in the event that" stands in front of who acts in that case.

    The words are looked at, for the tree hangs them in many ways.
    """
    for subject in grammar.children(clause, *_SUBJECT):
        first = subject.left_edge.i
        first += clause.doc[first].lower_ == "case"  # taken for a part of the subject
        before = [t.lower_ for t in clause.doc[max(first - 4, 0) : first]]
        if before[-2:] == ["in", "case"] or before == ["in", "the", "event", "that"]:
            return True
    return False


def _is_inverted(clause: Token, auxiliary: Token) -> bool:
    """Whether an auxiliary opens a clause in front of its subject: "had we sent troops".

    The tree may hang the clause before it there: "he could go, should a court ask him".
    """
    subjects = grammar.children(clause, *_SUBJECT) or grammar.children(clause, "attr")
    if not subjects and auxiliary.lower_ == "should" and clause.dep_ == "advcl":
        subjects = grammar.children(clause, "compound")  # "should Oman attack", taken for a noun
    ahead = [c for c in clause.lefts if c.i < auxiliary.i and not c.is_punct]
    opens = all(c.dep_ in _CLAUSES or (c.dep_ == "cc" and c.lower_ != "nor") for c in ahead)
    return opens and bool(subjects) and subjects[0].i > auxiliary.i


def _shares_condition(clause: Token) -> bool:
    """Whether a clause is to be read with the one above: no subject, no condition of its own."""
    if clause.dep_ not in ("conj", "xcomp") or clause.head.pos_ not in grammar.VERBS:
        return False
    if clause.dep_ == "conj" and grammar.children(clause, *_SUBJECT):
        return False
    return not any(c.lower_ in _CONDITION for c in grammar.children(clause, "mark", "advmod"))


def is_imperative(verb: Token) -> bool:
    """Whether a clause is a command: a bare verb with neither subject nor auxiliary."""
    quoted = verb.dep_ == "advcl" and verb.i > 0 and verb.nbor(-1).is_quote
    if verb.tag_ != "VB" or has_to(verb) or not (quoted or verb.dep_ in _COMMANDING):
        return False
    if verb.dep_ == "conj" and not (verb.head.pos_ in grammar.VERBS and is_imperative(verb.head)):
        return False
    return not any(
        c.dep_ in _SUBJECT or (c.dep_ == "aux" and c.tag_ != "VB") for c in verb.children
    )


def is_subjunctive(verb: Token) -> bool:
    """Whether a clause is what ought to be: "insisted that Uganda *withdraw*", "that he be freed".

    The bare form gives it away where a tense would have another: behind one who or what does it,
    and behind a verb in the past.
    """
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    first = min((*helpers, verb), key=lambda t: t.i)
    if verb.dep_ != "ccomp" or first.tag_ not in ("VB", "VBP") or first.lower_ != first.lemma_:
        return False
    subjects = grammar.children(verb, *_SUBJECT)
    if not any(c.lower_ == "that" for c in grammar.children(verb, "mark")) or not subjects:
        return False
    if first.lower_ == "be":
        return True
    one = subjects[0].tag_ in ("NN", "NNP") or subjects[0].lower_ in ("he", "she", "it")
    alone = one and not grammar.children(subjects[0], "conj")
    return (alone or verb.head.tag_ == "VBD") and verb.head.lemma_ in words("verb of insisting")


def is_purpose(verb: Token) -> bool:
    """Whether a finite clause is a purpose: "so that X is stopped"."""
    return verb.dep_ == "advcl" and any(
        c.lower_ == "that" and grammar.follows(c, "so") for c in grammar.children(verb, "mark")
    )


def is_reported(verb: Token) -> bool:
    """Whether a verb is inside a complement clause: "would" there is a "will" told later."""
    if any(c.lower_ == "according" for c in verb.children):
        return True
    return any(
        t.dep_ in ("ccomp", "pcomp") or (t.dep_ == "acl" and t.pos_ == "VERB")
        for t in grammar.up(verb)
        if t.pos_ in grammar.VERBS
    ) or any(c.pos_ == "VERB" for c in grammar.children(verb, "ccomp", "parataxis"))


def is_finite(verb: Token) -> bool:
    """Whether a verb, or an auxiliary of it, has a tense or is a modal."""
    return verb.tag_ in ("VBD", *PRESENT) or any(
        a.tag_ in ("VBD", "MD", *PRESENT) for a in grammar.auxiliaries(verb)
    )


def is_perfect(verb: Token) -> bool:
    """Whether "have" is an auxiliary of a verb: "has left", "to have left"."""
    return any(a.lemma_ == "have" for a in grammar.auxiliaries(verb))


def has_to(verb: Token) -> bool:
    """Whether a verb is an infinitive with "to", its own or a shared one."""
    if any(child.tag_ == "TO" for child in grammar.children(verb, "aux")):
        return True
    if (
        verb.dep_ != "conj"
        or verb.tag_ not in ("VB", "VBP")
        or verb.head.tag_ != "VB"
        or grammar.children(verb, "aux", *_SUBJECT)
    ):
        return False
    return has_to(verb.head)
