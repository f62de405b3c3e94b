"""Draft + its clause -> the mode and the contexts of the event.

The predicate's row may say them. Where it does not: an attack takes its mode from what it is made
with ("killed in a *drone strike*"), a request, refusal or threat from the act that it speaks of
("demanded that the troops *withdraw*"), a meeting from how many meet. Contexts are those that words
of the clause show, no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.context_words import context_words
from sayso.knowledge.means import means
from sayso.knowledge.modes_of_speech import has_modes_of_speech, mode_of_speech
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import from_verb, nouns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from sayso.knowledge.predicates import Predicate
    from sayso.reading.drafts import Draft
    from sayso.reading.propositions import Proposition
    from sayso.records import Party

_BY_MEANS = ("with", "by", "in", "using", "from", "of", "after")
_FORCES = {"MIL": "troops", "COP": "police", "PRM": "militia", "REB": "militia"}
_MANY = 3  # parties that make a meeting multilateral
_TALKING_OF = ("for", "on", "of", "to", "about", "against", "with")


def mode(draft: Draft, actors: Sequence[Party]) -> str | None:
    """How an event is done, in a mode of its type; ``None`` where nothing says so.

    Args:
        draft: the event.
        actors: who does it: the sector tells whose forces move, the number how many meet.
    """
    row = draft.predicate
    if row.type == "ASSAULT":
        return row.mode or next(_made_with(draft), None)
    if row.mode is not None:
        return row.mode
    if has_modes_of_speech(row.type):
        return next(_spoken_of(draft), None)
    if row.type == "CONSULT" and (
        len(actors) >= _MANY or (len(actors) == 1 and actors[0].sector == "IGO")
    ):
        return "multilateral"
    if row.type == "MOBILIZE":
        return next((_FORCES[a.sector] for a in actors if a.sector in _FORCES), None)
    return None


def contexts(draft: Draft, proposition: Proposition) -> tuple[str, ...]:
    """What an event is about: its row's contexts, then those that words of its clause show."""
    table = context_words()
    found = dict.fromkeys(draft.predicate.contexts)
    tokens = list(proposition.head.doc[proposition.first : proposition.end])
    lemmas = [token.lemma_.lower() for token in tokens]
    phrases = [  # of two words, the first as lemma or as written
        table.get(f"{lemma} {last}") or table.get(f"{token.lower_} {last}")
        for token, lemma, last in zip(tokens, lemmas, lemmas[1:], strict=False)
    ]
    skip = False
    for phrase, lemma in zip((*phrases, None), lemmas, strict=True):
        if skip:  # the second word of a phrase: "tear gas" has nothing to do with natural gas
            skip = False
            continue
        skip = phrase is not None
        found.update(dict.fromkeys(phrase or table.get(lemma, ())))
    return tuple(found)


_CHARGES = frozenset({"explosive", "dynamite", "bomb", "gas canister"})


def weapon(noun: Token) -> str | None:
    """The mode of an attack with a noun: "a roadside bomb", "Russian drones", "artillery fire"."""
    table = means()
    lemma = noun.lemma_.lower()
    before = [c.lemma_.lower() for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")]
    for word in reversed(before):
        if f"{word} {lemma}" in table:
            return table[f"{word} {lemma}"]
    if lemma in table:
        return table[lemma]
    if nouns_of(noun) or lemma in words("noun of measure"):  # "drone attack", "barrage of rockets"
        inner = [c.lemma_.lower() for c in noun.lefts if c.dep_ in ("compound", "nmod")]
        inner += [n.lemma_.lower() for n in grammar.prepositional(noun, "of")]
        return next((table[word] for word in inner if word in table), None)
    for filled in grammar.children(noun, "acl"):  # "a car packed with explosives"
        for inside in grammar.prepositional(filled, "with"):
            if inside.lemma_.lower() in _CHARGES:
                return table["bomb"]
    return None


def _made_with(draft: Draft) -> Iterator[str]:
    """The weapons around an attack: its own nouns first, then what acts, then "with", "in" ..."""
    nearby = [t for t in draft.trigger if t.pos_ in ("NOUN", "PROPN")]
    nearby += draft.actors
    for token in draft.trigger:
        nearby += grammar.children(token, "compound")
        for preposition in _BY_MEANS:
            nearby += grammar.prepositional(token, preposition)
        for using in grammar.children(token, "advcl", "acl"):
            if using.lemma_ == "use":
                nearby += grammar.undergoers(using)
    for noun in nearby:
        found = weapon(noun) if noun.pos_ in ("NOUN", "PROPN") else None
        if found is not None:
            yield found


def _spoken_of(draft: Draft) -> Iterator[str]:
    """The modes that the acts below a speech act give it, nearest first."""
    kind = draft.predicate.type
    for token in reversed(draft.trigger):
        acts = grammar.children(token, "xcomp", "ccomp", "acl", "advcl", "pcomp")
        for preposition in grammar.children(token, "prep"):
            if preposition.lower_ in _TALKING_OF:
                acts += grammar.children(preposition, "pcomp")
        for act in acts:
            inner = next(from_verb(act), None)
            if inner is not None:
                found = _of_speech(kind, inner.predicate)
                if found is not None:
                    yield found
        nouns = [n for n in grammar.undergoers(token) if n.pos_ == "NOUN"]
        for name in _TALKING_OF:
            nouns += grammar.prepositional(token, name)
        for noun in nouns:
            for row in nouns_of(noun)[:1]:
                found = _of_speech(kind, row)
                if found is not None:
                    yield found


def _of_speech(kind: str, act: Predicate) -> str | None:
    return mode_of_speech(kind, act.type, act.mode, act.contexts)
