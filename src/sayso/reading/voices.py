"""Parse -> attributions: who is made to say what, found by grammar.

A *cue* (a verb, noun, adjective, adverb or phrase from the tables) has a *frame* that says which of
its complements is the *content*; its subject, possessor or adjunct is the *source*. Each finding
keeps its content as a set of tokens, so that nesting needs no machinery: a claim stands under every
attribution whose content holds the claim's head, the widest outermost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.knowledge.cues import Cue, phrase_cues, verb_cues
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.answers import replies, taken_up
from sayso.reading.complements import Complement, complements, is_infinitive
from sayso.reading.cue_phrases import (
    as_told,
    by_adjective,
    by_adjunct,
    by_adverb,
    by_noun,
    by_summing_up,
)
from sayso.reading.drafts import nouns_of
from sayso.reading.findings import CONTRASTS, EXPECTING, FIRST_PERSON, Finding, is_nobody, subtrees
from sayso.reading.governors import intended

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HEARING = frozenset({"court", "trial", "jury", "inquest", "hearing", "tribunal", "inquiry"})
_PERSUADING = frozenset({"have", "want", "like"})
_ANSWERING = frozenset({"respond", "reply", "answer", "counter"})
_BELIEVING = frozenset({"believe", "think", "accept"})
# What stands in a pattern for a place or a word that any text has.
_OPEN = frozenset({"X", "POSS", "it", "the", "a", "to", "of", "not"})


def attributions_by_grammar(doc: Doc) -> Iterator[Finding]:
    """All attributions that the tree shows, in text order of their cues; quotes come later."""
    yield from replies(doc)
    for token in doc:
        finding = None
        match token.pos_:
            case "VERB" | "AUX":
                finding = _by_verb(token)
            case "NOUN" | "PROPN":
                finding = None if _is_taken_up(token) else by_noun(token)
                finding = finding or by_summing_up(token)
                finding = None if finding is None else _called_untrue(finding)
            case "ADJ":
                finding = by_adjective(token)
            case "ADV":
                finding = by_adverb(token)
        if finding is not None:
            yield finding
        if token.dep_ == "prep" or token.lower_ == "according":
            yield from by_adjunct(token)


def _is_taken_up(noun: Token) -> bool:
    """Whether a noun takes up the sentence before it: what stands on it is no content of its."""
    return any(taken_up(clause) == noun for clause in grammar.children(noun, "relcl"))


def _by_verb(verb: Token) -> Finding | None:
    """The first cue of the verb that has a content here; patterns of several words first."""
    if verb.dep_ == "amod":  # "Kenya's alleged attack"
        found = by_adjective(verb) if nouns_of(verb.head) else None
        return found if found is not None and found.stance != "believes" else None
    if verb.dep_ in ("ccomp", "xcomp") and _by_persuading(verb.head) is not None:
        return None
    finding = _by_persuading(verb) or as_told(verb) or _by_hearing(verb)
    finding = finding or _by_untruth(verb) or _by_pattern(verb)
    if finding is not None:
        return finding
    for cue in verb_cues().get(verb.lemma_.lower(), ()):
        if cue.lemma in _ANSWERING and grammar.has_preposition(verb, "with"):
            continue  # "respond with missiles"
        if not cue.particle or _has_particle(verb, cue.particle):
            finding = _first_finding(verb, verb, cue)
            if finding is not None:
                return finding
    return None


def _by_persuading(verb: Token) -> Finding | None:
    """Who wants others to believe a thing claims it: "would have us believe that they won"."""
    if verb.lemma_.lower() not in _PERSUADING:
        return None
    for inner in grammar.children(verb, "ccomp", "xcomp"):
        if inner.lemma_.lower() not in _BELIEVING or not grammar.children(inner, "nsubj"):
            continue
        content = subtrees(grammar.children(inner, "ccomp"))
        source = next(iter(grammar.subject(verb)), None)
        if content and source is not None and source.lower_ not in FIRST_PERSON:
            return Finding((verb, inner), content, "claims", source, frame="persuading")
    return None


def _by_hearing(verb: Token) -> Finding | None:
    """What a court is told by somebody whom the text does not name: "the trial heard that"."""
    hearers = grammar.subject(verb) if verb.lemma_ == "hear" else []
    if not any(hearer.lemma_.lower() in _HEARING for hearer in hearers):
        return None
    content = subtrees(c for c in grammar.children(verb, "ccomp") if c.i > verb.i)
    if not content:
        return None
    return Finding((verb,), content, "reports", frame="adverb", negated=grammar.is_negated(verb))


def _by_untruth(verb: Token) -> Finding | None:
    """Whoever calls a claim untrue denies it: "called the report that ... a lie"."""
    if verb.lemma_.lower() not in words("verb of calling") or grammar.is_passive(verb):
        return None
    for noun in grammar.children(verb, "dobj"):
        told = by_noun(noun)
        if told is None:
            continue
        untruths = words("word for the untrue") | words("verb of inventing")
        said = [t for t in verb.subtree if t.lemma_.lower() in untruths]
        untrue = [t for t in said if t.i > verb.i and t.dep_ not in ("amod", "compound")]
        if untrue:
            source = next(iter(grammar.subject(verb)), None)
            return Finding(
                (verb,),
                told.content,
                "denies",
                source,
                "denied",
                own=source is not None and source.lower_ in FIRST_PERSON,
                negated=grammar.is_negated(verb),
                frame="clause",
            )
    return None


def _called_untrue(told: Finding) -> Finding:
    """A claim of nobody's that the author calls untrue, as a denial of the author's own.

    "The claim that soldiers burned it is false." What a named source claims stays theirs.
    """
    noun = told.cue[0]
    verb = noun.head
    if (
        told.source is not None
        or noun.dep_ not in ("nsubj", "nsubjpass")
        or verb.dep_ not in ("ROOT", "conj", "parataxis")
    ):
        return told
    made_up = noun.dep_ == "nsubjpass" and verb.lemma_.lower() in words("verb of inventing")
    if made_up and not grammar.is_negated(verb):
        return replace(told, stance="denies", status="denied", own=True)
    said = verb if verb.lemma_ == "be" else None
    judged = grammar.children(verb, "acomp", "attr")
    if said is None and verb.lemma_ in ("prove", "turn", "find", "show"):
        said = next((c for c in grammar.children(verb, "xcomp") if c.lemma_ == "be"), verb)
        judged = [w for v in (verb, said) for w in grammar.children(v, "acomp", "attr", "oprd")]
    if said is None or verb.dep_ != "ROOT":
        return told
    if grammar.is_negated(verb) or verb.i < max(told.content, default=verb.i):
        return told
    if not any(word.lemma_.lower() in words("word for the untrue") for word in judged):
        return told
    return replace(told, stance="denies", status="denied", own=True)


def _by_pattern(verb: Token) -> Finding | None:
    """Cues of several words: "cast doubt on", "made it clear that", "hold X responsible for"."""
    cues = [
        cue for cue in phrase_cues().get(verb.lemma_.lower(), ()) if "adjunct" not in cue.frames
    ]
    if not cues:
        return None
    near = {
        form
        for child in verb.children
        for token in (child, *child.children)
        for form in (token.lower_, token.lemma_.lower())
    }
    for cue in cues:
        wanted = set(cue.words[1:]) - _OPEN - cue.frames
        if not wanted or not wanted <= near:
            continue
        for carrier in (verb, *verb.children):
            finding = _first_finding(verb, carrier, cue)
            if finding is not None:
                return finding
    return None


def _has_particle(verb: Token, particle: str) -> bool:
    """Whether the words of a particle stand with the verb: "point out", "cry out for"."""
    beside = {c.lower_ for c in verb.children if grammar.has_preposition(verb, c.lower_)}
    for child in grammar.children(verb, "advcl", "ccomp"):  # "called *for* Peru to pay"
        if is_infinitive(child):
            beside |= {mark.lower_ for mark in grammar.children(child, "mark")}
    for child in grammar.children(verb, "prt", "prep", "advmod"):
        beside |= {below.lower_ for below in grammar.children(child, "prep")}
    return beside.issuperset(particle.split())


def _first_finding(verb: Token, carrier: Token, cue: Cue) -> Finding | None:
    """The first complement of the carrier (the verb or a word of its pattern) that is a content."""
    for complement in complements(carrier, cue):
        if complement.frame == "passive_infinitive" and cue.lemma in EXPECTING:
            continue  # "is expected to" predicts, it quotes nobody
        if complement.content and not _is_announced(verb, complement):
            return _finding(verb, cue, complement)
    return None


def _is_announced(verb: Token, complement: Complement) -> bool:
    """Whether a colon parts a clause from the verb it announces: "This is so: police charged"."""
    last = max(complement.content)
    if complement.frame not in ("clause", "parataxis") or last > verb.i:
        return False
    return any(t.text == ":" for t in verb.doc[last : verb.i])


def _finding(verb: Token, cue: Cue, complement: Complement) -> Finding:
    content = complement.content - _citations(verb, complement.content)
    if complement.frame in ("clause", "parataxis"):
        content = (content | _said_behind(verb, content)) - _other_speakers(verb, content)
    source = _source(verb, complement.frame, content)
    tokens = sorted([*grammar.children(verb, "prt"), verb, *complement.cue], key=lambda t: t.i)
    nobody = is_nobody(source)
    return Finding(
        cue=tuple(tokens),
        content=content - {t.i for t in tokens},
        stance=cue.stance,
        source=source,
        status=cue.status,
        own=nobody or (source is not None and source.lower_ in FIRST_PERSON),
        negated=nobody or grammar.is_negated(verb) or _is_not_done(verb),
        frame=complement.frame,
        speech=cue.quotes != "no",
    )


def _is_not_done(verb: Token) -> bool:
    """Whether a speech act is named as one that is not performed: "instead of talking about"."""
    if verb.dep_ == "xcomp":  # "has yet to comment", "declined to say"
        yet = verb.head.lemma_ == "have" and any(c.lower_ == "yet" for c in verb.head.children)
        return yet or intended("verb", verb.head.lemma_.lower()) == "denied"
    if verb.dep_ == "advcl" and any(c.lower_ == "than" for c in grammar.children(verb, "mark")):
        return any(c.lower_ == "rather" for c in verb.lefts)
    if verb.dep_ != "pcomp":
        return False
    preposition = verb.head
    instead = preposition.lower_ == "of" and grammar.follows(preposition, "instead")
    return preposition.lower_ == "without" or instead


def _source(verb: Token, frame: str, content: set[int]) -> Token | None:
    """Who does what the verb says, outside the content; nobody in "it is said that"."""
    passive = grammar.is_passive(verb)
    sources = grammar.agent(verb) if passive else grammar.subject(verb)
    if frame in ("clause", "parataxis"):
        sources = sources[:1]
    source = next((s for s in sources if s.i not in content), None)
    if source is not None and passive and source.lower_ in ("it", "there"):
        return None if frame == "parataxis" or source.dep_ in ("expl", "nsubj") else source
    return source


def _said_behind(verb: Token, content: set[int]) -> set[int]:
    """In "P, X said, and is expected to Q", Q goes on with P: X says only what stands before."""
    if not content or min(content) > verb.i:
        return set()
    return subtrees(
        other
        for other in grammar.children(verb, "conj")
        if other.i > verb.i and not grammar.children(other, "nsubj", "nsubjpass")
    )


def _other_speakers(verb: Token, content: set[int]) -> set[int]:
    """In "P, X said, and Y reported that Q", the second part is Y's, not what X says."""
    if not content or min(content) > verb.i:
        return set()
    return subtrees(
        other
        for other in verb.sent
        if other.i in content
        and other.i > verb.i
        and (other.dep_ == "conj" or _is_contrasted(other))
        and grammar.children(other, "nsubj")
        and any(cue.quotes != "no" for cue in verb_cues().get(other.lemma_.lower(), ()))
    )


def _is_contrasted(clause: Token) -> bool:
    """Whether a clause sets another side against the first: "P, X said, while Y accused Z"."""
    marks = grammar.children(clause, "mark")
    return clause.dep_ == "advcl" and any(m.lower_ in CONTRASTS for m in marks)


def _citations(verb: Token, content: set[int]) -> set[int]:
    """In "P, X said, citing Y", the citation is the reporter's, wherever the tree hangs it."""
    return subtrees(
        token
        for token in verb.sent
        if token.i in content
        and token.dep_ == "advcl"
        and token.tag_ == "VBG"
        and token.lemma_ in ("cite", "quote", "point")
        and token.left_edge.i
        and token.left_edge.nbor(-1).lower_ == ","
    )
