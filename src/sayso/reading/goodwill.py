"""Draft of a friendly act -> whether the words around its verb leave it that sense.

Talks, offers, help and concessions are told by the commonest verbs: see, send, share, call, be. Who
sees a risk meets nobody, and who shares a border shares nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import FRIENDLY, from_verb, is_friendly, nouns_of
from sayso.reading.mentions import is_human
from sayso.reading.recipients import HOSTILE, names

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.drafts import Draft
    from sayso.reading.recipients import Resolve

_OWN_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
_SEEKING = frozenset({"refuse", "decline", "ask", "agree", "demand", "request", "come", "fly"})
_OF_STATES = frozenset({"GOV", "LEG", "MIL", "IGO", "PTY", "REB", "OPP"})


def is_meant_well(draft: Draft, resolve: Resolve) -> bool:
    """Whether the words around a verb leave it the sense of a talk, an offer, a concession."""
    verb = draft.trigger[0]
    match draft.predicate.lemma:
        case "concede":  # "conceded that": it owns to a fact
            return not grammar.children(verb, "ccomp")
        case "send" | "dispatch" if draft.predicate.type == "AID" and draft.recipients:
            return not all(map(_is_ground, draft.recipients))  # "sent drones to the border"
        case "share" | "offer":  # "share a border", "offered no proof"
            shared = draft.predicate.lemma == "share"
            given = words("thing in common" if shared else "thing that is told")
            return not any(t.lemma_.lower() in given for t in grammar.undergoers(verb))
        case "undertake" if draft.predicate.type == "AGREE":
            return bool(grammar.children(verb, "xcomp"))
        case "see" if draft.predicate.type == "CONSULT" and not draft.predicate.objects:
            return _is_sought(verb)  # "refused to see us", not "saw them leave"
        case "see" if draft.predicate.type == "CONSULT":  # "sees the president as weak"
            return not grammar.has_preposition(verb, "as")
        case "attend" if not draft.predicate.objects:
            return not grammar.undergoers(verb) and _is_of_talks(verb)
        case "come" if draft.predicate.type == "CONSULT" and draft.predicate.objects:
            acting = [m for t in draft.actors if (m := resolve(t)) is not None]
            return any(m.kind == "country" or m.sector in _OF_STATES for m in acting)
        case "call" | "ring" if draft.predicate.mode == "phone":  # "called the minister a liar"
            return not grammar.children(verb, "ccomp", "oprd", "prt", "acomp")
        case "meet" | "satisfy" if draft.predicate.type == "CONCEDE":  # "met demand"
            return draft.trigger[-1].tag_ == "NNS"
        case "assure" | "signal" | "indicate" if not draft.predicate.objects:
            return _promises(verb)
        case "be" if draft.predicate.type == "AGREE":  # "is ready to meet", "is open to talks"
            return _is_willing(draft.trigger[-1])
        case "meet" if draft.predicate.type == "CONSULT":  # "met the criteria", "meets the border"
            met = grammar.undergoers(verb)
            return not met or any(names(t, resolve) or is_human(t) or t.ent_type_ for t in met)
    return True


def _promises(verb: Token) -> bool:
    """Whether what a verb says is what its subject will do: "assured Mali that it would leave"."""
    actors = {t.lower_ for t in grammar.doers(verb)}
    for clause in grammar.children(verb, "ccomp"):
        future = any(c.lower_ in ("would", "will", "'ll") for c in clause.children)
        own = [t.lower_ for t in grammar.subject(clause)]
        if future and own and (own[0] in _OWN_PRONOUNS or own[0] in actors):
            return not any(d.predicate.type in HOSTILE for d in from_verb(clause)) or any(
                c.dep_ == "neg" for c in clause.children
            )
    return False


def _is_willing(verb: Token) -> bool:
    """Whether somebody is said to be ready for an act that both sides gain by."""
    for adjective in grammar.children(verb, "acomp", "oprd"):
        if adjective.lemma_.lower() in words("adjective of willingness"):
            if any(map(is_friendly, grammar.children(adjective, "xcomp"))):
                return True
            wanted = [n for p in ("for", "to") for n in grammar.prepositional(adjective, p)]
            return any(row.type in FRIENDLY for n in wanted for row in nouns_of(n)[:1])
    return False


def _is_ground(token: Token) -> bool:
    """Whether a token is ground that things are sent to, and nobody who is given them."""
    kinds = (words("noun of ground"), words("noun of a border"), words("noun of open space"))
    return any(token.lemma_.lower() in kind for kind in kinds)


def _is_sought(verb: Token) -> bool:
    """Whether somebody asks, agrees or refuses to see somebody."""
    if verb.tag_ != "VB" or verb.dep_ != "xcomp" or grammar.children(verb, "ccomp", "xcomp"):
        return False
    return verb.head.lemma_ in _SEEKING and not grammar.has_preposition(verb, "as")


def _is_of_talks(verb: Token) -> bool:
    """Whether talks were spoken of just before: "invited them to a summit. He will not attend"."""
    first = verb.sent.start
    before = verb.doc[first - 1].sent.start if first else first
    return any(
        row.type == "CONSULT"
        for noun in verb.doc[before : verb.i]
        if noun.pos_ == "NOUN"
        for row in nouns_of(noun)[:1]
    )
