"""A pronoun in its sentence -> whom grammar keeps apart from it, or leads it to.

An object is not its own subject, "X's talks with him" are not with X, "he said that Berg" does not
speak of Berg; and "In his speech, X" leads up to X.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors
from sayso.knowledge.cues import noun_cues, verb_cues
from sayso.knowledge.noun_classes import noun_classes
from sayso.knowledge.predicates import nouns as event_nouns
from sayso.knowledge.predicates import verbs as event_verbs
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.governors import intended
from sayso.reading.salience import is_main, placed

if TYPE_CHECKING:
    from spacy.tokens import Token

_CUSTODY = frozenset({"arrest", "abduct", "release", "convict", "deport"})  # modes
_THINGS_DO = frozenset({"ASSAULT", "COERCE", "PROTEST"})  # acts that a storm or a bomb does, too


def clause_subjects(token: Token) -> list[Token]:
    """The subjects of the clause that a word stands in."""
    verb = grammar.clause_verb(token)
    return grammar.subject(verb) if verb is not None else []


def co_arguments(pronoun: Token) -> list[Token]:
    """The subjects of the verb whose object a pronoun is: an object is not its own subject.

    Nor does anybody demand to give way himself: "Peru demanded *its* withdrawal".
    """
    clause = pronoun.head
    if pronoun.dep_ == "poss" and _is_yielding(clause):
        return clause_subjects(pronoun) if _is_demanded(clause) else []
    if pronoun.lower_ in ("him", "them") and pronoun.dep_ in ("nsubj", "nsubjpass"):
        return clause_subjects(clause.head) if clause.dep_ in ("ccomp", "xcomp") else []
    place = placed(pronoun)  # "nine of them"
    under_verb = place.dep_ == "pobj" and place.head.head.pos_ == "VERB"
    if place.dep_ not in ("dobj", "dative") and not under_verb:
        return []
    return clause_subjects(pronoun)


def _is_yielding(noun: Token) -> bool:
    """Whether a noun names an act by which somebody gives way: a withdrawal, a surrender."""
    return any(row.type == "RETREAT" for row in event_nouns().get(noun.lemma_.lower(), ()))


def _is_demanded(noun: Token) -> bool:
    """Whether a noun is what a verb asks for: "demanded its withdrawal", "called for it"."""
    verb, frame = noun.head, "object"
    if noun.dep_ == "pobj":
        verb, frame = verb.head, verb.lower_
    elif noun.dep_ != "dobj":
        return False
    cues = verb_cues().get(verb.lemma_.lower(), ())
    return any(cue.stance == "wants" and frame in cue.frames for cue in cues)


def is_fact(pronoun: Token) -> bool:
    """Whether an "it" is what has been said, not somebody: "Ukraine denies it"."""
    return (
        pronoun.lower_ == "it"
        and pronoun.dep_ == "dobj"
        and pronoun.head.lemma_.lower() in words("verb of a fact")
    )


def owners_above(pronoun: Token) -> list[Token]:
    """The possessors of the nouns that a pronoun hangs on: in "X's talks with him", he is not X."""
    if pronoun.dep_ == "poss":
        return []
    found: list[Token] = []
    for ancestor in pronoun.ancestors:
        if ancestor.pos_ in grammar.VERBS:
            break
        found += grammar.children(ancestor, "poss")
    return [t for t in found if t.i != pronoun.i]


def conjuncts(pronoun: Token) -> list[Token]:
    """The others in "he and Berg"."""
    if pronoun.dep_ == "conj":
        return [pronoun.head]
    return [t for t in grammar.coordinated(pronoun) if t.i != pronoun.i]


def named_below(pronoun: Token) -> list[Token]:
    """The nouns under the verb whose subject a pronoun is: "he said that Berg" is not Berg's word.

    What stands before the pronoun is above it in the sentence. Who only owns something in what is
    said may be who says it: live reports write "He says there was an issue with Berg's microphone".
    """
    if pronoun.dep_ not in ("nsubj", "nsubjpass"):
        return []
    verb = pronoun.head
    said = {t.i for clause in grammar.children(verb, "ccomp") for t in clause.subtree}
    return [
        t
        for t in verb.subtree
        if t.i > pronoun.i
        and t.pos_ in ("NOUN", "PROPN")
        and not (t.dep_ == "poss" and t.i in said and speaks(verb))
    ]


def subject_ahead(pronoun: Token) -> Token | None:
    """The subject that a fronted phrase with the pronoun leads up to: "In his speech, X said"."""
    below = pronoun
    for ancestor in pronoun.ancestors:
        if ancestor.pos_ in grammar.VERBS:
            subjects = grammar.children(ancestor, "nsubj", "nsubjpass")
            fronted = below.dep_ in ("prep", "advcl", "npadvmod", "advmod", "pcomp", "agent")
            if fronted and subjects and below.i < subjects[0].i and pronoun.i < subjects[0].i:
                return subjects[0]
        below = ancestor
    return None


def told(pronoun: Token) -> set[int]:
    """Who is told what a pronoun is the subject of: "told Berg that he would go"."""
    said = pronoun.head
    if said.dep_ not in ("ccomp", "xcomp") or said.head.pos_ not in grammar.VERBS:
        return set()
    cues = verb_cues().get(said.head.lemma_.lower(), ())
    if said.head.lemma_ == "warn" or any(c.stance in ("promises", "threatens") for c in cues):
        return set()  # it is the speaker who will
    return {t.i for t in grammar.children(said.head, "dobj", "dative")}


def accounted_for(pronoun: Token) -> set[int]:
    """Whom a verb thanks or blames for what a pronoun does: "thanked Oslo for the rice it sent"."""
    for verb in pronoun.head.ancestors if pronoun.dep_ == "nsubj" else ():
        if verb.lemma_ in words("verb of account"):
            under = [p for p in grammar.children(verb, "prep") if p.is_ancestor(pronoun)]
            return {t.i for t in grammar.children(verb, "dobj")} if under else set()
    return set()


def paired_with(pronoun: Token) -> Token | None:
    """The noun that a possessive's own is coordinated with: "released a ship and its crew"."""
    noun = pronoun.head
    if pronoun.dep_ != "poss" or noun.dep_ != "conj" or noun.head.pos_ in grammar.VERBS:
        return None
    return noun.head


def goes_on(verb: Token, following: Token) -> bool:
    """Whether a verb goes on with what another tells: "..., and it did", "they also did"."""
    if following.dep_ == "conj" and following.head.i == verb.i:
        return True
    also = any(c.lower_ in ("also", "further", "likewise") for c in following.children)
    return also and is_main(verb) and following.sent.start > verb.sent.start


def speaks(verb: Token) -> bool:
    """Whether a verb tells that somebody says something, not only of whom."""
    lemma = verb.lemma_.lower()
    if not any(cue.quotes != "no" for cue in verb_cues().get(lemma, ())):
        return False
    said = grammar.children(verb, "ccomp", "parataxis", "xcomp")
    return bool(said) or lemma in words("verb of speaking")


def takes_actors(pronoun: Token) -> bool:
    """Whether only somebody who can act can stand in a pronoun's place."""
    head = pronoun.head
    if pronoun.dep_ == "poss":
        lemma = head.lemma_.lower()
        return (
            lemma in sectors()
            or lemma in words("noun of a state")
            or lemma in noun_cues()
            or any(row.type not in _THINGS_DO for row in event_nouns().get(lemma, ()))
        )
    place = placed(pronoun)
    lemma = place.head.lemma_.lower()
    if place.dep_ == "nsubj" and not grammar.is_passive(place.head):
        tells = any(
            cue.stance != "shows" and (cue.quotes != "no" or cue.stance == "believes")
            for cue in verb_cues().get(lemma, ())
        )
        return tells or intended("verb", lemma) is not None
    acts = any(row.type not in _THINGS_DO for row in event_verbs().get(lemma, ()))
    return place.dep_ in ("nsubjpass", "dobj", "dative") and acts and lemma in verb_cues()


def is_in_custody(noun: Token) -> bool:
    """Whether a noun is whom a verb arrests, abducts, sentences, expels or frees."""
    if noun.dep_ not in ("dobj", "nsubjpass"):
        return False
    rows = event_verbs().get(noun.head.lemma_.lower(), ())
    return any(row.mode in _CUSTODY and not row.particles for row in rows)


def are_buildings(noun: Token) -> bool:
    """Whether several things are no bodies: a school may speak, "schools" are shelled."""
    return "*building*" in noun_classes().get(noun.lemma_.lower(), frozenset())
