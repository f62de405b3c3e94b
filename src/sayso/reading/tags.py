"""Sentences -> their closing reporting tags ("..., a diplomat told the Daily.").

Everything in front of the comma is what the tag's speaker says, however the tree has cut it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.knowledge.cues import Cue, verb_cues
from sayso.reading import grammar
from sayso.reading.findings import CONTRASTS, FIRST_PERSON, TAILS, Finding

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_TIMES = frozenset({"when", "after", "before", "since", "while", "as", "once"})
_LONGEST = 12  # tokens that a closing tag may have
_OPENERS = ("DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON", "ADV")


def reporting_tags(sentences: Iterable[Sentence]) -> Iterator[Finding]:
    """The speakers and verbs of saying that close a sentence, one finding each."""
    for sentence in sentences:
        finding = _tag(sentence)
        if finding is not None:
            yield finding


def _tag(sentence: Sentence) -> Finding | None:
    """The last verb of saying of a sentence, if the words around it make it a tag."""
    words = [t for t in sentence if not t.is_space]
    while words and (words[-1].is_punct or words[-1].is_quote):
        words.pop()
    for at in range(len(words) - 1, 0, -1):
        verb = words[at]
        cue = _reporting(verb)
        if cue is None:
            continue
        behind = _speaker_behind(verb)
        if behind is not None:
            return _finding(verb, cue, behind, {t.i for t in words[: at - 1]})
        lost, inserted = _lost(verb, words[:at]), _is_inserted(verb)
        if len(words) - at > _LONGEST and not (lost or inserted):
            continue
        commas = [t for t in words[:at] if t.text == ","]
        if not commas or commas[-1].i < sentence.start + 2:
            return None
        if commas[-1].i == verb.i - 1:  # "..., its minister, Rajan Teo, told the radio"
            commas = commas[:-2]
        if not commas:
            return None
        comma = commas[-1]
        lead = _without_relatives([t for t in words[:at] if t.i > comma.i])
        tail = words[at + 1 :] if len(words) - at <= _LONGEST else []
        if lost or inserted:
            tail = []
        source = _speaker(verb, lead, tail)
        if source is None:
            return None
        if _leads_up(words[: words.index(comma)], verb):
            return None
        after = {t.i for t in words if t.i > verb.i + 1} if inserted else set()
        words = _behind_colon(words, comma)
        return _finding(verb, cue, source, {t.i for t in words if t.i < comma.i} | after)
    return None


def _leads_up(before: list[Token], verb: Token) -> bool:
    """Whether what stands before a comma only says when or where somebody says something.

    "*When the king fell*, they promised elections", "*After the fire*, she said."
    """
    if any(t.is_quote for t in before):
        return False
    adjuncts = [c for c in verb.lefts if c.dep_ in ("prep", "npadvmod") or _is_timed(c)]
    held = {t.i for c in adjuncts for t in c.subtree}
    return bool(held) and all(t.i in held or t.is_punct for t in before)


def _is_timed(clause: Token) -> bool:
    """Whether a clause says when: "when the king fell", "after they had left"."""
    opens = [c for c in clause.lefts if c.dep_ in ("advmod", "mark")]
    return clause.dep_ == "advcl" and any(c.lower_ in _TIMES for c in opens)


def _behind_colon(words: list[Token], comma: Token) -> list[Token]:
    """Without what leads up to a quotation: 'Lima was blunt: "We will go," its envoy said'."""
    for token, following in pairwise(words):
        if token.text == ":" and token.i < comma.i and following.is_quote:
            return [t for t in words if t.i > token.i]
    return words


def _finding(verb: Token, cue: Cue, source: Token, content: set[int]) -> Finding:
    return Finding(
        (verb,),
        content,
        cue.stance,
        source,
        cue.status,
        own=source.lower_ in FIRST_PERSON,
        frame="clause",
        speech=cue.quotes == "yes",
    )


def _speaker_behind(verb: Token) -> Token | None:
    """The speaker of a tag turned round that the tree took for one more clause: ", say doctors"."""
    subjects = grammar.children(verb, "nsubj")
    if verb.dep_ == "parataxis" and verb.head.i > verb.i:
        return None  # "the army, says the minister, has burned it": an aside
    inverted = len(subjects) == 1 and subjects[0].left_edge.i == verb.i + 1
    if (
        verb.dep_ not in ("conj", "parataxis", "dep")
        or not inverted
        or verb.i < verb.sent.start + 3
    ):
        return None
    return subjects[0] if verb.nbor(-1).text == "," else None


def _without_relatives(lead: list[Token]) -> list[Token]:
    """A speaker's phrase without relative clauses: "a diplomat who was in the room".

    Nor with participles: "documents seen by the Courier".
    """
    inside = {t.i for t in lead}
    clauses = [
        t
        for t in lead
        if t.head.i in inside
        and t.head.i < t.i
        and (t.dep_ == "relcl" or (t.dep_ == "acl" and t.tag_ in ("VBN", "VBG")))
    ]
    dropped = {t.i for clause in clauses for t in clause.subtree}
    return [t for t in lead if t.i not in dropped]


def _is_inserted(verb: Token) -> bool:
    """Whether a tag stands in mid-sentence: "..., the governor said, after the rebels had left".

    The tree hangs it on the clause before; what follows goes on with what is said.
    """
    doc = verb.doc
    if verb.dep_ not in ("conj", "dep", "parataxis") or verb.tag_ not in ("VBD", "VBZ"):
        return False
    if verb.i + 2 >= len(doc) or doc[verb.i + 1].text != "," or grammar.children(verb, "cc"):
        return False
    subjects = grammar.children(verb, "nsubj")
    if len(subjects) != 1 or subjects[0].left_edge.i == 0:
        return False
    mark = doc[verb.i + 2]
    if mark.lower_ in CONTRASTS and any(
        cue.quotes != "no" for cue in verb_cues().get(mark.head.lemma_.lower(), ())
    ):
        return False  # "..., residents said, while the mayor accused the army of it"
    goes_on = mark.tag_ == "IN"
    return goes_on and subjects[0].left_edge.nbor(-1).text == ","


def _lost(verb: Token, before: list[Token]) -> bool:
    """Whether the tree has lost the subject and the content of a verb in mid-sentence.

    "Troops left, killing two, residents and an official said, in what ..." is cut anywhere; a verb
    of saying without complements, behind a finished clause, is a tag there too.
    """
    complements = grammar.children(verb, "ccomp", "xcomp", "dobj")
    subjects = grammar.children(verb, "nsubj", "nsubjpass", "mark")
    return (
        verb.tag_ in ("VBD", "VBZ", "VBP")
        and not any(c.i > verb.i for c in complements)
        and (not subjects or _is_bare_relative(verb))
        and any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in before)
    )


def _is_bare_relative(verb: Token) -> bool:
    """Whether a tag was taken for a relative clause: "..., the minister announced on Monday"."""
    words = {t.lower_ for t in verb.lefts}
    subjects = grammar.children(verb, "nsubj")
    behind_comma = verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text == ","
    return (
        verb.dep_ == "relcl"
        and behind_comma
        and bool(subjects)
        and all(s.tag_ not in grammar.RELATIVES for s in subjects)
        and words.isdisjoint(("that", "which", "who", "whom", "where", "when"))
    )


def _reporting(verb: Token) -> Cue | None:
    """The cue of a verb that can stand in a tag."""
    if verb.pos_ == "PROPN":
        return None  # "claimed in the evening by Islamic State"
    if verb.dep_ in ("amod", "acl", "relcl", "xcomp", "aux") and not _is_bare_relative(verb):
        return None
    for cue in verb_cues().get(verb.lemma_.lower(), ()):
        shows = cue.stance == "shows" and verb.pos_ in grammar.VERBS  # "..., a leaked cable shows"
        if (cue.quotes == "yes" or shows) and not cue.particle and "clause" in cue.frames:
            return cue
    return None


def _is_tail(lead: list[Token]) -> bool:
    """Whether the words before the verb are "a charge Khartoum" of "a charge Khartoum denied"."""
    nouns = [t for t in lead if t.pos_ in ("NOUN", "PROPN") and t.dep_ not in ("compound", "poss")]
    return len(nouns) > 1 and nouns[0].lemma_.lower() in TAILS


def _speaker(verb: Token, lead: list[Token], tail: list[Token]) -> Token | None:
    """The speaker in a closing tag: the noun phrase that fills the space before the verb."""
    if any(
        t.pos_ in ("VERB", "AUX", "SCONJ") or t.tag_ in ("WP", "WDT") for t in (*lead, *tail)
    ) or any(t.pos_ == "CCONJ" for t in tail):
        return None
    if _is_tail(lead):
        return None
    nouns = [t for t in lead if t.pos_ in ("NOUN", "PROPN", "PRON")]
    if not nouns or (len(lead) > 1 and lead[0].pos_ not in _OPENERS):
        return None
    if len(lead) > 1 and lead[0].pos_ == "CCONJ":
        return None
    inside = {t.i for t in lead}
    return next((n for n in nouns if n.head.i not in inside or n.head.i == verb.i), nouns[-1])
