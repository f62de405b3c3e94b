"""Proposition + parties -> the PLOVER event in it, or none.

A verb (with its particle, object or light noun) or an event noun is looked up in the predicate
table; the first sense that counts is the event. What the other stages ask of events is here, too:
the drafts themselves, who their parties are, and which sentences are off topic.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.knowledge.cues import intentions
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import Draft, from_noun, from_verb, is_act, nouns_of, partners
from sayso.reading.recipients import HOSTILE, TOWARDS, names, parties_of
from sayso.reading.relevance import counts, off_topic_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc, Token

    from sayso.reading.propositions import Proposition
    from sayso.reading.recipients import Resolve

_CIVIL = frozenset({"OPP", "EDU", "LAB", "AGR", "SOC"})  # whoever protests in public
_WISHING = frozenset({"want", "wish", "desire", "hope", "like", "need"})  # a wish is no plan
_BACK = 3  # sentences that a noun may look back

__all__ = [
    "Draft",
    "carried_nouns",
    "event_echoes",
    "event_nouns",
    "find_event",
    "is_act",
    "off_topic_sentences",
    "parties_of",
]


def find_event(
    proposition: Proposition, resolve: Resolve, echoes: Mapping[int, Draft], *, off: bool
) -> Draft | None:
    """The event that a proposition is about, or ``None``.

    Args:
        proposition: the clause or event noun.
        resolve: gives the actor behind a token, or ``None``.
        echoes: the nouns that take up an earlier event, by index.
        off: the sentence is about sport, film, markets or weather.
    """
    if off:
        return None
    head = proposition.head
    if proposition.nominal:
        return _noun_event(head, resolve) or echoes.get(head.i)
    return _verb_event(head, resolve) if head.pos_ in grammar.VERBS else None


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
    propositions: Iterable[Proposition], resolve: Resolve, off: set[int], denied: Iterable[Token]
) -> dict[int, Draft]:
    """The event nouns by which somebody denies an event told before, by index.

    "Two truckers were killed by drones. Rabat denies the killing": the noun has the parties of the
    act that it takes up, the last one of its type in the sentences just before.

    Args:
        propositions: the clauses, and the event nouns that stand for themselves.
        resolve: gives the actor behind a token, or ``None``.
        off: the starts of the sentences that are off topic.
        denied: the nouns that are denied: "the killing", "there was no shelling".
    """
    denied = list(denied)
    if not denied:
        return {}
    told: list[tuple[int, Draft]] = []
    for proposition in propositions:
        if proposition.head.sent.start not in off:
            draft = find_event(proposition, resolve, {}, off=False)
            if draft is not None:
                told.append((max(token.i for token in draft.trigger), draft))
    found: dict[int, Draft] = {}
    for noun in denied:
        starts = [sentence.start for sentence in noun.doc.sents]
        back = starts[max(0, starts.index(noun.sent.start) - _BACK)]
        for row in nouns_of(noun)[:1]:
            same = [d for i, d in told if back <= i < noun.i and d.predicate.type == row.type]
            if same:
                found[noun.i] = Draft(row, (noun,), same[-1].actors, same[-1].recipients)
    return found


def carried_nouns(propositions: Iterable[Proposition], resolve: Resolve) -> set[int]:
    """Event nouns that a verb of their clause carries already ("launched an attack")."""
    carried: set[int] = set()
    for proposition in propositions:
        head = proposition.head
        draft = _verb_event(head, resolve) if head.pos_ in grammar.VERBS else None
        if draft is not None:
            carried |= {t.i for t in draft.trigger}
            if draft.predicate.type not in TOWARDS:  # "withdrew its patrols" is one act
                carried |= {t.i for t in grammar.undergoers(head)}
    return carried


def _verb_event(verb: Token, resolve: Resolve) -> Draft | None:
    draft = next((draft for draft in from_verb(verb) if counts(draft, resolve)), None)
    if draft is not None and draft.predicate.type == "ASSAULT" and _by_a_crowd(draft, resolve):
        row = replace(draft.predicate, type="PROTEST", mode="riot")
        return replace(draft, predicate=row)
    words_only = draft is not None and draft.predicate.mode in (None, "demo")
    if (
        draft is not None
        and draft.predicate.type == "PROTEST"
        and words_only
        and _by_a_state(draft, resolve)
    ):
        row = replace(draft.predicate, type="ACCUSE", mode="disapprove", contexts=("diplomatic",))
        return replace(draft, predicate=row)
    if draft is not None and draft.predicate.type == "AGREE":
        for act in grammar.children(verb, "xcomp", "ccomp"):
            inner = next(from_verb(act), None)
            if inner is not None and inner.predicate.type in HOSTILE:  # "vowed to retaliate"
                row = replace(draft.predicate, type="THREATEN", mode=None, contexts=())
                return replace(draft, predicate=row)
    return draft


def _by_a_crowd(draft: Draft, resolve: Resolve) -> bool:
    """Whether civilians who protest throw stones or set fire: a riot."""
    if draft.predicate.mode not in ("primitive", "destroy"):
        return False
    actors = [resolve(a) for a in draft.actors]
    named = any(a.lemma_.lower() in words("crowd") for a in draft.actors)
    civil = all(m is not None and m.sector in _CIVIL for m in actors)
    return bool(actors) and (named or civil) and not any(a.tag_ == "NN" for a in draft.actors)


def _by_a_state(draft: Draft, resolve: Resolve) -> bool:
    """Whether a state or its government protests: that is done in words, by a note."""
    actors = [m for a in draft.actors if (m := resolve(a)) is not None]
    return bool(actors) and all(m.kind == "country" or m.sector == "GOV" for m in actors)


def _noun_event(noun: Token, resolve: Resolve) -> Draft | None:
    """The first sense of an event noun that counts; a noun that names no party has none."""
    for row in nouns_of(noun):
        draft = _named(_with_planner(from_noun(noun, row)), noun, resolve)
        if draft is not None and counts(draft, resolve):
            return draft
    return None


def _with_planner(draft: Draft) -> Draft:
    """A noun's draft with whoever plans it as its actor: "the opposition plans a march"."""
    noun = draft.trigger[0]
    verb = noun.head
    if draft.actors or noun.dep_ not in grammar.OBJECTS:
        return draft
    entry = intentions().get(("verb", verb.lemma_.lower()))
    if entry is None or entry.status != "planned" or verb.lemma_.lower() in _WISHING:
        return draft
    return replace(draft, actors=tuple(grammar.doers(verb)))


def _named(draft: Draft, noun: Token, resolve: Resolve) -> Draft | None:
    """A noun's draft with the actors that are named, or ``None`` where it says too little of who.

    A reciprocal act takes two; any other a named actor or recipient.
    """
    actors = [t for t in draft.actors if names(t, resolve)]
    recipients = [t for t in draft.recipients if t not in actors]
    if draft.predicate.reciprocal:
        actors += [p for p in partners(noun) if p not in actors]
        recipients = []
    known = sum(names(t, resolve) for t in (*actors, *recipients))
    if known < (2 if draft.predicate.reciprocal else 1):
        return None
    return Draft(draft.predicate, draft.trigger, tuple(actors), tuple(recipients))
