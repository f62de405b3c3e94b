"""Nouns, adjectives, adverbs and adjuncts that are cues -> the attributions they make.

"The claim that", "is confident that", "the alleged attack", "reportedly", "according to X", "in the
view of X", "as reported by X": each function takes the word that carries the cue.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from sayso.knowledge.actors import sectors
from sayso.knowledge.cues import (
    Cue,
    adjective_cues,
    adverb_cues,
    noun_cues,
    phrase_cues,
    verb_cues,
)
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.complements import has_that, is_infinitive
from sayso.reading.findings import FIRST_PERSON, OWNERS, Finding, subtree, subtrees
from sayso.reading.names import STAND_INS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.records import Stance


# "The illusion for him that": who is under it stands behind "for".
_ALLEGED = frozenset({"charge", "claim", "allegation", "accusation"})
_DELUSIONS = frozenset({"illusion", "impression", "delusion", "hope", "belief"})


def by_noun(noun: Token) -> Finding | None:
    """A noun whose complement is the content: "his claim that ...", "calls for ..."."""
    opener = noun.nbor(-1).lower_ if noun.i else ""
    if opener == "in" and noun.lower_ in ("order", "charge", "case", "view"):
        return None
    for cue in noun_cues().get(noun.lemma_.lower(), ()):
        content = _noun_content(noun, cue)
        if content:
            source = _noun_source(noun)
            return Finding(
                (noun,),
                content,
                cue.stance,
                source,
                cue.status,
                own=source is not None and source.lower_ in OWNERS,
                negated=any(
                    d.lower_ in ("no", "little", "any")
                    for d in grammar.children(noun, "det", "amod")
                ),
                frame="noun",
            )
    return None


def by_summing_up(noun: Token) -> Finding | None:
    """A noun that calls the sentence before it an allegation: "P, a charge that Lima denies".

    Who makes the charge is not said; where somebody is said to make it, that is the voice.
    """
    if noun.lemma_.lower() not in _ALLEGED or noun.dep_ not in ("npadvmod", "appos"):
        return None
    article = noun.doc[noun.left_edge.i]
    if article.lower_ not in ("a", "an") or not grammar.follows(article, ","):
        return None
    told = grammar.clause_verb(noun.head) if noun.dep_ == "appos" else noun.head
    if told is None or told.dep_ != "ROOT" or not grammar.children(noun, "relcl"):
        return None
    beside = (told, *grammar.children(told, "parataxis", "xcomp"))
    sourced = any(c.lower_ == "according" for c in told.children)
    if sourced or any(t.lemma_.lower() in verb_cues() for t in beside):
        return None
    return Finding((noun,), subtree(told, [noun]), "claims", frame="adverb")


def by_adjective(adjective: Token) -> Finding | None:
    """An adjective: "the alleged attack", "is confident that ..."."""
    for cue in adjective_cues().get(adjective.lower_, ()):
        if "attributive" in cue.frames and adjective.dep_ == "amod":
            held = subtree(adjective.head) - {adjective.i}
            return Finding((adjective,), held, cue.stance, None, cue.status, frame="attributive")
        if "clause" not in cue.frames:
            continue
        for child in grammar.children(adjective, "ccomp", "advcl", "xcomp"):
            if child.pos_ in ("VERB", "AUX", "ADJ") and not is_infinitive(child):
                verb = adjective.head if adjective.head.pos_ in ("AUX", "VERB") else adjective
                source = next(iter(grammar.subject(verb)), None)
                return Finding(
                    (adjective,),
                    subtree(child),
                    cue.stance,
                    source,
                    cue.status,
                    own=source is not None and source.lower_ in FIRST_PERSON,
                    negated=grammar.is_negated(verb),
                    frame="adjective",
                )
    return None


def by_adverb(adverb: Token) -> Finding | None:
    """An adverb such as "reportedly": its clause, without those beside that have a subject."""
    for cue in adverb_cues().get(adverb.lower_, ()):
        head = adverb.head
        apart = []
        if head.pos_ in ("VERB", "AUX"):
            apart = [
                child
                for child in grammar.children(head, "parataxis", "cc", "conj")
                if child.dep_ != "conj" or grammar.children(child, "nsubj", "nsubjpass")
            ]
        held = subtree(head, apart) - {adverb.i}
        return Finding((adverb,), held, cue.stance, None, cue.status, frame="adverb")
    return None


def by_adjunct(preposition: Token) -> Iterator[Finding]:
    """An adjunct: "according to X", "per X", "in X's view", "in the view of X"."""
    if preposition.lower_ == "according":
        for to in grammar.children(preposition, "prep"):
            for source in grammar.children(to, "pobj"):
                yield _adjunct((preposition, to), source, preposition, "reports")
    elif preposition.lower_ == "per":
        for source in grammar.children(preposition, "pobj"):
            if not _is_unit(source):
                yield _adjunct((preposition,), source, preposition, "reports")
    else:
        for noun in grammar.children(preposition, "pobj"):
            stance = _adjunct_nouns().get((preposition.lower_, noun.lemma_.lower()))
            sources = grammar.children(noun, "poss")
            if not sources and grammar.children(noun, "det"):
                sources = grammar.prepositional(noun, "of")
            if stance is not None and sources:
                yield _adjunct((preposition, noun), sources[0], preposition, stance)


def _is_unit(noun: Token) -> bool:
    """Whether a noun behind "per" tells of what there is so much: "per day", "per 100 litres"."""
    body = sectors().get(noun.lower_)  # "per police"
    alone = noun.tag_ == "NN" and not grammar.children(noun, "det", "poss")
    counted = bool(grammar.children(noun, "nummod")) or grammar.is_temporal(noun)
    return counted or (alone and (body is None or body.person)) or not noun.is_alpha


def as_told(verb: Token) -> Finding | None:
    """A participle: "as reported by X", "as shown in the images"."""
    if verb.tag_ != "VBN" or verb.dep_ not in ("advcl", "acl", "prep", "parataxis"):
        return None
    opener = next(
        (c for c in grammar.children(verb, "mark", "prep", "advmod") if c.lower_ == "as"), None
    )
    if opener is None or opener.i > verb.i:
        return None
    for preposition in ("by", "in"):
        for cue in phrase_cues().get("as", ()):
            if cue.words == ("as", verb.lemma_.lower(), preposition, "X"):
                for source in grammar.agent(verb) or grammar.prepositional(verb, preposition):
                    return _adjunct((opener, verb), source, verb, cue.stance)
    return None


def _noun_content(noun: Token, cue: Cue) -> set[int]:
    content: set[int] = set()
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp", "relcl") and child.pos_ in ("VERB", "AUX"):
            infinitive = child.dep_ != "relcl" and is_infinitive(child)
            if ("clause" in cue.frames and _is_said_by(child, noun)) or (
                "infinitive" in cue.frames and infinitive
            ):
                content |= subtree(child)
        elif (
            child.dep_ == "prep"
            and child.lower_ in cue.frames
            and child.lower_ != "against"
            and cue.stance != "shows"
        ):
            content |= subtrees(grammar.children(child, "pcomp", "pobj"))
    verb = noun.head
    if not content and "clause" in cue.frames and noun.dep_ == "nsubj" and _spreads(verb):
        clauses = grammar.children(verb, "ccomp", "acl", "advcl", "relcl")
        content = subtrees(c for c in clauses if c.i > verb.i and has_that(c))
    return content


def _spreads(verb: Token) -> bool:
    """Whether a verb says that a claim goes round: "word came that", "rumour has it that"."""
    if verb.lemma_ == "have":
        return any(o.lower_ == "it" for o in grammar.children(verb, "dobj"))
    return verb.lemma_.lower() in words("verb of going round")


def _is_said_by(clause: Token, noun: Token) -> bool:
    """Whether a clause on a noun is what the noun says: "the claim that he fled"."""
    if noun.lower_ == "talks":
        return False  # "the talks that it broke off"
    summed_up = noun.dep_ in ("npadvmod", "appos")
    if summed_up and any(c.lower_ == "that" for c in clause.lefts):
        called = clause.lemma_ in words("verb of calling") and not grammar.children(clause, "dobj")
        if called or not any(c.lower_ == "that" for c in grammar.children(clause, "mark")):
            return False  # "..., a ruling that his party called a farce"
    if any(mark.lower_ in ("that", "whether") for mark in grammar.children(clause, "mark")):
        return True
    answered = noun.i + 1 < len(noun.doc) and noun.nbor(1).dep_ == "dobj"
    if answered and noun.nbor(1).head.lemma_.lower() in words("verb of an answer"):
        return False  # "a claim that nobody could confirm"
    return (
        clause.dep_ == "relcl"
        and noun.i + 1 < len(noun.doc)
        and noun.nbor(1).lower_ == "that"
        and clause.lemma_ not in words("verb about a claim")
        and any(subject.lower_ != "that" for subject in grammar.children(clause, "nsubj"))
    )


def _noun_source(noun: Token) -> Token | None:
    """The possessor, "by X", "from X", the demonym, or the subject that makes the claim."""
    verb = noun.head
    sources = [
        *grammar.children(noun, "poss"),
        *(s for word in ("by", "from", "among") for s in grammar.prepositional(noun, word)),
        *(
            child
            for child in grammar.children(noun, "amod", "compound", "nmod")
            if child.tag_ in ("JJ", "NNP", "NNPS") and child.lower_ in STAND_INS
        ),
    ]
    if noun.head.lower_ == "under":  # "under the slogan of defending the border"
        sources += grammar.subject(noun.head.head) if noun.head.head.pos_ == "VERB" else []
    answers = noun.head.lower_ == "with" and verb.head.lemma_ in words("answering verb")
    sources += grammar.doers(verb.head) if answers else []  # "answered with a pledge to"
    sources += grammar.prepositional(noun, "for") if noun.lemma_ in _DELUSIONS else []
    if noun.dep_ == "dobj":
        sources += grammar.prepositional(verb, "for")  # "created the illusion for him that"
        if verb.lemma_ in words("verb of making a claim"):
            sources += grammar.doers(verb)
    return sources[0] if sources else None


@cache
def _adjunct_nouns() -> dict[tuple[str, str], Stance]:
    """(preposition, noun) -> stance, for "in X's view" and "in the view of X" alike."""
    table: dict[tuple[str, str], Stance] = {}
    for cues in phrase_cues().values():
        for cue in cues:
            parts = cue.lemma.split()
            if "adjunct" in cue.frames and len(parts) >= 3 and parts[1] in ("POSS", "the"):
                noun = parts[2] if parts[2] != "own" else parts[3]
                table.setdefault((parts[0], noun), cue.stance)
    return table


def _adjunct(cue: tuple[Token, ...], source: Token, phrase: Token, stance: Stance) -> Finding:
    """An adjunct's content is the clause that it stands in, without the adjunct.

    Behind a comma it closes all the clauses that are coordinated: "X fled, and Y was shot,
    according to police".
    """
    clause = grammar.clause_verb(phrase.head) if phrase.head.i != phrase.i else None
    top = clause if clause is not None else phrase.head
    start = phrase.left_edge.i
    if start and phrase.doc[start - 1].text == "," and start > top.i:
        behind = start > 1 and phrase.doc[start - 2].dep_ == "cc"
        last = phrase.right_edge.i
        joined = [c for c in grammar.children(top, "conj", "advcl") if behind and c.i > last]
        if joined:  # "was dismissed and, according to her daughter, threatened"
            top = joined[0]
        while not joined and top.dep_ == "conj" and top.head.pos_ in grammar.VERBS:
            top = top.head
    content = subtree(top, [phrase, *grammar.children(top, "parataxis")])
    return Finding(cue, content, stance, source, own=source.lower_ in OWNERS, frame="adjunct")
