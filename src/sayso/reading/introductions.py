"""A quotation behind a colon -> who speaks: whoever the words before the colon are about.

"Ambassador Lund put it this way: ...", "The rebels had this to say:" and, a paragraph below, their
words; "The answer of the ministry was short: ...". No verb of saying need be among them. Nobody's
name is no reason to take what stands in quote marks behind a colon for the author's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import noun_cues
from sayso.reading import grammar
from sayso.reading.findings import FIRST_PERSON, Finding
from sayso.reading.mentions import is_human

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from spacy.tokens import Token

    from sayso.reading.parse import Parse


def colon_before(parse: Parse, first: int) -> int | None:
    """The colon that introduces the quotation whose first word this is, also over a blank line."""
    doc = parse.doc
    for i in range(first - 1, -1, -1):
        if doc[i].text in (":", "):", "]:"):
            return i
        if not (doc[i].is_space or doc[i].is_quote or doc[i].text in ("'", "''", "``")):
            return None
    return None


def introduced(parse: Parse, first: int, quoted: Set[int]) -> Finding | None:
    """The attribution of the quotation whose first word this is, if a colon introduces it."""
    doc = parse.doc
    colon = colon_before(parse, first)
    if colon is None:
        return None
    before = [doc[i] for i in range(doc[colon].sent.start, colon) if i not in quoted]
    source = _about(before)
    own = source is not None and source.lower_ in FIRST_PERSON
    return Finding((), set(), "reports", source, own=own, frame="quote", speech=True)


def _about(before: Sequence[Token]) -> Token | None:
    """Whom the clause before a colon is about; whoever gave an answer, not the answer."""
    inside = {t.i for t in before}
    verb = next(
        (t for t in before if t.pos_ in grammar.VERBS and t.head.i not in inside - {t.i}), None
    )
    subjects = _doers(before, inside)
    if not subjects and verb is None:
        nouns = [t for t in before if t.pos_ in ("NOUN", "PROPN")]
        told = [t for t in nouns if t.lemma_.lower() in noun_cues()]
        tops = [t for t in nouns if t.dep_ == "ROOT" or t.head.i not in inside]
        people = [t for t in tops if t.pos_ == "PROPN" or is_human(t)]
        subjects = [*people, *told][:1]  # "Tomas Verrin in Belisk:", "From their statement:"
    if not subjects or subjects[0].dep_ == "expl":
        return None
    subject = subjects[0]
    if subject.lemma_.lower() in noun_cues():
        owners = [t for t in subject.subtree if t.dep_ == "poss" and t.head == subject]
        owners += [
            o
            for p in grammar.children(subject, "prep")
            if p.lower_ in ("of", "from", "by")
            for o in grammar.children(p, "pobj")
        ]
        return next(iter(owners), subject)
    return subject


def _doers(before: Sequence[Token], inside: Set[int]) -> list[Token]:
    """Who does what the last word is part of: "It grew so loud that *he* gave his answer"."""
    last = next((t for t in reversed(before) if t.is_alpha), None)
    above = [] if last is None else [last, *last.ancestors]
    for verb in above:
        if verb.pos_ not in grammar.VERBS or verb.i not in inside:
            continue
        found = grammar.agent(verb) if grammar.is_passive(verb) else grammar.subject(verb)
        doers = [t for t in found if t.i in inside and t.tag_ not in grammar.RELATIVES]
        if doers:
            return doers
    return []
