"""Draft -> whether force is used, or only words of force: what is done, to what, with what.

Attacks and seizures are the figures of speech that newspapers like best. A bill is killed, a
minister bombarded with questions, an opportunity seized; and what does harm may be nobody: a storm,
a falling roof.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors as sector_nouns
from sayso.knowledge.noun_classes import noun_classes
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import from_verb, is_abstract, nouns_of
from sayso.reading.hands import is_country, is_crowd, is_force, is_protester
from sayso.reading.mentions import is_human
from sayso.reading.modes import weapon
from sayso.reading.recipients import names

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.drafts import Draft
    from sayso.reading.recipients import Resolve

_LIVING = frozenset({"*force*", "*crowd*", "*captive*", "*observer*", "*diplomat*"})
_STANDING = _LIVING | {"*building*", "*ground*", "*vessel*", "*weapon*", "*convoy*", "*route*"}
_MANNED = frozenset({"*force*", "*weapon*", "*vessel*", "*crowd*", "*convoy*"})
_HUMAN = ("er", "or", "ant", "ist", "man", "woman", "child", "people", "ee")
_HARM_FROM = ("in", "by", "from", "during", "after", "to", "of")
_SPACE = ("into", "off", "over", "in", "toward", "towards")


def has_sense_of_force(draft: Draft, resolve: Resolve) -> bool:
    """Whether the words around a verb of force leave it the sense of its row."""
    row = draft.predicate
    if row.mode == "cyber":
        return _is_by_computer(draft)
    if row.type != "ASSAULT" or row.pos == "noun":
        return True
    verb = draft.trigger[0]
    forces = any(is_force(a, resolve) for a in draft.actors)
    states = forces or any(is_country(a, resolve) for a in draft.actors)
    match row.lemma:
        case "go" | "fall" if not {"off", "in", "near"}.isdisjoint(row.particles):
            return any(weapon(a) is not None for a in draft.actors)  # bombs do, not alarms
        case "fall":  # "fell to the rebels"
            return any(is_force(n, resolve) for n in grammar.prepositional(verb, "to"))
        case "go":  # "went on the offensive"
            return states
        case "return":
            return states or any(a.pos_ == "PRON" for a in draft.actors)
        case "shoot" if not row.particles and not draft.recipients:
            return states
        case "clash" | "fight" | "battle":
            return forces or not _is_quarrel(draft)
        case "bombard" | "pepper" | "shower" | "blast" | "pound":  # with questions, with dishes
            thrown = grammar.prepositional(verb, "with")
            return not thrown or any(weapon(n) is not None or nouns_of(n) for n in thrown)
        case "storm" | "invade" | "conquer" | "overrun":
            swarm = draft.actors and all(a.lemma_.lower() in words("swarm") for a in draft.actors)
            return bool(draft.recipients) and not swarm
        case "fire" | "launch":
            return not any(map(is_abstract, grammar.undergoers(verb))) and not _is_a_show(draft)
        case "break" if "into" in row.particles:
            rescue = {m.sector for a in draft.actors if (m := resolve(a)) is not None} == {"MED"}
            return not rescue and not _is_by_computer(draft)
        case "leave" | "retaliate":
            return not _is_told_beside(draft)
    return True


def _is_told_beside(draft: Draft) -> bool:
    """Whether another word tells the act: "hit a market, leaving six dead".

    So with "clashes left six dead", and how somebody retaliates: "by halting imports".
    """
    verb = draft.trigger[0]
    if draft.predicate.lemma == "leave":
        return verb.tag_ == "VBG" or any(map(nouns_of, draft.actors))
    means = (p for p in grammar.children(verb, "prep") if p.lower_ == "by")
    return any(grammar.has_child(p, "pcomp") for p in means)


def is_mishap(draft: Draft, resolve: Resolve) -> bool:
    """Whether what does harm is nobody: a storm, a falling roof; or it is an accident."""
    doing = draft.actors
    harming = draft.trigger[0].lemma_.lower() in words("verb of harm")
    if doing and all(a.lemma_.lower() in words("abstract noun") for a in doing):
        return True  # "panic seized the markets"
    things = bool(doing) and all(map(_is_thing, doing))
    if harming and things and not any(names(t, resolve) for t in doing):
        return True
    verb = draft.trigger[0]
    behind = [n for p in _HARM_FROM for n in grammar.prepositional(verb, p)]
    for when in grammar.children(verb, "advcl"):  # "were killed when a bus overturned"
        act = next(from_verb(when), None)  # "when raiders stormed it" is no storm
        attack = act is not None and act.predicate.type == "ASSAULT"
        if attack and act is not None and any(names(t, resolve) for t in act.actors):
            continue
        if any(t.lower_ in ("when", "after", "as") for t in when.lefts):
            behind += [when, *grammar.children(when, "acl")]
    return any(n.lemma_.lower() in words("mishap") for n in (*behind, *doing))


def is_lifeless(token: Token) -> bool:
    """Whether nothing that a noun names can be killed: a bill, a mood."""
    return _is_thing(token) and not _LIVING & _classes(token)


def can_be_hit(token: Token, resolve: Resolve) -> bool:
    """Whether shots can hit it: people, a party, a place, a building, a ship; no budget."""
    if stands(token) or is_human(token) or is_crowd(token) or token.pos_ != "NOUN":
        return True
    return names(token, resolve) and not _is_thing(token)


def stands(token: Token) -> bool:
    """Whether a noun names people, a building, a ship or ground: what shots are meant for."""
    return bool(_STANDING & _classes(token)) or token.lemma_.lower() in words("thing that acts")


def _is_by_computer(draft: Draft) -> bool:
    """Whether hackers break in or steal, or what is broken into is a computer."""
    if draft.predicate.lemma not in ("break", "steal"):
        return True
    inside = (*draft.recipients, *draft.trigger, *draft.actors)
    return any(t.lemma_.lower() in words("noun of computing") for t in inside)


def _is_quarrel(draft: Draft) -> bool:
    """Whether a fight is one of words, or for a cause: "clashed over taxes", "fights cancer"."""
    verb = draft.trigger[0]
    if any(is_protester(a) for a in draft.actors):
        return False
    causes = (*grammar.undergoers(verb), *draft.actors, *draft.recipients)
    return grammar.has_preposition(verb, "over") or any(
        n.lemma_.lower() in words("cause") for n in causes
    )


def _is_thing(token: Token) -> bool:
    """Whether a common noun is a thing that nobody stands behind: no weapon, force or act."""
    lemma = token.lemma_.lower()
    if token.pos_ != "NOUN" or is_human(token) or nouns_of(token) or weapon(token):
        return False
    if lemma.endswith(_HUMAN):
        return False
    if any(lemma in words(c) for c in ("thing that acts", "crowd", "body", "guard")):
        return False
    entry = sector_nouns().get(lemma)
    classes = noun_classes().get(lemma, frozenset())
    return entry is None and classes.isdisjoint(_MANNED)


def _classes(noun: Token) -> frozenset[str]:
    return noun_classes().get(noun.lemma_.lower(), frozenset())


def _is_a_show(draft: Draft) -> bool:
    """Whether shots are a warning, or go where nobody is: into the sea, into the air."""
    fired = draft.trigger[-1]
    if any(c.lower_ == "warning" for c in fired.lefts):
        return True
    at = [n for token in draft.trigger for p in _SPACE for n in grammar.prepositional(token, p)]
    first = min(at, key=lambda noun: noun.i, default=None)  # "into the sea off its coast"
    return first is not None and first.lemma_.lower() in words("noun of open space")
