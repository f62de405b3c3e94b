"""Findings -> the chain of voices over each token, and the records of voices and attributions.

A chain holds every attribution whose content contains the token, the widest first. Its last voice
decides who "we" is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING

from sayso.knowledge.cues import PREPOSITIONS
from sayso.reading import grammar
from sayso.reading.findings import Finding, subtree, subtrees
from sayso.reading.mentions import Mention
from sayso.reading.pronouns import is_of_speaker, is_pronoun, is_speaker
from sayso.records import Attribution, Quote, Span, Voice, VoiceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse
    from sayso.reading.parties import Parties

_NAMELESS = ("PRON", "NUM", "DET", "ADJ")  # sources without a noun: "some", "four in five"
_GAP = 4  # tokens from one piece of a content to the next, if only punctuation stands between


class Chains:
    """The voices of one document, asked for by token.

    ``orator`` is who "we" is outside all quotations: the author of a speech, else nobody.
    """

    def __init__(
        self,
        parse: Parse,
        parties: Parties,
        findings: Sequence[Finding],
        orator: Mention | None = None,
    ) -> None:
        self._orator = orator
        self._parse = parse
        self._parties = parties
        self._findings = findings
        self._resolved: dict[int, Mention | None] = {}
        self._ids = {finding: f"a{number}" for number, finding in enumerate(findings, 1)}
        self._quoted = parse.quoted
        parties.heed(self)

    def over(self, token: Token) -> list[Finding]:
        """The attributions over a token, outermost first."""
        holding = [f for f in self._findings if token.i in f.content and not f.silent]
        return sorted(holding, key=lambda f: (-len(f.content), f.at))

    def over_claim(self, head: Token) -> list[Finding]:
        """The attributions over the head of a claim, each voice once.

        Two findings with one source and one cue are one voice; the wider content wins. So are the
        colon before a quotation and the tag behind it.
        """
        found: list[Finding] = []
        for finding in self.over(head):
            if head.i in finding.cue_tokens:
                continue
            again = any(
                _is_one_voice(finding, other) or self._is_tagged_again(finding, other)
                for other in found
            )
            if not again:
                found.append(finding)
        return found

    def _is_tagged_again(self, finding: Finding, other: Finding) -> bool:
        """Whether two cues around one quotation are one speaker's.

        So it is in 'He was blunt: "...", he said.' Who quotes himself has the second cue inside the
        first quotation.
        """
        direct = self._quote(finding) == self._quote(other) == "direct"
        if not direct or finding.source is None or other.source is None:
            return False
        if not self._quoted.isdisjoint(finding.cue_tokens | other.cue_tokens):
            return False
        one, two = self.resolve(finding.source), self.resolve(other.source)
        return one is not None and two is not None and one.name == two.name

    def speaker(self, token: Token, asked: tuple[Finding, ...] = ()) -> Mention | None:
        """Whose words a token is: the innermost named voice over it.

        Where the author speaks in the first person, too, others do so between quotation marks only:
        "They say *I* negotiated with them". ``asked``: the voices whose own speaker is being looked
        for, which can't be the answer.
        """
        for finding in reversed(self.over(token)):
            source = finding.source
            if source is None or finding.own or finding in asked or token.i in subtree(source):
                continue
            quoted = finding.quoted or token.i in self._quoted
            if not quoted and is_of_speaker(token) and self._has_own_voice:
                continue
            return self._parties.mention(source, self.speaker(source, (*asked, finding)))
        return self._orator

    @cached_property
    def _has_own_voice(self) -> bool:
        """Whether the author says "I" or "we" where nobody else speaks."""
        others = {i for f in self._findings if not (f.own or f.source is None) for i in f.content}
        others |= self._quoted
        return any(is_speaker(token) and token.i not in others for token in self._parse.doc)

    def addressee(self, token: Token) -> Mention | None:
        """To whom the quotation over a token is said: "told the envoy", "said to the envoy"."""
        for finding in reversed(self.over(token)):
            if not finding.quoted and token.i not in self._quoted:
                continue
            verb = next((t for t in finding.cue if t.pos_ == "VERB"), None)
            if verb is None:
                return None
            told = [*grammar.children(verb, "dobj", "dative"), *grammar.prepositional(verb, "to")]
            nouns = [t for t in told if t.i not in finding.content and t.pos_ != "PRON"]
            return self._parties.mention(nouns[0]) if len(nouns) == 1 else None
        return None

    def resolve(self, token: Token) -> Mention | None:
        """The actor behind a token, "we" and "he" included."""
        if token.i not in self._resolved:
            self._resolved[token.i] = self._parties.mention(token, self.speaker(token))
        return self._resolved[token.i]

    def voice(self, finding: Finding) -> Voice:
        """The record of one voice."""
        kind: VoiceKind = "unspecified"
        mention, span = None, None
        source = finding.source
        if source is not None:
            mention = self.resolve(source)
            span = self._parse.span(*self._parties.phrase(source))
            if mention is not None:
                kind = mention.kind
            elif source.pos_ in _NAMELESS and source.lower_ not in ("he", "she"):
                kind = "unnamed"
            else:
                kind = "person"
        undecided = (
            mention is not None
            and source is not None
            and mention.head == source.i
            and is_pronoun(source, personal=True)
        )
        name = mention.name if mention is not None and not undecided else None
        if (
            name is None
            and kind == "unnamed"
            and source is not None
            and not is_pronoun(source, personal=True)
        ):
            name = span.text if span is not None else None  # "some", "many"
        return Voice(
            kind=kind,
            name=name,
            code=mention.code if mention is not None else None,
            mention=span,
            cue=self._cue(finding.cue),
            stance=finding.stance,
            quote=self._quote(finding),
            attribution=self._ids[finding],
        )

    def attributions(self) -> list[Attribution]:
        """The evidence layer, in text order."""
        found = []
        for finding in self._findings:
            parent = self._parent(finding)
            source, cue, content = self._roles(finding)
            found.append(
                Attribution(
                    id=self._ids[finding],
                    parent=self._ids[parent] if parent is not None else None,
                    quote=self._quote(finding),
                    source=source,
                    cue=cue,
                    content=content,
                )
            )
        return found

    def _roles(self, finding: Finding) -> tuple[tuple[Span, ...], ...]:
        """Source, cue and content as spans, with the learned head's edges where it has any."""
        link = finding.link
        if link is not None:
            parts = (link.source, link.cue, link.content)
            source, cue, content = (tuple(self._pieces(part)) if part else () for part in parts)
            if not source and finding.source is not None:
                source = (self._source_phrase(finding.source, finding),)
            if content:
                return source, cue, content
        head = finding.source
        return (
            (self._source_phrase(head, finding),) if head is not None else (),
            tuple(self._pieces(_whole_cue(finding))),
            tuple(self._pieces(_without_preposition(finding))),
        )

    def _parent(self, finding: Finding) -> Finding | None:
        """The narrowest attribution whose content holds this one's content and cue.

        What the learned head found lies in nothing but what it found, too: it looks for outermost
        attributions.
        """
        parents = [
            f
            for f in self._findings
            if f is not finding
            and (finding.link is None or f.link is not None)
            and _holds(f.shown_content, finding)
            and not _holds_back(finding, f)
        ]
        return min(parents, key=lambda f: len(f.shown_content), default=None)

    def _cue(self, tokens: Sequence[Token]) -> Span | None:
        """One span over a cue's words; a cue in pieces is shown by its verb alone."""
        if not tokens:
            return None
        first, last = tokens[0].i, tokens[-1].i
        if last - first <= len(tokens) + 1:
            return self._parse.span(first, last + 1)
        verb = next((t for t in tokens if t.pos_ in ("VERB", "AUX", "NOUN")), tokens[0])
        return self._parse.span(verb.i, verb.i + 1)

    def _quote(self, finding: Finding) -> Quote:
        words = {i for i in finding.content if self._parse.doc[i].is_alpha}
        if words.isdisjoint(self._quoted):
            return "indirect"
        return "direct" if words <= self._quoted else "mixed"

    def _source_phrase(self, source: Token, finding: Finding) -> Span:
        """The whole noun phrase of the source, apposition included, clauses left off."""
        apart = grammar.children(source, "relcl", "acl", "advcl", "parataxis", "punct", "case")
        own = subtree(source) - finding.content - finding.cue_tokens - subtrees(apart)
        first = last = source.i
        while first - 1 in own:
            first -= 1
        while last + 1 in own:
            last += 1
        return self._parse.span(first, last + 1)

    def _pieces(self, tokens: Iterable[int]) -> list[Span]:
        """Tokens as runs: blanks and edge punctuation dropped, small gaps of punctuation closed."""
        doc = self._parse.doc

        def is_filler(i: int) -> bool:
            return doc[i].is_punct or doc[i].is_space

        runs: list[list[int]] = []
        for i in sorted(tokens):
            gap = range(runs[-1][-1] + 1, i) if runs else range(0)
            if runs and len(gap) < _GAP and all(map(is_filler, gap)):
                runs[-1].append(i)
            else:
                runs.append([i])
        spans = []
        for run in runs:
            while len(run) > 1 and is_filler(run[0]):
                run.pop(0)
            while len(run) > 1 and is_filler(run[-1]):
                run.pop()
            if any(doc[i].is_alpha or doc[i].like_num for i in run):
                spans.append(self._parse.span(run[0], run[-1] + 1))
        if not spans and runs:
            first = min(tokens)
            return [self._parse.span(first, first + 1)]
        return spans


def _without_preposition(finding: Finding) -> set[int]:
    """A content without the preposition of its cue: "blamed for" | "burning the mill"."""
    if finding.frame not in PREPOSITIONS:
        return finding.content
    own = (c for cue in finding.cue for c in grammar.children(cue, "prep"))
    return finding.content - {c.i for c in own if c.lower_ == finding.frame}


def _whole_cue(finding: Finding) -> set[int]:
    """A cue with the auxiliaries right before its verb: "*is* calling for"."""
    tokens = finding.cue_tokens
    verb = next((t for t in finding.cue if t.pos_ == "VERB"), None)
    for helper in reversed(grammar.children(verb, "aux", "auxpass") if verb is not None else []):
        if helper.i + 1 in tokens and helper.i not in finding.content:
            tokens.add(helper.i)
    return tokens


def _is_one_voice(finding: Finding, other: Finding) -> bool:
    """Whether two cues are one, or a verb and its object: "*repeated* a *claim* that"."""
    if finding.source is None or other.source is None or finding.source.i != other.source.i:
        return False
    shared = finding.cue_tokens & other.cue_tokens
    return bool(shared) or any(c.head.i in other.cue_tokens for c in finding.cue)


def _holds(content: Set[int], finding: Finding) -> bool:
    """Whether an attribution is made inside a content: its cue is, or most of what has no cue."""
    if finding.cue:
        return finding.cue[0].i in content
    return 2 * len(finding.content & content) > len(finding.content)


def _holds_back(outer: Finding, inner: Finding) -> bool:
    """Whether two attributions hold each other and the first is the wider."""
    return _holds(outer.shown_content, inner) and len(outer.content) > len(inner.shown_content)
