"""Event noun -> who does what it names, where it says so only by what governs it.

An infinitive has its subject from the verb above it, and so has an event noun its actor: who plans,
prolongs or calls off a strike, who promises aid or is asked for it, who is blamed for a raid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import intentions
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import from_verb, noun_actors, nouns_of, partners
from sayso.reading.recipients import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from sayso.reading.drafts import Draft
    from sayso.reading.recipients import Resolve


_WISHING = frozenset({"want", "wish", "desire", "hope", "like", "need"})  # a wish is no plan
_AT_IT = frozenset({"PROTEST", "CONSULT"})  # who is on it does it: "on strike", "on a visit"
_OWN_ACT = words("verb of one's own act")
_JOINING = words("verb of joining an act")
_TRAVELLING = words("verb of travel")
_AROUND = frozenset({"in", "at", "during", "after", "following"})  # what one takes part in
_ASKING = frozenset({"REQUEST", "AGREE"})
_JUDGING = frozenset({"ACCUSE", "SUPPORT"})
_ENDING = frozenset({"CONCEDE", "RETREAT"})
_UNWELCOME = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})
_GOING_ON = frozenset({"ASSAULT", "PROTEST"})  # acts until they end; a ban in force is a state
_THREATENING = frozenset({"threaten", "hint", "warn"})  # "declared war" is one act
_HELD_BY_TWO = frozenset({"talk", "meeting", "audience", "dialogue", "conversation"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def doers_above(draft: Draft, resolve: Resolve) -> Sequence[Token]:
    """Who is to do what a noun names, where the noun itself names nobody."""
    noun = draft.trigger[0]
    preposition, above = governor(noun)
    kind = draft.predicate.type
    at_it = preposition == "on" and kind in _AT_IT  # "workers on strike"
    if above.pos_ not in grammar.VERBS:
        return [above] if at_it else _offering(preposition, above)
    lemma = above.lemma_.lower()
    entry = intentions().get(("verb", lemma))
    planned = entry is not None and entry.status == "planned" and lemma not in _WISHING
    planned = planned and not _is_talked_of(noun, lemma)
    striking = at_it and kind == "PROTEST"  # who "flew in on a visit" is told of by the verb
    if striking or (planned and not preposition):
        return grammar.doers(above)
    called = grammar.has_child(above, "oprd")  # "called the strike a mistake": not theirs
    if not preposition and lemma in _OWN_ACT and not called:
        return grammar.doers(above)
    if preposition in ("in", "to") and lemma in _JOINING:  # "are locked in talks"
        return grammar.doers(above) or grammar.undergoers(above)
    if kind == "CONSULT" and preposition in _AROUND and partners(noun):
        return grammar.doers(above)  # "in talks with Kenya, the minister urged"
    if draft.predicate.mode == "visit" and preposition in ("on", "during"):
        return [] if lemma in _TRAVELLING else grammar.doers(above)
    if kind == "CONSULT" and preposition == "for" and (lemma == "be" or lemma in _TRAVELLING):
        return grammar.doers(above)  # "is in Cairo for talks"
    if preposition == "with" and lemma in words("answering verb"):
        return grammar.doers(above)  # "answered with a pledge"
    if kind == "AGREE" and preposition == "under":  # "under a deal with Italy, Albania will ..."
        return grammar.doers(above)
    blames = any(names(t, resolve) for t in grammar.doers(above))
    blames = blames and not draft.predicate.reciprocal  # "blamed Chad for the fighting": not alone
    if blames and preposition == "for" and _is_judged(above):
        return grammar.undergoers(above)  # "blamed Chad for the raid"
    return _by_act(noun, preposition, above)


def _by_act(noun: Token, preposition: str, verb: Token) -> Sequence[Token]:
    """Who does what a noun names by what the verb above it does about it.

    Who threatens or ends it; who is asked for it; who offers it.
    """
    outer = next(from_verb(verb), None)
    kind = outer.predicate.type if outer is not None else None
    apart = outer is not None and noun in outer.trigger and stands_apart(noun, outer)
    if outer is not None and apart and kind in ("THREATEN", *_ENDING):
        own = kind == "THREATEN" or _is_own(noun, verb)
        return outer.actors if own else []  # "called off a strike", "threatened them with raids"
    outer = next((d for d in from_verb(verb) if d.predicate.type in _ASKING), None)
    if outer is None or preposition not in ("", "for", "to"):
        return []
    if outer.predicate.type == "AGREE":
        return outer.actors
    asked = outer.recipients or grammar.undergoers(verb)
    asked = [t for t in asked if t.i < noun.i]  # "asked Kenya for", not "called for ... on Kenya"
    both = noun.lemma_ in _HELD_BY_TWO and preposition == "for" and asked and not partners(noun)
    return [*outer.actors, *asked] if both else asked  # who asks for talks is to talk, too


def _is_judged(verb: Token) -> bool:
    """Whether a verb blames, or thanks, its object for what it has done."""
    outer = next(from_verb(verb), None)
    return outer is not None and outer.predicate.type in _JUDGING


def _is_own(noun: Token, verb: Token) -> bool:
    """Whether who ends an act is who does it: "ended *their* strike", "called it off".

    A court that ends the protest has not protested.
    """
    if grammar.particle(verb) == "off":
        return True
    before = grammar.children(noun, "det", "poss")
    return not before or any(c.tag_ == "PRP$" for c in before)


def _offering(preposition: str, above: Token) -> list[Token]:
    """Who offers what a noun names, or is ready for it: "an offer of aid", "ready for talks"."""
    if above.pos_ == "ADJ" and preposition == "for":
        willing = above.lemma_.lower() in words("adjective of willingness")
        return grammar.doers(above.head) if willing and above.head.lemma_ == "be" else []
    if above.pos_ != "NOUN" or preposition != "of":
        return []
    rows = (row for row in nouns_of(above)[:1] if row.type == "AGREE")
    return next((noun_actors(above, row) for row in rows), [])


def stands_apart(noun: Token, draft: Draft) -> bool:
    """Whether a noun of a trigger is an act of its own beside the verb's.

    What is sought, threatened, called off or not yet ended: "sought *talks*", "threatened them with
    *raids*", "urged them to halt *raids*".
    """
    verb = draft.trigger[0]
    rows = nouns_of(noun)[:1]
    off = intentions().get(("verb", f"{verb.lemma_.lower()} {grammar.particle(verb)}"))
    if off is not None and off.status == "denied":
        return bool(rows)
    match draft.predicate.type:
        case "REQUEST":
            return any(row.type == "CONSULT" for row in rows)
        case "THREATEN" if verb.lemma_.lower() in _THREATENING:
            return any(row.type in _UNWELCOME for row in rows)
        case "CONCEDE" | "RETREAT":
            return _is_undone(verb) and any(row.type in _GOING_ON for row in rows)
    return False


def goes_on(noun: Token) -> bool:
    """Whether a noun names what is to be ended, and so has not been: "urged them to halt *it*"."""
    verb = noun.head
    if noun.dep_ not in grammar.OBJECTS or verb.pos_ not in grammar.VERBS or not _is_undone(verb):
        return False
    outer = next(from_verb(verb), None)
    if outer is None or outer.predicate.type not in ("CONCEDE", "RETREAT"):
        return False
    return noun in outer.trigger and stands_apart(noun, outer)


def _is_undone(verb: Token) -> bool:
    """Whether what a verb would end goes on: "urged them *to halt* it", "will not halt it"."""
    if grammar.is_negated(verb):
        return True
    return verb.tag_ == "VB" and not any(c.lemma_ == "do" for c in grammar.auxiliaries(verb))


def _is_talked_of(noun: Token, lemma: str) -> bool:
    """Whether a verb speaks of an act that may be anybody's: "mulled *the* raid"."""
    known = any(c.lower_ in _DEFINITE for c in grammar.children(noun, "det"))
    return known and lemma in words("verb of weighing")


def asking(noun: Token) -> list[Token]:
    """Who asks for what a noun names, and so gets it: "appealed to Paris for help"."""
    preposition, above = governor(noun)
    if preposition != "for" or not any(d.predicate.type == "REQUEST" for d in from_verb(above)):
        return []
    return grammar.doers(above)


def threatened(noun: Token) -> Sequence[Token]:
    """Who is threatened with what a noun names: "threatened *Chad* with raids"."""
    _, above = governor(noun)
    outer = next(from_verb(above), None) if above.pos_ in grammar.VERBS else None
    if outer is None or outer.predicate.type != "THREATEN" or noun not in outer.trigger:
        return ()
    return outer.recipients


def governor(noun: Token) -> tuple[str, Token]:
    """The preposition before a noun, if any, and the word that governs both.

    A measure is looked through: "three days of drills", "a round of talks".
    """
    token = noun
    while token.dep_ == "pobj" and token.head.lower_ in ("of", "in"):
        measure = token.head.head
        if measure.pos_ != "NUM" and measure.lemma_.lower() not in words("noun of extent"):
            break
        token = measure
    if token.dep_ == "pobj":
        return token.head.lower_, token.head.head
    return "", token.head if token.dep_ in (*grammar.OBJECTS, "nsubjpass") else token


def is_wanted(noun: Token) -> bool:
    """Whether a noun is what somebody asks for: "called for a ceasefire", "demands talks"."""
    preposition, above = governor(noun)
    if above.pos_ not in grammar.VERBS or preposition not in ("", "for"):
        return False
    return any(d.predicate.type == "REQUEST" for d in from_verb(above))
