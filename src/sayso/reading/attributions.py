"""Parse -> every attribution in it: by grammar, tags, quote marks, turns and signatures.

Comes in: a parse and its parties. Goes out: findings in text order, wider contents first. Each way
of finding corrects the one before: a tag takes the place of what the tree made of its cue, and a
quotation widens the content of the cue that introduces it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.findings import Finding, subtrees, tops
from sayso.reading.headlines import headline_sources
from sayso.reading.joining import join
from sayso.reading.quoting import attach_inner_quotations, attach_quotations
from sayso.reading.signatures import signed_quotations, with_signed
from sayso.reading.tags import reporting_tags
from sayso.reading.turns import interview_turns
from sayso.reading.voices import attributions_by_grammar
from sayso.reading.vouching import can_speak, vouches

if TYPE_CHECKING:
    from sayso.reading.heads import Seen
    from sayso.reading.parse import Parse
    from sayso.reading.parties import Parties

_FINISHED = frozenset({",", ".", "?", "!", "…"})
_TAG = 15  # tokens from the end of a quotation to the verb of its tag
_STATEMENT = 5  # tokens that a quotation which says something has


def find_attributions(parse: Parse, parties: Parties, seen: Seen | None = None) -> list[Finding]:
    """All attributions of a document whose source can vouch for their content.

    ``seen`` is the document as the learned heads see it; without it grammar decides alone.
    """
    by_grammar = [
        finding
        for finding in attributions_by_grammar(parse.doc)
        if finding.content and vouches(parse, parties, finding)
    ]
    tags = [tag for tag in reporting_tags(parse.doc.sents) if vouches(parse, parties, tag)]
    found = _with_tags(_without_echoes(by_grammar), tags)
    turns = interview_turns(parse)
    held = {i for turn in turns for i in turn.content}
    headlines = headline_sources(parse, parties)
    turns += [line for line in headlines if held.isdisjoint(line.content)]
    signed = signed_quotations(parse)
    found = [*attach_quotations(parse, found, turns, signed), *turns]
    if seen is not None:
        found = join(parse, parties, found, seen)
        _share_quotations(parse, found)
    found = attach_inner_quotations(parse, with_signed(found, signed))
    _keep_inside_quotes(parse, found)
    _end_with_tags(parse, found)
    _end_with_names(parse, found)
    for finding in found:
        if finding.source is not None and not can_speak(parties, finding.source):
            finding.source = None  # better nobody than "fury" or "January"
    found = [f for f in found if _says_something(parse, f) and not _refuses_an_offer(parse, f)]
    return sorted(found, key=lambda f: (f.at, -len(f.content)))


def _share_quotations(parse: Parse, findings: Sequence[Finding]) -> None:
    """Give a quotation that grammar or the head alone hears from a speaker to both, whole.

    One that both leave out, or that the head hears from somebody else, too, stays as it is.
    """
    linked = [(f, f.link) for f in findings if f.link is not None]
    for quotation in parse.quotations:
        inside = {i for start, end in quotation.pieces for i in parse.tokens(start, end)}
        said = {i for i in inside if not parse.doc[i].is_space}
        if len(said) < _STATEMENT:
            continue
        for finding, own in linked:
            if own.cue & said or not said <= finding.content | own.content:
                continue
            others = (f for f in findings if f is not finding and f.cue_tokens.isdisjoint(said))
            if any(said & (o.content | o.shown_content) for o in others):
                continue
            finding.link = replace(own, content=own.content | said)
            finding.content |= said
            finding.quoted = True


def _keep_inside_quotes(parse: Parse, findings: Sequence[Finding]) -> None:
    """Whoever speaks inside a quotation says nothing outside it, whatever the tree makes of it."""
    for quotation in parse.quotations:
        inside = {i for start, end in quotation.pieces for i in parse.tokens(start, end)}
        for finding in findings:
            if finding.cue and finding.cue_tokens <= inside:
                finding.content &= inside


def _end_with_tags(parse: Parse, findings: Sequence[Finding]) -> None:
    """Leave to the author what goes on behind a tag: "“You winning?” she said, *and laughed*".

    So it is where a finished quotation is right before the tag.
    """
    doc = parse.doc
    for finding in findings:
        if not (finding.quoted and finding.cue):
            continue
        first, last = min(finding.cue_tokens), max(finding.cue_tokens)
        before = {i for i in finding.content & parse.quoted if i < first}
        end = max(before, default=-1)
        if end < first - _TAG or doc[end].text not in _FINISHED:
            continue
        joined = (c for cue in finding.cue for c in grammar.children(cue, "conj") if c.i > last)
        behind = subtrees(joined) - parse.quoted
        finding.content -= behind
        if finding.link is not None:
            finding.link = replace(finding.link, content=finding.link.content - behind)


def _end_with_names(parse: Parse, findings: Sequence[Finding]) -> None:
    """Leave to the author what a quoted name stands for: "what he called a “coup,” *a vote*".

    So it is where the name closes with a comma, and its explanation follows.
    """
    doc = parse.doc
    for finding in findings:
        held = [i for i in finding.content & parse.quoted if doc[i].is_alpha]
        what = any(doc[i].tag_ == "WP" for i in finding.content)
        if not (what and held) or finding.frame != "complement" or len(held) >= _STATEMENT:
            continue
        explained = (
            c for i in held for c in grammar.children(doc[i], "appos") if c.i not in parse.quoted
        )
        behind = subtrees(c for c in explained if any(t.text == "," for t in doc[max(held) : c.i]))
        finding.content -= behind
        if finding.link is not None:
            finding.link = replace(finding.link, content=finding.link.content - behind)


def _refuses_an_offer(parse: Parse, finding: Finding) -> bool:
    """Whether what is "denied" is no statement but something offered or asked for.

    "Rejected the accusation" says that it is not so; "rejected the ceasefire" says nothing of the
    kind, it is an act.
    """
    if finding.stance != "denies" or finding.frame != "object":
        return False
    return any(
        top.pos_ == "NOUN" and top.lemma_.lower() in words("noun of an offer")
        for top in tops(parse.doc, finding.content)
    )


def _says_something(parse: Parse, finding: Finding) -> bool:
    """Whether there is a word in the content."""
    return any(parse.doc[i].is_alpha or parse.doc[i].like_num for i in finding.content)


def _without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """Drop a noun that only names what its verb does: "rejected the claim that".

    The verb's source is the voice; the noun alone would add one that nobody named. A clause that a
    verb and a noun both claim ("denied in a message that") is the verb's.
    """
    verbs = [f for f in findings if f.source is not None and any(t.pos_ == "VERB" for t in f.cue)]
    return [
        finding
        for finding in findings
        if finding.frame != "noun"
        or finding.source is not None
        or not any(_echoes(finding, verb) for verb in verbs)
    ]


def _echoes(noun: Finding, verb: Finding) -> bool:
    word = noun.cue[0]
    under = word.head.i in verb.cue_tokens and word.i in verb.content
    return under or verb.content == noun.content


def _with_tags(findings: Sequence[Finding], tags: Sequence[Finding]) -> list[Finding]:
    """Closing tags take the place of what the tree made of the same cue."""
    cues = {tag.cue[0].i for tag in tags}
    return [*(f for f in findings if cues.isdisjoint(f.cue_tokens)), *tags]
