"""Quotations that are signed: a line of somebody's words, a dash, and a name.

"“I'm ashamed.” ― Pamela Okoro, 54, a teacher", as letters, pull quotes and reactions are printed.
The parser reads the name into the sentence before it, so a signature is marked before the parse
and made one phrase after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.reading.findings import Finding

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from sayso.reading.parse import Parse

_SIGNED = re.compile(
    r"(?:[”\"»]|''|(?<=[.,!?…])[’'])[ \t\xa0]*\n{0,2}[ \t\xa0]*"
    r"(?P<signature>(?:[—–―]|--?)[ \t\xa0]*"
    r"(?P<name>(?:[Tt]he[ \t]+)?[A-Z][\w.’'-]*"
    r"(?:[ \t\xa0]+(?:[A-Z][\w.’'-]*|of|de|del|la|al|bin|van|von|der|the|and))*)"
    r"(?P<who>(?:,|[ \t]\()[^\n!?;:“”\"]{0,100})?)[ \t\xa0]*$",
    re.MULTILINE,
)
_LEAST = 5  # words that a signed quotation has


def mark_signatures(doc: Doc) -> None:
    """Let a sentence begin at the dash of each signature; to be called before the parse."""
    for signature in _found(doc):
        doc[signature.start].is_sent_start = True


def mend_signatures(doc: Doc) -> None:
    """Make one phrase of each signature, with the name as its head."""
    for signature in _found(doc):
        top = doc[_name_end(signature) - 1]
        for token in signature:
            token.head, token.dep_ = top, "punct" if token.is_punct else "compound"
            if not token.is_punct:
                token.pos_, token.tag_ = "PROPN", "NNP"
        top.dep_ = "ROOT"


def signed_quotations(parse: Parse) -> list[Finding]:
    """One attribution for each quotation that is signed, its signer as the source."""
    doc = parse.doc
    found: list[Finding] = []
    for signature in _found(doc):
        before = signature.start - 1
        while before >= 0 and doc[before].is_space:
            before -= 1
        for quotation in parse.quotations:
            content = {i for a, b in quotation.pieces for i in parse.tokens(a, b)}
            content = {i for i in content if not doc[i].is_space}
            words = sum(doc[i].is_alpha for i in content)
            if before - 1 in content and before not in content and words >= _LEAST:
                source = doc[_name_end(signature) - 1]
                found.append(
                    Finding(
                        (doc[signature.start],),
                        content,
                        "reports",
                        source,
                        frame="quote",
                        quoted=True,
                        speech=True,
                    )
                )
    return found


def with_signed(findings: Sequence[Finding], signed: Sequence[Finding]) -> list[Finding]:
    """The findings, and the signed quotations, which nobody else says who stands outside them."""
    kept: list[Finding] = []
    for finding in findings:
        for one in signed:
            if finding.cue and finding.cue_tokens <= one.content:
                continue
            finding.content -= one.content
            if finding.link is not None:
                left = finding.link.content - one.content
                finding.link = replace(finding.link, content=left) if left else None
        if finding.content and all(one.cue_tokens.isdisjoint(finding.cue_tokens) for one in signed):
            kept.append(finding)
    return [*kept, *signed]


def _found(doc: Doc) -> Iterator[Span]:
    """The signatures of a text, each with its dash."""
    text = doc.text
    if not any(dash in text for dash in "—–―-"):
        return
    for match in _SIGNED.finditer(text):
        signature = doc.char_span(*match.span("signature"), alignment_mode="contract")
        if signature is not None and len(signature) > 1:
            yield signature


def _name_end(signature: Span) -> int:
    """The token after the name of a signature."""
    ends = (t.i for t in signature if t.text in (",", "("))
    return next(ends, signature.end)
