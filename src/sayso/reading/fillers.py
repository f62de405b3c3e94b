"""A noun -> what it can fill in a row of the predicate table: a word, a class, people, a place.

A row asks for the object of a verb by word ("rocket"), by class (``*weapon*``) or by what it is
(``*people*``, ``*place*``, ``*body*``); here a noun of the text says which of these it can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.actors import organizations, sectors
from sayso.knowledge.countries import split_name
from sayso.knowledge.noun_classes import noun_classes
from sayso.knowledge.predicates import BODY, PEOPLE, PLACE
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.mentions import is_human
from sayso.reading.salience import quantified
from sayso.reading.tree import asked_once

if TYPE_CHECKING:
    from spacy.tokens import Token

_JOINED = frozenset({"igo", "bloc"})  # what states join and leave
_WHOEVER = frozenset({"any", "all", "those", "anyone", "everyone"})
_MEASURES = words("noun of measure")


@asked_once
def fillings(noun: Token) -> frozenset[str]:
    """What can stand for a noun in a row: its lemma, what a quantity counts, that it is people."""
    lemma = noun.lemma_.lower()
    heads = {lemma}
    heads |= {f"{c.lower_} {lemma}" for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")}
    heads |= {f"{lemma} of {n.lemma_.lower()}" for n in grammar.prepositional(noun, "of")}
    heads.update(*(noun_classes().get(head, ()) for head in heads.copy()))
    if noun.lower_ == "forces" and noun.head.lemma_ == "use":
        heads.discard("force")  # who uses forces uses troops, not force
    if is_people(noun):
        heads.add(PEOPLE)
    unnamed = noun.tag_ == "NNP" and not noun.ent_type_ and not grammar.children(noun, "det")
    if unnamed or noun.ent_type_ in ("GPE", "LOC", "FAC"):
        heads.add(PLACE)
    if noun.text[0].isupper() and _is_body(noun):
        heads.add(BODY)
    inner = quantified(noun)
    if inner is None and heads & _MEASURES:
        inner = next(iter(grammar.prepositional(noun, "of")), None)
    if inner is not None:
        counted = inner.lemma_.lower()  # "200 tonnes of flour", "tens of ballistic missiles"
        heads |= {counted, *noun_classes().get(counted, ())}
        if is_people(inner):  # "dozens of Afghans"
            heads.add(PEOPLE)
    return frozenset(heads)


@asked_once
def is_people(noun: Token) -> bool:
    """Whether a word stands for human beings: "activists", "them", "four of them"."""
    if noun.tag_ == "PRP":
        return noun.lower_ not in ("it", "itself")
    if noun.lower_ in _WHOEVER and any(
        c.lower_ == "who" for clause in grammar.children(noun, "relcl") for c in clause.lefts
    ):
        return True  # "any who ask"
    if noun.ent_type_ == "NORP" and noun.tag_ in ("NNS", "NNPS"):
        return True
    counted = noun.tag_ == "CD" and any(map(is_people, grammar.prepositional(noun, "of")))
    named = noun.ent_type_ == "PERSON" or (noun.ent_type_ == "NORP" and noun.pos_ != "ADJ")
    return is_human(noun) or is_role(noun) or named or counted


def is_role(noun: Token) -> bool:
    """Whether a common noun names a human being by what he or she does: "a minister", "traders"."""
    entry = sectors().get(noun.lemma_.lower())
    return noun.pos_ == "NOUN" and entry is not None and entry.person


def _is_body(noun: Token) -> bool:
    """Whether a name is that of a body or bloc that states join and leave."""
    first = grammar.noun_chunk(noun)[0]
    last = max((t.i for t in noun.subtree if t.pos_ in ("PROPN", "ADP", "CCONJ")), default=noun.i)
    known = organizations()
    for end in {noun.i, last}:
        for start in range(first, noun.i + 1):
            row = known.get(split_name(noun.doc[start : end + 1].text))
            if row is not None and row.kind in _JOINED:
                return True
    return False


def is_taken(verb: Token, noun: Token) -> bool:
    """Whether a name is ground because of what is done to it: "rebels entered Bukavu"."""
    named = noun.tag_ == "NNP" and not grammar.children(noun, "det")
    lemma = verb.lemma_.lower()
    taking = lemma in words("verb of conquest") or lemma in words("verb of leaving")
    return named and taking and (noun.ent_type_ != "PERSON" or verb.lemma_.lower() == "enter")
