"""Proposition + parties -> the PLOVER event in it, or none.

A verb (with its particle, object or light noun) or an event noun is looked up in the predicate
table; the first sense that counts is the event. What the other stages ask of events is here, too:
the drafts themselves, who their parties are, and which sentences are off topic.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.knowledge.noun_classes import noun_classes
from sayso.knowledge.predicates import ITSELF
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.control import (
    asking,
    doers_above,
    governor,
    is_wanted,
    stands_apart,
    threatened,
)
from sayso.reading.drafts import Draft, from_noun, from_verb, is_act, nouns_of, partners
from sayso.reading.force import can_be_hit
from sayso.reading.hands import ARMED, CIVIL, is_crowd, is_protester
from sayso.reading.lent import with_lent_actors
from sayso.reading.recipients import TOWARDS, names, parties_of
from sayso.reading.relevance import counts, how_many, is_harm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Doc, Token

    from sayso.knowledge.predicates import Predicate
    from sayso.reading.propositions import Proposition
    from sayso.reading.recipients import Resolve

_ASKED_IN = ("xcomp", "ccomp", "advcl")
_OPENING = frozenset({"REQUEST", "THREATEN", "AGREE", "REJECT"})  # acts that are about an act
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_TAKING_UP = frozenset({"ACCUSE", "REQUEST"})
_GIVING_WAY = frozenset({"RETREAT", "CONCEDE", "CONSULT"})
_YIELDING = frozenset({"go", "leave", "yield", "surrender", "budge", "quit", "back", "bow", "cave"})
_STEM = 4  # letters that "bombed" and "bombing" share
_DATE = re.compile(r"\d{1,2}/\d{1,2}|(?:19|20)\d\d")
_BACK = 3  # sentences that a noun may look back

__all__ = [
    "Draft",
    "carried_nouns",
    "event_echoes",
    "event_nouns",
    "find_event",
    "is_act",
    "nouns_taken_up",
    "parties_of",
    "verb_events",
]


def find_event(
    proposition: Proposition,
    resolve: Resolve,
    told: Mapping[int, Draft],
    echoes: Mapping[int, Draft],
    *,
    off: bool,
) -> Draft | None:
    """The event that a proposition is about, or ``None``.

    Args:
        proposition: the clause or event noun.
        resolve: gives the actor behind a token, or ``None``.
        told: the events that verbs tell, by the verb's index (see :func:`verb_events`).
        echoes: the nouns that take up an earlier event, by index.
        off: the sentence is about sport, film, markets or weather.
    """
    head = proposition.head
    if off:
        banned = not proposition.nominal and head.lemma_.lower() in words("verb of a ban")
        draft = _verb_event(head, resolve) if banned else None  # a state may ban a film
        states = [m for a in draft.actors if (m := resolve(a)) is not None] if draft else []
        ruling = any(m.kind == "country" or m.sector in ("GOV", "JUD", "LEG") for m in states)
        return draft if ruling else None
    if proposition.nominal:
        return _noun_event(head, resolve) or echoes.get(head.i)
    return told.get(head.i)


def verb_events(clauses: Iterable[Proposition], resolve: Resolve) -> dict[int, Draft]:
    """The events that the verbs of clauses tell, by the verb's index."""
    verbs = [clause.head for clause in clauses if clause.head.pos_ in grammar.VERBS]
    told: dict[int, Draft] = {}
    for verb in sorted(verbs, key=lambda v: sum(1 for _ in v.ancestors)):  # speech before act
        above = told.get(verb.head.i) if verb.dep_ in _ASKED_IN else None
        if above is not None and _is_what_for(verb, above):
            continue
        asked = above is not None and above.predicate.type in _OPENING
        draft = _verb_event(verb, resolve, asked=asked)
        if draft is not None:
            told[verb.i] = draft
    return with_lent_actors(told, verbs, resolve)


def _is_what_for(verb: Token, above: Draft) -> bool:
    """Whether an infinitive says what people protest for: "marched to *demand* work"."""
    if above.predicate.type != "PROTEST" or not any(c.tag_ == "TO" for c in verb.lefts):
        return False
    inner = next(from_verb(verb), None)
    return inner is not None and inner.predicate.type in ("REQUEST", "PROTEST")


def event_nouns(doc: Doc, resolve: Resolve, off: set[int], carried: set[int]) -> list[Token]:
    """The event nouns that stand for themselves: they name a party, and no verb carries them.

    Args:
        doc: the parse.
        resolve: gives the actor behind a token, or ``None``.
        off: the starts of the sentences that are off topic.
        carried: the nouns that a verb carries, by index.
    """
    return [
        token
        for token in doc
        if token.pos_ in ("NOUN", "PROPN")
        and token.dep_ != "compound"
        and token.i not in carried
        and _noun_event(token, resolve) is not None
        and token.sent.start not in off
    ]


def event_echoes(
    propositions: Iterable[Proposition],
    resolve: Resolve,
    told: Mapping[int, Draft],
    off: set[int],
    denied: Iterable[Token],
) -> dict[int, Draft]:
    """The event nouns by which somebody denies, or takes up, an event told before, by index.

    "Two truckers were killed by drones. Rabat denies the killing": the noun has the parties of the
    act that it takes up, the last one of its type in the sentences just before.

    Args:
        propositions: the clauses, and the event nouns that stand for themselves.
        resolve: gives the actor behind a token, or ``None``.
        told: the events that verbs tell, by the verb's index.
        off: the starts of the sentences that are off topic.
        denied: the nouns that are denied ("the killing", "there was no shelling") or taken up.
    """
    denied = list(denied)
    if not denied:
        return {}
    before: list[tuple[int, Draft]] = []
    for proposition in propositions:
        if proposition.head.sent.start not in off:
            draft = find_event(proposition, resolve, told, {}, off=False)
            if draft is not None:
                before.append((max(token.i for token in draft.trigger), draft))
    starts = [sentence.start for sentence in denied[0].doc.sents]
    found: dict[int, Draft] = {}
    for noun in denied:
        back = starts[max(0, starts.index(noun.sent.start) - _BACK)]
        for row in nouns_of(noun)[:1]:
            same = [(i, d) for i, d in before if i < noun.i and d.predicate.type == row.type]
            near = [d for i, d in same if i >= back]
            alike = [d for _, d in same if _is_akin(d, row, noun)] or near
            if alike:
                found[noun.i] = Draft(row, (noun,), alike[-1].actors, alike[-1].recipients)
    return found


def _is_akin(draft: Draft, row: Predicate, noun: Token) -> bool:
    """Whether a noun is of the word of an earlier act ("bombed", "the bombing"), or of its mode."""
    stem = noun.lemma_.lower()[:_STEM]
    words_ = (token.lemma_.lower()[:_STEM] for token in draft.trigger)
    return stem in words_ or (row.mode is not None and row.mode == draft.predicate.mode)


def nouns_taken_up(doc: Doc) -> list[Token]:
    """The event nouns by which an act told before is taken up: "condemned *the bombing*".

    They are definite, and somebody condemns, orders or joins what they name.
    """
    found = []
    for noun in doc:
        if noun.pos_ != "NOUN" or not nouns_of(noun):
            continue
        if not any(c.lower_ in _DEFINITE for c in grammar.children(noun, "det")):
            continue
        if any(_DATE.fullmatch(c.text) for c in noun.lefts):
            continue  # "the 9/11 attacks", "the 2004 coup" have a name of their own
        preposition, above = governor(noun)
        if above.pos_ not in grammar.VERBS:
            continue
        kinds = {d.predicate.type for d in from_verb(above)} if not preposition else set()
        joined = preposition == "in" and any(
            o.lower_ in ("part", "role") for o in grammar.undergoers(above)
        )
        if joined or kinds & _TAKING_UP:
            found.append(noun)
    return found


def carried_nouns(doc: Doc, told: Mapping[int, Draft]) -> set[int]:
    """Event nouns that a verb of their clause carries already ("launched an attack")."""
    carried: set[int] = set()
    for i, draft in told.items():
        apart = {t.i for t in draft.trigger if stands_apart(t, draft)}
        carried |= {t.i for t in draft.trigger}
        carried |= {  # "held a round of talks" is one act
            n.i
            for t in draft.trigger[1:]
            for n in grammar.prepositional(t, "of")
            if any(row.type == draft.predicate.type for row in nouns_of(n)[:1])
        }
        if draft.predicate.type not in TOWARDS:  # "withdrew its patrols" is one act
            carried |= {t.i for t in grammar.undergoers(doc[i])}
        if ITSELF in draft.predicate.recipients:  # "the truce took effect", too
            carried |= {t.i for t in grammar.subject(doc[i])}
        carried -= apart
    return carried


def _verb_event(verb: Token, resolve: Resolve, *, asked: bool = False) -> Draft | None:
    drafts = list(from_verb(verb))
    draft = next((draft for draft in drafts if counts(draft, resolve)), None)
    if draft is None and asked:
        draft = next((draft for draft in drafts if counts(draft, resolve, asked=True)), None)
    if draft is not None and draft.predicate.type == "MOBILIZE":
        draft = _joint(draft, resolve)
    if draft is not None and draft.predicate.mode == "deport" and _are_envoys(draft):
        row = replace(
            draft.predicate, type="SANCTION", mode="expel", contexts=("diplomatic",)
        )  # "threw out three consular officers"
        return replace(draft, predicate=row)
    mode = _by_a_crowd(draft, resolve) if draft is not None else None
    if draft is not None and mode is not None:
        return replace(draft, predicate=replace(draft.predicate, type="PROTEST", mode=mode))
    words_only = draft is not None and draft.predicate.mode in (None, "demo")
    if (
        draft is not None
        and draft.predicate.type == "PROTEST"
        and words_only
        and _by_a_state(draft, resolve)
    ):
        row = replace(draft.predicate, type="ACCUSE", mode="disapprove", contexts=("diplomatic",))
        return replace(draft, predicate=row)
    if draft is None:
        return None
    for kind, mode in _retyped(draft, verb, resolve):
        row = replace(draft.predicate, type=kind, mode=mode, contexts=())
        return replace(draft, predicate=row)
    return draft


def _retyped(draft: Draft, verb: Token, resolve: Resolve) -> Iterator[tuple[str, str | None]]:
    """The type and mode that the act below a speech act makes of it."""
    kind = draft.predicate.type
    acts = grammar.children(verb, "xcomp", "ccomp")
    if kind == "AGREE":
        for act in acts:
            if not grammar.is_negated(act):
                if verb.lemma_ != "agree" and is_harm(act, resolve):  # "vowed to retaliate"
                    yield "THREATEN", None
                continue
            inner = next(from_verb(act), None)
            does = inner.predicate.type if inner is not None else None
            if act.dep_ == "xcomp" and (does in _GIVING_WAY or act.lemma_ in _YIELDING):
                yield "REJECT", "yield"  # "vowed not to give in"
    elif kind in ("REQUEST", "THREATEN"):
        told = [*acts, *grammar.children(verb, "advcl")]
        told += [c for t in draft.trigger for c in grammar.children(t, "acl", "relcl")]
        leaving = any(
            act.lemma_ in words("verb of leaving") and any(c.tag_ == "TO" for c in act.children)
            for act in told
        )
        if leaving and verb.lemma_ in words("commanding verb") and _are_envoys(draft):
            yield "SANCTION", "expel"  # "ordered two diplomats to leave"
        elif kind == "THREATEN" and verb.lemma_ in ("warn", "caution"):
            against = [c for c in grammar.children(verb, "prep") if c.lower_ == "against"]
            if any(grammar.children(c, "pcomp") for c in against):
                yield "REQUEST", "change"  # "warned Mali against harbouring them"


def _leaves_a_body(draft: Draft, resolve: Resolve) -> bool:
    """Whether a withdrawal is one from a body or a treaty: "Niger's withdrawal from ECOWAS"."""
    left = grammar.prepositional(draft.trigger[0], "from")
    bodies = (m for t in left if (m := resolve(t)) is not None)
    pacts = {"*pact*", "*talk*"}
    return any(m.sector == "IGO" for m in bodies) or any(
        pacts & noun_classes().get(t.lemma_.lower(), frozenset()) for t in left
    )


def _are_envoys(draft: Draft) -> bool:
    """Whether those who are told to go are diplomats or a mission."""
    sent = {"*diplomat*", "*observer*"}
    return any(
        sent & noun_classes().get(t.lemma_.lower(), frozenset())
        or any(c.lower_ in ("consular", "diplomatic") for c in t.lefts)
        for t in draft.recipients
    )


def _joint(draft: Draft, resolve: Resolve) -> Draft:
    """An exercise or a patrol that the forces of two countries hold together is cooperation."""
    act = draft.trigger[-1]
    if act.lemma_.lower() not in words("noun of an exercise"):
        return draft
    beside = [p for t in draft.trigger for p in partners(t)]
    actors = tuple(dict.fromkeys((*draft.actors, *beside)))
    named = [t for t in actors if names(t, resolve)]
    if sum(how_many(t, resolve) for t in named) < 2:
        return draft
    row = replace(
        draft.predicate, type="COOPERATE", mode=None, contexts=("military",), reciprocal=True
    )
    return Draft(row, draft.trigger, tuple(named), ())


def _by_a_crowd(draft: Draft, resolve: Resolve) -> str | None:
    """The mode of a protest, where civilians who protest do what others do by force.

    They throw stones, set fire or storm a palace: a riot. They surround or occupy one: it is
    obstructed.
    """
    row = draft.predicate
    if row.type == "ASSAULT" and row.mode in ("primitive", "destroy"):
        mode, strict = "riot", False
    elif row.type == "ASSAULT" and row.lemma in words("act of a riot"):
        mode, strict = "riot", True
    elif row.type == "COERCE" and row.mode in ("seize", "restrict"):
        mode, strict = ("riot" if row.lemma in words("act of a riot") else "obstruct"), True
    else:
        return None
    actors = [resolve(a) for a in draft.actors]
    if strict:
        named = any(is_protester(a) for a in draft.actors[:1])
        sectors = {m.sector for m in actors[:1] if m is not None}
        civil = bool(sectors) and sectors <= CIVIL
    else:
        named = any(a.lemma_.lower() in words("crowd") for a in draft.actors)
        civil = all(m is not None and m.sector in CIVIL for m in actors)
    many = not any(a.tag_ == "NN" and a.lemma_.lower() not in words("crowd") for a in draft.actors)
    return mode if actors and (named or civil) and many else None


def _by_a_state(draft: Draft, resolve: Resolve) -> bool:
    """Whether a state or its government protests: that is done in words, by a note."""
    actors = [m for a in draft.actors if (m := resolve(a)) is not None]
    return bool(actors) and all(m.kind == "country" or m.sector == "GOV" for m in actors)


def _noun_event(noun: Token, resolve: Resolve) -> Draft | None:
    """The first sense of an event noun that counts; a noun that names no party has none."""
    rows = nouns_of(noun)
    for row in rows:
        draft = from_noun(noun, row)
        if not any(names(t, resolve) for t in draft.actors):
            draft = replace(draft, actors=tuple(doers_above(draft, resolve)) or draft.actors)
        if len(rows) > 1 and row.type == "ASSAULT" and not _is_attack(draft, resolve):
            continue  # "prolonged their strike"
        if row.type == "MOBILIZE":
            draft = _joint(draft, resolve)
        if row.mode == "withdraw" and row.type == "RETREAT" and _leaves_a_body(draft, resolve):
            row = replace(row, type="SANCTION", contexts=("diplomatic",))
            draft = replace(draft, predicate=row)
        if row.mode == "deport" and _are_envoys(draft):
            row = replace(row, type="SANCTION", mode="expel", contexts=("diplomatic",))
            draft = replace(draft, predicate=row)
        named = _named(draft, noun, resolve)
        asked = is_wanted(noun) and bool(draft.recipients)  # "called for a probe into the raid"
        if named is not None and counts(named, resolve, asked=asked):
            gets = asking(noun) if row.type == "AID" else threatened(noun)
            if row.reciprocal or named.recipients:
                return named
            return replace(named, recipients=tuple(gets))
    return None


def _is_attack(draft: Draft, resolve: Resolve) -> bool:
    """Whether a noun of two senses is one of arms: at somebody, or by those who bear them."""
    noun = draft.trigger[0]
    told = next(from_verb(noun.head), None) if noun.dep_ == "nsubj" else None
    if told is not None and told.predicate.type == "ASSAULT":
        return True  # "a Chadian strike killed two": no dockers did
    sectors = {m.sector for a in draft.actors if (m := resolve(a)) is not None}
    return bool(draft.recipients) or not sectors or bool(sectors & ARMED)


def _is_in_force(noun: Token) -> bool:
    """Whether a rule is said to hold: "a curfew is *in force*", whoever imposed it."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ not in ("be", "remain", "stay"):
        return False
    return any(n.lemma_ in ("force", "place", "effect") for n in grammar.prepositional(verb, "in"))


def _named(draft: Draft, noun: Token, resolve: Resolve) -> Draft | None:
    """A noun's draft with the actors that are named, or ``None`` where it says too little of who.

    A reciprocal act takes two; any other a named actor or recipient.
    """
    actors = [t for t in draft.actors if names(t, resolve)]
    recipients = [t for t in draft.recipients if t not in actors]
    if draft.predicate.reciprocal:
        actors += [p for p in partners(noun) if p not in actors]
        recipients = []
    known = sum(how_many(t, resolve) for t in (*actors, *recipients))
    controlled = bool(actors) and all(a.i != noun.i and not noun.is_ancestor(a) for a in actors)
    if draft.predicate.type == "PROTEST":  # "the protests against the bill", "their strike"
        theirs = any(c.tag_ == "PRP$" for c in noun.lefts)
        reason = any(grammar.prepositional(noun, p) for p in ("against", "over"))
        known += theirs or reason or any(map(is_crowd, actors))
    elif draft.predicate.type == "ASSAULT" and not draft.predicate.reciprocal:
        known += any(can_be_hit(t, resolve) for t in recipients)  # "a drone strike on a market"
    known += draft.predicate.mode == "curfew" and _is_in_force(noun)
    both = draft.predicate.reciprocal and not controlled
    if known < (0 if is_wanted(noun) else 2 if both else 1):
        return None
    return Draft(draft.predicate, draft.trigger, tuple(actors), tuple(recipients))
