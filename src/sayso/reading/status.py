"""Proposition + the voices over it -> status, certainty and likelihood.

Three layers, outermost last: the grammar of the clause (tense, modal, negation, condition,
question, purpose), the intention verbs inside it ("aims to", "failed to"), and the cue that governs
it ("threatened to", "denied that"). What is not plainly stated as done is never `happened`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.knowledge.wording import Estimate, estimative
from sayso.reading import grammar
from sayso.reading.clauses import REAL, Put, clause_status, turned
from sayso.reading.complements import has_that
from sayso.reading.control import goes_on
from sayso.reading.governors import effect, is_too_much
from sayso.reading.mood import has_to, is_conditional, is_polar_question, is_subjunctive
from sayso.reading.nominal import by_own_words, nominal_status
from sayso.reading.recipients import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from sayso.reading.findings import Finding
    from sayso.reading.propositions import Proposition

__all__ = ["Put", "is_main", "put", "weighed"]

_UNREAL = 0.5  # values of factuality below which nothing is said to have happened
_DOUBTED = 1.0  # ... and below which it is said with a doubt
_DENIABLE = frozenset({"happened", "ongoing", "denied", "planned", "predicted"})
_HARM = HOSTILE - {"MOBILIZE"}  # who says that troops will be sent says no more than that
_OFFERING = frozenset({"offer", "volunteer"})  # what is offered is no threat
_SEEMING = frozenset({"be", "seem", "look", "appear"})
_SAYING = frozenset({"quote", "clause", "parataxis"})  # frames whose content is a sentence


def put(
    proposition: Proposition,
    findings: Sequence[Finding],
    *,
    event_type: str | None,
    own_act: bool,
    trigger: Sequence[Token] = (),
) -> Put:
    """Say how the last voice puts a proposition.

    Args:
        proposition: the clause.
        findings: the attributions over it, outermost first.
        event_type: the PLOVER type of its event, or ``None``.
        own_act: whether the last voice is the one who acts ("we will", "Moscow said it would").
        trigger: the words that tell its event: a light verb's noun has words of its own.
    """
    if proposition.nominal and goes_on(proposition.head):
        found = Put("ongoing")
    elif proposition.nominal:
        found = nominal_status(proposition.head, event_type)
    else:
        found = _carried(_governed(proposition, event_type), trigger, event_type)
    estimate = _estimate(proposition)
    if found.status == "predicted" and own_act and estimate is None:
        found = Put("threatened" if event_type in _HARM else "planned", found.certainty)
    if findings:
        found = _under_cue(found, findings[-1], proposition)
        if (
            findings[-1].stance == "promises"
            and found.status == "planned"
            and event_type in _HARM
            and not any(token.lemma_ in _OFFERING for token in findings[-1].cue)
        ):
            found = Put("threatened", found.certainty)  # "vowed to retaliate"
    if estimate is not None and found.status != "asked":
        return replace(found, certainty=estimate.certainty, likelihood=estimate.likelihood)
    return found


def _carried(found: Put, trigger: Sequence[Token], event_type: str | None) -> Put:
    """A light verb is as real as its noun says: "staged a *mock* raid"."""
    for noun in trigger:
        own = by_own_words(noun, event_type) if noun.pos_ == "NOUN" else None
        if own is not None and own.status == "hypothetical" and found.status in REAL:
            return own
    return found


def weighed(found: Put, value: float) -> Put:
    """What the factuality head makes of a clause that grammar takes for real.

    Args:
        found: grammar's reading of one of the author's own clauses.
        value: the head's, from -3 (certainly did not happen) to 3 (certainly did).

    Returns:
        ``hypothetical`` where the head sees no happening at all (on development data nine in ten of
        these were not certain), ``probable`` where it sees a doubt, else what grammar found.
    """
    if found.status not in REAL or found.certainty != "certain":
        return found
    if value < _UNREAL:
        return Put("hypothetical", "possible")
    if value < _DOUBTED:
        return Put(found.status, "probable")
    return found


def _governed(proposition: Proposition, event_type: str | None) -> Put:
    """The clause's own status, passed through its governing verbs from the outside in."""
    base = clause_status(proposition.top, event_type if not proposition.governors else None)
    status, certainty = base.status, base.certainty
    negative = False
    for governor, inner in pairwise((*proposition.governors, proposition.head)):
        given, sure = effect(governor, inner)
        if event_type is not None and any(map(is_too_much, grammar.children(governor, "acomp"))):
            given = "denied"  # but "the bank is too big to fail" tells of the bank
        if given == "denied":
            negative = not negative
            status = "happened" if status == "ongoing" else status
        elif given == "hypothetical":
            status = given
        elif given != "inherit" and (status in REAL or (status == "predicted" != given)):
            keeps = status == "predicted" and given == "ongoing"  # "will keep shelling"
            status = status if keeps else given
        if sure is not None:
            certainty = sure
        if grammar.is_negated(inner):
            negative = not negative
    found = Put(status, certainty, negated=base.negated)
    return found.turned() if negative else found


# The cue above


def _under_cue(base: Put, finding: Finding, proposition: Proposition) -> Put:
    """What the governing cue makes of its content's main clauses; asides keep their own status."""
    if not is_main(proposition, finding):
        return base
    if finding.cue and is_polar_question(finding.cue[0]):
        return Put("asked")
    ruled_out = finding.frame == "object" and finding.status == "denied" == base.status
    if proposition.nominal and ruled_out and base == nominal_status(proposition.head, None):
        return base  # what "ruled out sanctions" denies it has denied already
    if proposition.nominal and (_is_to_end(proposition.top) or goes_on(proposition.top)):
        return base  # "called for an end to the shelling", "urged them to halt it"
    if (
        base.status == "hypothetical"
        and not proposition.nominal
        and is_conditional(proposition.top)
    ):
        return Put("asked") if finding.status == "asked" else base
    if finding.status == "asked" and is_subjunctive(proposition.top):
        return Put("demanded", negated=base.negated)  # "asked that they be freed" asks nothing
    if _is_reason(proposition.top, finding):
        return Put("happened")
    if finding.negated:
        return _under_negated_cue(base, finding)
    if finding.stance == "doubts":
        return base  # the stance says it; the content is put as it stands
    if finding.status is None:
        if finding.frame == "infinitive" and base.status == "planned" and has_to(proposition.top):
            return Put("ongoing")  # "claims to support": no purpose, but what is claimed
        top = proposition.top
        called = top.dep_ == "pcomp" and top.head.lower_ == "as"  # "dismissed her as being ill"
        if finding.stance == "denies" and base.status in _DENIABLE and not called:
            return Put("denied", base.certainty)  # "dismissed as fantasy a report that"
        return base
    if finding.quoted and (finding.status == "denied" or finding.frame in _SAYING):
        return base  # the quoted words keep the status that they have
    return _by_cue(base, finding, nominal=proposition.nominal)


def _is_reason(verb: Token, finding: Finding) -> bool:
    """Whether a clause is what a demanded penalty is for: "to jail him *for ordering* a raid"."""
    demanded = finding.status == "demanded" and verb.dep_ == "pcomp" and verb.tag_ == "VBG"
    if not demanded or verb.head.lower_ != "for":
        return False
    penalty = verb.head.head
    return penalty.i not in finding.cue_tokens and penalty.lemma_.lower() in words("penalty")


def _is_to_end(noun: Token) -> bool:
    """Whether it is the end of an act that is spoken of: who asks for that says that it goes on."""
    return noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in words("noun of an end")


def _by_cue(base: Put, finding: Finding, *, nominal: bool) -> Put:
    """The status that a cue gives, laid over the content's own."""
    clausal = finding.frame in ("clause", "adjective")
    match finding.status:
        case "denied":
            denied = turned(base.status) if base.status in _DENIABLE else "denied"
            return Put(denied, base.certainty)
        case "demanded" | "asked":
            return Put(finding.status, negated=base.negated or base.status == "denied")
        case "threatened" | "planned":
            condition = base.status == "hypothetical" and finding.frame == "clause"
            return base if condition or base.status == "denied" else Put(finding.status)
        case "predicted":
            told = base.status == "happened" and finding.frame in ("clause", "parataxis")
            if told or base.status in ("denied", "hypothetical"):
                return base
            return Put("predicted", base.certainty)
        case "hypothetical" if clausal and not nominal and finding.stance != "wants":
            return Put(base.status, "possible") if base.status in REAL else base
        case "hypothetical":
            return Put("hypothetical", "possible") if base.status != "denied" else base
    return base


def _under_negated_cue(base: Put, finding: Finding) -> Put:
    """What "did not threaten", "never promised", "do not believe" make of their content."""
    match finding.stance:
        case "threatens" | "promises":
            return Put("denied")
        case "wants":
            return Put("hypothetical") if finding.frame == "clause" else base
        case "believes" if finding.frame in ("clause", "adjective"):
            return Put(turned(base.status), base.certainty)
        case "doubts":
            return base
    return Put("hypothetical", "possible")


def is_main(proposition: Proposition, finding: Finding) -> bool:
    """Whether the proposition is what the cue governs, not an aside inside it."""
    token = proposition.top
    while token.head.i != token.i:
        if proposition.nominal and token.dep_ == "prep" and token.i < token.head.i:
            return False  # "in talks with Kenya, the minister promised"
        if token.head.i not in finding.content:
            return True
        participle = token.dep_ == "acl" and token.tag_ in ("VBN", "VBG") and not has_that(token)
        if token.dep_ == "relcl" or participle:
            return False
        if token.dep_ == "advcl" and finding.frame != "object_infinitive":
            return False
        if (
            proposition.nominal
            and token.dep_ in ("prep", "pobj")
            and token.head.pos_ in grammar.VERBS
        ):
            return False
        token = token.head
    return True


# Words of probability


def _estimate(proposition: Proposition) -> Estimate | None:
    """A word of estimative probability on the clause: "likely", "almost certainly"."""
    table = estimative()
    top = proposition.top
    heads = {proposition.head.i, top.i, *(g.i for g in proposition.governors)}
    if top.dep_ in ("ccomp", "csubj", "advcl") and top.head.lemma_ in _SEEMING:
        heads.add(top.head.i)  # "it is likely that"
    if top.dep_ == "ccomp" and top.head.pos_ == "ADJ" and top.head.head.lemma_ in _SEEMING:
        heads.add(top.head.head.i)  # the same, where the tree hangs the clause on the adjective
    if top.dep_ in ("acl", "ccomp") and top.head.pos_ == "NOUN":  # "a roughly even chance that"
        before = [c.lower_ for c in top.head.lefts]
        for first in range(len(before) + 1):
            estimate = table.get((*before[first:], top.head.lower_))
            if estimate is not None:
                return estimate
    for token in sorted(child for i in heads for child in top.doc[i].children):
        if token.dep_ not in ("advmod", "acomp", "oprd", "attr", "npadvmod", "dep", "amod"):
            continue
        if token.pos_ not in ("ADV", "ADJ", "NOUN", "VERB"):
            continue
        before = [c.lower_ for c in token.lefts if c.dep_ in ("advmod", "neg", "det", "amod")]
        for first in range(len(before) + 1):  # the longest phrase first
            estimate = table.get((*before[first:], token.lower_))
            if estimate is not None:
                return estimate
    return None
