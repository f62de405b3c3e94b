"""The events of verbs -> the same, with the actor that another verb of the sentence lends.

"Were beaten or stabbed by militiamen" names once who did both; in "were attacked by raiders, and
two of them were killed" and "were killed when raiders ambushed their lorry" whoever attacked them
killed them; "Oslo offered visas, as did Stockholm" tells of two. Nothing is lent where the victims
may have been the attackers' own, nor where those who act are only said to be there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import from_verb
from sayso.reading.pronouns import possessive
from sayso.reading.relevance import counts
from sayso.reading.salience import quantified

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Token

    from sayso.reading.drafts import Draft
    from sayso.reading.mentions import Mention
    from sayso.reading.recipients import Resolve

_IRREGULAR = frozenset({"REB", "PRM", "UAF", "IMG", "CRM"})
_ALSO = frozenset({"do", "have", "be"})  # "as did Chad", "as has Chad"
_BARE = frozenset({"nsubj", "mark", "advmod", "punct"})  # all that stands with them
_UPON = frozenset({"when", "as", "after"})


def with_lent_actors(
    told: Mapping[int, Draft], verbs: Iterable[Token], resolve: Resolve
) -> dict[int, Draft]:
    """The events by their verbs' indices, with the actors that other verbs lend them.

    A killing that might be a mishap, as nobody is named, is an act where one is lent to it.
    """
    found = dict(told)
    for verb in verbs:
        killing = verb.lemma_ in words("verb of killing") and verb.i not in told
        draft = next(from_verb(verb), None) if killing and grammar.is_passive(verb) else None
        if draft is None or draft.actors:
            continue
        lender = _attack(verb, draft, told, resolve)
        lent = replace(draft, actors=lender.actors) if lender is not None else None
        if lent is not None and counts(lent, resolve):
            found[verb.i] = lent
    for i, draft in told.items():
        verb = draft.trigger[0]
        if draft.actors:
            also = _also(verb)
            if also:
                found[i] = replace(draft, actors=(*draft.actors, *also))
        elif verb.pos_ in grammar.VERBS and grammar.is_passive(verb):
            lender = _beside(verb, draft, told) or _attack(verb, draft, told, resolve)
            if lender is not None:
                found[i] = replace(draft, actors=lender.actors)
    return found


def _also(verb: Token) -> list[Token]:
    """Who else does what a verb says, by nothing but "as did", "as has"."""
    if verb.pos_ not in grammar.VERBS:
        return []
    for clause in grammar.children(verb, "advcl"):
        bare = {c.dep_ for c in clause.children} <= _BARE and clause.lemma_ in _ALSO
        led = clause.i > verb.i and clause.doc[clause.left_edge.i].lower_ == "as"
        if bare and led:
            return [
                n
                for s in grammar.children(clause, "nsubj")
                if s.i > clause.i
                for n in grammar.coordinated(s)
            ]
    return []


def _beside(verb: Token, draft: Draft, told: Mapping[int, Draft]) -> Draft | None:
    """The event of a participle right behind that has the doer of both: "beaten or shot by"."""
    if verb.i + 1 >= len(verb.doc) or verb.nbor(1).dep_ != "cc":
        return None
    for other in grammar.children(verb, "conj"):
        lender = told.get(other.i)
        own = grammar.has_child(other, "auxpass", "nsubj", "nsubjpass")
        alike = lender is not None and lender.predicate.type == draft.predicate.type
        if alike and not own and grammar.agent(other):
            return lender
    return None


def _attack(verb: Token, draft: Draft, told: Mapping[int, Draft], resolve: Resolve) -> Draft | None:
    """The attack in which the victims of a killing were killed."""
    if draft.predicate.type != "ASSAULT" or verb.lemma_ not in words("verb of killing"):
        return None
    victims = grammar.subject(verb)
    if len(victims) != 1:
        return None
    victim = resolve(victims[0])
    before = told.get(verb.head.i) if verb.dep_ == "conj" else None
    if before is not None and _is_attack(before):
        counted = quantified(victims[0])
        again = counted is not None and counted.pos_ == "PRON"
        if again and any(_is_one(victim, resolve(t)) for t in before.recipients):
            return before
    for clause in grammar.children(verb, "advcl"):
        attack = told.get(clause.i)
        upon = any(c.lower_ in _UPON for c in grammar.children(clause, "mark", "advmod"))
        if attack is None or not upon or not _is_attack(attack):
            continue
        theirs = any(_is_theirs(t, victim, resolve) for t in attack.recipients)
        if theirs or (_is_irregular(attack, resolve) and not _bears(victim)):
            return attack
    return None


def _is_attack(draft: Draft) -> bool:
    row = draft.predicate
    told = row.type == "ASSAULT" and not row.reciprocal and row.mode != "crowd-control"
    return told and bool(draft.actors) and not grammar.is_negated(draft.trigger[0])


def _is_one(one: Mention | None, other: Mention | None) -> bool:
    """Whether two mentions are of one party, which has a country or a name of its own."""
    return (
        one is not None
        and other is not None
        and (one.name, one.country)
        == (
            other.name,
            other.country,
        )
    )


def _is_theirs(hit: Token, victim: Mention | None, resolve: Resolve) -> bool:
    """Whether what is hit are the victims themselves, or a thing of theirs: "their lorry"."""
    pronoun = hit if hit.tag_ == "PRP" else possessive(hit)
    return pronoun is not None and _is_one(victim, resolve(pronoun))


def _is_irregular(attack: Draft, resolve: Resolve) -> bool:
    """Whether all who attack are gunmen, rebels or gangs."""
    found = [resolve(t) for t in attack.actors]
    return all(m is not None and m.sector in _IRREGULAR for m in found)


def _bears(victim: Mention | None) -> bool:
    """Whether the victims may be of those who attack, or nothing is known of them."""
    return victim is None or victim.sector is None or victim.sector in _IRREGULAR
