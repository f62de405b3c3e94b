"""Findings of grammar + attributions of the learned head -> one list.

Grammar is exact about frames, stances and voices inside voices; the head knows more cues and cuts
source, cue and content where people do. So an attribution that both found keeps what grammar knows
and takes its edges from the head; one that only the head found becomes a finding of its own, with
the stance that its cue has in the tables; one that only grammar found stays, unless its frame is a
weak one and the head all but rules it out.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.knowledge.cues import (
    PREPOSITIONS,
    Cue,
    adjective_cues,
    adverb_cues,
    noun_cues,
    verb_cues,
)
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import nouns_of
from sayso.reading.findings import FIRST_PERSON, Finding, is_nobody, subtrees, tops
from sayso.reading.mood import is_finite, is_perfect
from sayso.reading.vouching import vouches

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.reading.heads import Seen
    from sayso.reading.heads.linking import Link
    from sayso.reading.parse import Parse
    from sayso.reading.parties import Parties

_ALIKE = 0.5  # shared part of two contents that makes them one
_SURE = 0.6  # chance from which a cue unknown to the tables opens a voice
_RULED_OUT = 0.1  # chance below which a weak frame of grammar's is given up
_WEAK = PREPOSITIONS | {"object", "complement", "noun", "passive_infinitive"}
# Frames without a source beside the cue.
_HIDING = frozenset({"passive_infinitive", "attributive", "adverb", "persuading"})
_BETWEEN = ("cc", "mark")  # words that join a clause to the one before
_BEFORE_NOUNS = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod"})
_TABLES = {"VERB": verb_cues, "AUX": verb_cues, "NOUN": noun_cues, "ADJ": adjective_cues}


def join(parse: Parse, parties: Parties, findings: Sequence[Finding], seen: Seen) -> list[Finding]:
    """One list of findings from both sources; findings of grammar are changed in place."""
    doc = parse.doc
    free = list(findings)
    joined: list[Finding] = []
    cues = frozenset().union(*(one.cue for one in seen.links))
    links = [_whole(parse, one, cues) for one in seen.links]
    for link in links:
        finding = _match(free, link)
        if finding is None:
            joined.append(_new(parse, parties, link))
            continue
        free.remove(finding)
        if not any(link.cue <= other.content for other in links):  # inside, grammar is exact
            _take_edges(doc, finding, link)
        joined.append(finding)
    _settle(joined)
    everything = [*joined, *free]
    return [*joined, *(f for f in free if not _is_ruled_out(doc, f, everything, seen))]


def _settle(findings: Sequence[Finding]) -> None:
    """Where grammar gives one voice what the head gives to another, the head decides.

    A quotation goes on, for grammar, in the voice that had the last one; the head sees whose it is.
    """
    for finding in findings:
        own = finding.link
        if own is None:
            continue
        for other in findings:
            theirs = other.link
            if other is finding or other.silent or theirs is None or theirs.cue & own.content:
                continue
            if own.cue & other.content:
                continue
            disputed = (theirs.content - own.content) & finding.content
            if disputed and not own.cue & theirs.content:
                finding.content -= disputed
                other.content |= disputed


def _is_ruled_out(doc: Doc, finding: Finding, findings: Sequence[Finding], seen: Seen) -> bool:
    """Whether the head sees no cue where grammar has a weak one; it never looks inside contents."""
    if not finding.cue or finding.frame not in _WEAK:
        return False
    if finding.frame == "passive_infinitive" and _is_of_the_past(finding):
        return False  # "are understood to have questioned him"
    if finding.frame == "noun" and (
        finding.source is not None or _is_clause(tops(doc, finding.content))
    ):
        return False  # "the illusion for him", "no evidence that it was deliberate"
    if finding.frame == "noun" and _tells_an_act(doc, finding):
        return False  # "reports of a raid"
    if any(finding.cue_tokens <= other.content for other in findings if other is not finding):
        return False
    return seen.anchor_chance(finding.cue_tokens) < _RULED_OUT


def _is_of_the_past(finding: Finding) -> bool:
    """Whether an infinitive tells of something done: "is said *to have fled*"."""
    verb = finding.cue[0]
    return any(is_perfect(c) for c in grammar.children(verb, "xcomp") if c.i in finding.content)


def _tells_an_act(doc: Doc, finding: Finding) -> bool:
    """Whether a noun, of which nothing was said before, gives an event by its name alone."""
    noun = finding.cue[0]
    known = any(c.lower_ in ("the", "this", "that") for c in grammar.children(noun, "det"))
    return not known and any(nouns_of(top) for top in tops(doc, finding.content))


def _match(findings: Sequence[Finding], link: Link) -> Finding | None:
    """The finding that a link tells again: the same cue, or else the same content."""
    by_cue = [f for f in findings if not f.cue_tokens.isdisjoint(link.cue)]
    if by_cue:
        return max(by_cue, key=lambda f: _alike(f.content, link.content))
    by_content = [f for f in findings if _alike(f.content, link.content) >= _ALIKE and not f.cue]
    return max(by_content, key=lambda f: _alike(f.content, link.content), default=None)


def _alike(one: set[int], other: frozenset[int]) -> float:
    """The shared part of two sets."""
    return len(one & other) / len(one | other)


def _take_edges(doc: Doc, finding: Finding, link: Link) -> None:
    """Let a finding be shown with the head's edges; a source that grammar missed is the head's.

    A source that grammar hides stays hidden ("Mexico is said to have asked"), and an adjunct's is
    what grammar finds beside it; elsewhere the head's choice is the better one.
    """
    source = link.source
    own = finding.source
    if finding.frame in _HIDING or (finding.frame == "adjunct" and own is not None):
        source = source if own is not None and own.i in source else frozenset()
    finding.link = replace(link, source=source)
    chosen = _head(doc, source)
    if own is not None and chosen is not None and chosen.lower_ in FIRST_PERSON:
        return  # the speaker of a turn says "I"
    if chosen is not None and (own is None or not _is_one_phrase(own, chosen, source)):
        finding.source = chosen


def _is_one_phrase(own: Token, chosen: Token, source: frozenset[int]) -> bool:
    """Whether two words lie in one noun phrase: "the union's lawyer, Nikos Vrettos"."""
    return own.i in source or own.is_ancestor(chosen) or chosen.is_ancestor(own)


def _new(parse: Parse, parties: Parties, link: Link) -> Finding:
    """A finding of what only the head saw."""
    doc = parse.doc
    anchor = doc[link.anchor]
    cue = _cue(anchor)
    heads = tops(doc, link.content)
    asides = subtrees(t for t in heads if t.dep_ == "relcl") if _is_clause(heads) else set()
    source = _head(doc, link.source)
    nobody = is_nobody(source)
    finding = Finding(
        cue=tuple(doc[i] for i in sorted(link.cue)),
        content=set(link.content) - asides,  # "telling anyone who will listen that ..."
        stance=cue.stance if cue is not None else "claims",
        source=source,
        status=cue.status if cue is not None else None,
        own=nobody or (source is not None and source.lower_ in FIRST_PERSON),
        negated=nobody or grammar.is_negated(anchor),
        frame="learned",
        speech=cue is not None and cue.quotes != "no",
        silent=not _is_statement(parse, link) or (cue is None and link.chance < _SURE),
        link=link,
    )
    knowing = anchor.lemma_.lower() in words("verb of knowing") and cue is None
    if knowing and not finding.content & parse.quoted:
        finding.silent = True  # "they should know that": the writer's word
    if not vouches(parse, parties, finding):
        finding.silent = True  # "analysing his words reveals that": nobody's word for it
    return finding


def _is_statement(parse: Parse, link: Link) -> bool:
    """Whether something is said in so many words: a finite clause, or a quotation.

    What somebody plans, seeks or agrees to do is no statement of theirs, and opens no voice.
    """
    return _is_clause(tops(parse.doc, link.content))


def _is_clause(heads: Sequence[Token]) -> bool:
    return any(
        head.pos_ in grammar.VERBS and is_finite(head) and head.dep_ != "relcl" for head in heads
    )


def _whole(parse: Parse, link: Link, cues: frozenset[int]) -> Link:
    """A link whose source and content are filled up to the nouns that their words belong to.

    Who "was told" a thing hears it, and is no source; a country at the edge of a cue is spoken to.
    """
    doc = parse.doc
    source = _filled(doc, link.source, link.cue | link.content)
    if any(doc[i].dep_ == "nsubjpass" and doc[i].head.i in link.cue for i in source):
        source = frozenset()
    cue = set(link.cue)
    while len(cue) > 1 and max(cue) in parse.names and max(cue) != link.anchor:
        cue.discard(max(cue))
    content = _filled(doc, link.content, link.cue | source)
    content = _without_next_act(parse, content, doc[link.anchor])
    content = _closed(doc, content, cues | source)
    content = _without_scraps(parse, content, link)
    return replace(link, source=source, cue=frozenset(cue), content=content)


def _without_next_act(parse: Parse, content: frozenset[int], cue: Token) -> frozenset[int]:
    """A content that is a noun without what its speaker does next: "blamed X *and paid them*"."""
    following = [
        verb
        for verb in grammar.children(cue, "conj")
        if verb.tag_ == cue.tag_ and not grammar.children(verb, *grammar.SUBJECTS)
    ]
    rest = content - subtrees(following)
    if rest == content or not rest or _is_clause(tops(parse.doc, rest)):
        return content
    return content if content & parse.quoted else rest


def _filled(doc: Doc, span: frozenset[int], taken: frozenset[int]) -> frozenset[int]:
    """Words, and the nouns that articles and adjectives among them stand before."""
    found = set(span)
    for token in tops(doc, span):
        ahead = set(range(token.i + 1, token.head.i + 1))
        if token.dep_ in _BEFORE_NOUNS and ahead.isdisjoint(taken):
            found |= ahead
    return frozenset(found)


def _closed(doc: Doc, content: frozenset[int], taken: Set[int]) -> frozenset[int]:
    """A content without holes (words inside it that no source or cue takes) or torn edges.

    At its end, a conjunction belongs to what follows, and "n't" to the word it hangs on.
    """
    found = set(content)
    for before, after in pairwise(sorted(content)):
        hole = set(range(before + 1, after))
        if hole.isdisjoint(taken):
            found |= hole
    behind = max(found, default=-1) + 1
    if 0 < behind < len(doc) and doc[behind].dep_ == "neg" and not doc[behind - 1].whitespace_:
        found.add(behind)
    while len(found) > 1 and doc[max(found)].dep_ in _BETWEEN:
        found.discard(max(found))
    return frozenset(found)


def _without_scraps(parse: Parse, content: frozenset[int], link: Link) -> frozenset[int]:
    """A content without scraps of other sentences, nor the "But" that its sentence begins with.

    What is said lies in the sentence of its cue, or in quote marks.
    """
    doc = parse.doc
    sentence = doc[link.anchor].sent
    own = {i for i in content if sentence.start <= i < sentence.end}
    kept = own | (content & parse.quoted)
    first = min(kept, default=-1)
    if (
        first >= 0
        and doc[first].dep_ == "cc"
        and doc[first].is_sent_start
        and first not in parse.quoted
    ):
        kept.discard(first)
    return frozenset(kept) if own and kept else content


def _cue(anchor: Token) -> Cue | None:
    """What the tables know of a cue word: its first sense that takes a clause, or any."""
    if anchor.pos_ == "ADV":
        return next(iter(adverb_cues().get(anchor.lower_, ())), None)
    table = _TABLES.get(anchor.pos_)
    cues = table().get(anchor.lemma_.lower(), ()) if table is not None else ()
    return next((c for c in cues if "clause" in c.frames), next(iter(cues), None))


def _head(doc: Doc, source: frozenset[int]) -> Token | None:
    """The word that a source phrase is about."""
    heads = tops(doc, source)
    nominal = [h for h in heads if h.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")]
    return next(iter(nominal or heads), None)
