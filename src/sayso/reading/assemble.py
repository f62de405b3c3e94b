"""The stages' findings -> one Reading: chains of voices, spans, ids, in text order.

A claim's chain holds every attribution whose content contains the claim's head, the widest first.
Its last voice also decides who "we" is and whether "will" is a plan of the speaker's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.knowledge.cues import PREPOSITIONS
from sayso.knowledge.plover import plover_types
from sayso.reading import events as ev
from sayso.reading import grammar
from sayso.reading.genre import find_genre
from sayso.reading.mentions import Mention, is_human
from sayso.reading.parties import Parties
from sayso.reading.places import event_place
from sayso.reading.propositions import Proposition, propositions
from sayso.reading.quoting import attach_quotations
from sayso.reading.quotes import quotations
from sayso.reading.status import put
from sayso.reading.times import find_times
from sayso.reading.turns import interview_turns
from sayso.reading.findings import Finding
from sayso.reading.tags import reporting_tags
from sayso.reading.voices import attributions_by_grammar
from sayso.reading.wording import find_evidence, find_loaded
from sayso.records import (
    Attribution,
    Claim,
    Evidence,
    Event,
    Quote,
    ReaderInfo,
    Reading,
    Span,
    Time,
    Voice,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse

# How often a frame of the rules is right: precision by construction on PolNeAR for the first four,
# an even guess where nothing was measured.
_FRAME_TRUST = {
    "clause": 0.85,
    "adjunct": 0.88,
    "quote": 0.9,
    "infinitive": 0.7,
    "object": 0.55,
    "noun": 0.65,
}
_OTHER_TRUST = 0.65
_OWN_TRUST = 0.85
_EVENT_TRUST = 0.8
_NAMING = frozenset({"accuses", "denies", "wants"})  # stances whose bare noun is what is said
_UTTERANCES = frozenset({"statement", "remark", "speech", "word", "comment", "address", "rhetoric"})
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "which", "what", "there", "here"})


def assemble(parse: Parse, info: ReaderInfo) -> Reading:
    """Make the reading of a parsed document."""
    return _Assembly(parse, info).reading()


class _Assembly:
    """One document's reading in the making."""

    def __init__(self, parse: Parse, info: ReaderInfo) -> None:
        self.parse = parse
        self.info = info
        self.parties = Parties(parse)
        found = [f for f in attributions_by_grammar(parse.doc) if f.content and self._speaks(f)]
        found = _with_tags(
            _without_echoes(found), [f for f in reporting_tags(parse.doc.sents) if self._speaks(f)]
        )
        found = attach_quotations(parse, found) + interview_turns(parse)
        self.findings = sorted(
            (f for f in found if f.content), key=lambda f: (f.at, -len(f.content))
        )
        self.quoted = {
            i
            for q in quotations(parse.document.text)
            for start, end in q.pieces
            for i in parse.tokens(start, end)
        }
        self.ids = {id(f): f"a{n}" for n, f in enumerate(self.findings, 1)}
        self.off = ev.off_topic_sentences(parse.doc)
        self.times = find_times(parse)
        self.evidence = find_evidence(parse)
        self.loaded = find_loaded(parse)

    # --- voices -------------------------------------------------------------------------------

    def _speaks(self, finding: Finding) -> bool:
        """Whether the source is something that can vouch: a party, a person, a document.

        "His remarks confirm that ..." and "this means that ..." leave the content with the writer.
        """
        source = finding.source
        if source is None:
            if finding.frame in ("adverb", "attributive", "noun", "quote") or not finding.cue:
                return True
            verb = finding.cue[-1] if finding.cue[-1].pos_ in ("VERB", "AUX") else finding.cue[0]
            if grammar.is_passive(verb):
                return finding.frame != "parataxis"
            return not grammar.children(verb, "csubj", "nsubj", "expl") and finding.speech
        if finding.frame in (*PREPOSITIONS, "object") and self._is_target(finding):
            return False
        if finding.own:
            return True
        if source.lower_ in _DEMONSTRATIVES:
            return False
        mention = self.parties.mention(source)
        if mention is None:
            return source.pos_ == "PRON" and source.lower_ not in (
                "it",
                "one",
                "something",
                "nothing",
                "anything",
            )
        if finding.stance == "shows":
            return (
                mention.kind == "document" and source.lemma_.lower() not in _UTTERANCES
            ) or mention.known
        if mention.kind == "document" or mention.known or mention.kind == "person":
            return True
        return (
            finding.speech
            or finding.frame in ("adjunct", "adjective", "noun")
            or mention.kind == "organization"
            or is_human(source)
        )

    def _is_target(self, finding: Finding) -> bool:
        """ "Threatens Armenia", "reveals his intentions": the object is no statement."""
        tops = [
            t
            for i in sorted(finding.content)
            if (t := self.parse.doc[i]).head.i not in finding.content
        ]
        if any(t.pos_ in ("VERB", "AUX") for t in tops) or not tops:
            return False
        if any(c.tag_ == "VBG" for t in tops for c in grammar.children(t, "acl")):
            return False  # "shows a boat ramming the skiff"
        if finding.stance == "shows" or (
            finding.stance == "threatens" and not any(map(ev.is_act, tops))
        ):
            return True
        return (
            finding.frame == "object"
            and not any(map(ev.is_act, tops))
            and all(
                t.pos_ in ("PROPN", "PRON")
                or ((m := self.parties.mention(t)) is not None and m.known)
                for t in tops
            )
        )

    def over(self, token: Token) -> list[Finding]:
        """The attributions over a token, outermost first."""
        holding = [f for f in self.findings if token.i in f.content]
        return sorted(holding, key=lambda f: (-len(f.content), f.at))

    def speaker(self, token: Token, inside: tuple[Finding, ...] = ()) -> Mention | None:
        """Whose words a token is: the innermost named voice over it (``inside``: voices already asked)."""
        for finding in reversed(self.over(token)):
            if finding.own or finding.source is None or any(f is finding for f in inside):
                continue
            if token.i in {t.i for t in finding.source.subtree}:
                continue
            return self.parties.mention(
                finding.source, self.speaker(finding.source, (*inside, finding))
            )
        return None

    def resolve(self, token: Token) -> Mention | None:
        """The actor behind a token, "we" and "he" included."""
        return self.parties.mention(token, self.speaker(token))

    def voice(self, finding: Finding) -> Voice:
        """The record of one voice."""
        cue = self._join(finding.cue)
        common = {
            "cue": cue,
            "stance": finding.stance,
            "quote": self._quote(finding),
            "attribution": self.ids[id(finding)],
        }
        if finding.source is None:
            return Voice(kind="unspecified", **common)  # type: ignore[arg-type]
        mention = self.resolve(finding.source)
        span = self._source(finding.source)
        if mention is None:
            kind = (
                "unnamed"
                if finding.source.pos_ == "PRON" and finding.source.lower_ not in ("he", "she")
                else "person"
            )
            return Voice(kind=kind, name=None, mention=span, **common)  # type: ignore[arg-type]
        return Voice(
            kind=mention.kind, name=mention.name, code=mention.code, mention=span, **common
        )  # type: ignore[arg-type]

    def _source(self, source: Token) -> Span:
        return self.parse.span(*self.parties.phrase(source))

    def _join(self, tokens: Sequence[Token]) -> Span | None:
        """One span over a cue's words; a cue in pieces is shown by its verb alone."""
        if not tokens:
            return None
        first, last = tokens[0].i, tokens[-1].i
        if last - first <= len(tokens) + 1:
            return self.parse.span(first, last + 1)
        verb = next((t for t in tokens if t.pos_ in ("VERB", "AUX", "NOUN")), tokens[0])
        return self.parse.span(verb.i, verb.i + 1)

    def _quote(self, finding: Finding) -> Quote:
        words = [i for i in finding.content if self.parse.doc[i].is_alpha]
        inside = sum(1 for i in words if i in self.quoted)
        return "indirect" if inside == 0 else "direct" if inside == len(words) else "mixed"

    def attributions(self) -> list[Attribution]:
        """The evidence layer, in text order."""
        found = []
        for finding in self.findings:
            parents = [
                f
                for f in self.findings
                if f is not finding
                and f.content > finding.content
                and (not finding.cue or finding.cue[0].i in f.content)
            ]
            parent = min(parents, key=lambda f: len(f.content), default=None)
            source = finding.source
            found.append(
                Attribution(
                    id=self.ids[id(finding)],
                    parent=self.ids[id(parent)] if parent is not None else None,
                    quote=self._quote(finding),
                    source=(self._source_phrase(source, finding),) if source is not None else (),
                    cue=tuple(self._pieces({t.i for t in finding.cue})),
                    content=tuple(self._pieces(finding.content)),
                )
            )
        return found

    def _source_phrase(self, source: Token, finding: Finding) -> Span:
        """The whole noun phrase of the source, apposition included, clauses left off."""
        own = {t.i for t in source.subtree} - finding.content - {t.i for t in finding.cue}
        for child in source.children:
            if child.dep_ in ("relcl", "acl", "advcl", "conj", "cc", "parataxis", "punct", "case"):
                own -= {t.i for t in child.subtree} if child.dep_ not in ("conj", "cc") else set()
        run = [source.i]
        while run[0] - 1 in own:
            run.insert(0, run[0] - 1)
        while run[-1] + 1 in own:
            run.append(run[-1] + 1)
        return self.parse.span(run[0], run[-1] + 1)

    def _pieces(self, tokens: set[int]) -> list[Span]:
        """Token sets as runs, blanks and edge punctuation dropped, small gaps of punctuation closed."""
        doc = self.parse.doc
        runs: list[list[int]] = []
        for i in sorted(tokens):
            if (
                runs
                and all(doc[k].is_punct or doc[k].is_space for k in range(runs[-1][-1] + 1, i))
                and i - runs[-1][-1] <= 4
            ):
                runs[-1].append(i)
            else:
                runs.append([i])
        spans = []
        for run in runs:
            while len(run) > 1 and (doc[run[0]].is_space or doc[run[0]].is_punct):
                run.pop(0)
            while len(run) > 1 and (doc[run[-1]].is_space or doc[run[-1]].is_punct):
                run.pop()
            if any(doc[i].is_alpha or doc[i].like_num for i in run):
                spans.append(self.parse.span(run[0], run[-1] + 1))
        if not spans and tokens:
            return [self.parse.span(min(tokens), min(tokens) + 1)]
        return spans

    # --- claims -------------------------------------------------------------------------------

    def propositions(self) -> list[Proposition]:
        """Clauses, and the event nouns that stand for themselves."""
        clauses = propositions(self.parse.doc, self.findings)
        carried = ev.carried_nouns(clauses, self.resolve)
        nouns = ev.event_nouns(self.parse.doc, self.resolve, self.off, carried)
        heads = {p.head.i for p in clauses}
        stated = [n for n in self._stated_nouns(heads) if n.i not in {m.i for m in nouns}]
        return propositions(self.parse.doc, self.findings, [*nouns, *stated])

    def _stated_nouns(self, heads: set[int]) -> list[Token]:
        """Nouns that are all that is said: "denied any role", "demanded an apology"."""
        found = []
        for finding in self.findings:
            if finding.frame not in PREPOSITIONS and finding.frame != "object":
                continue
            if finding.content & heads:
                continue
            tops = [
                t
                for i in sorted(finding.content)
                if (t := self.parse.doc[i]).head.i not in finding.content
            ]
            found += [
                t for t in tops if t.pos_ == "NOUN" and (finding.stance in _NAMING or ev.is_act(t))
            ]
        return found

    def reading(self) -> Reading:
        """Put everything together."""
        claims = [self.claim(p, f"c{n}") for n, p in enumerate(self.propositions(), 1)]
        genre, confidence = find_genre(self.parse, len(self.loaded))
        document = self.parse.document
        if document.genre == "unknown":
            document = document.model_copy(update={"genre": genre, "genre_confidence": confidence})
        return Reading(
            reader=self.info,
            document=document,
            attributions=tuple(self.attributions()),
            claims=tuple(claims),
        )

    def claim(self, proposition: Proposition, number: str) -> Claim:
        """One claim: its voices, how it is put, its event, what it cites, its loaded words."""
        head = proposition.head
        over = [f for f in self.over(head) if head.i not in {t.i for t in f.cue}]
        over = _distinct(over)
        draft = ev.find_event(proposition, self.resolve, off=head.sent.start in self.off)
        kind = draft.predicate.type if draft is not None else None
        how = put(proposition, over, event_type=kind, own_act=self._own_act(proposition, over))
        span = self.parse.span(proposition.first, proposition.end)
        voices = [self.voice(f) for f in over if not f.own]
        document = self.parse.document
        author = Voice(kind="author", name=document.author)
        return Claim(
            id=number,
            start=span.start,
            end=span.end,
            text=span.text,
            sayso=(author, *voices),
            status=how.status,
            certainty=how.certainty,
            likelihood=how.likelihood,
            event=self._event(draft, proposition) if draft is not None else None,
            evidence=tuple(self._within(self.evidence, span)),
            loaded=tuple(self._within(self.loaded, span)),
            confidence=self._confidence(over, voices, draft is not None),
        )

    def _within(self, spans: Sequence[Evidence] | Sequence[Span], span: Span) -> list:  # type: ignore[type-arg]
        return [s for s in spans if span.start <= s.start and s.end <= span.end]

    def _own_act(self, proposition: Proposition, over: list[Finding]) -> bool:
        """Whether the last voice is the one that acts."""
        actors = grammar.doers(proposition.head) if proposition.head.pos_ in ("VERB", "AUX") else []
        if not actors:
            return False
        if actors[0].lower_ in ("i", "we"):
            return True
        named = [f for f in over if not f.own and f.source is not None]
        if not named or named[-1].source is None:
            return False
        source, actor = self.resolve(named[-1].source), self.resolve(actors[0])
        if source is None or actor is None:
            return False
        same_country = source.country is not None and source.country == actor.country
        own_government = actor.sector in (None, "GOV", "MIL") and source.sector in (
            None,
            "GOV",
            actor.sector,
        )
        return source.name == actor.name or (same_country and own_government)

    def _event(self, draft: ev.Draft, proposition: Proposition) -> Event:
        row = draft.predicate
        kind = plover_types()[row.type]
        trigger = sorted(draft.trigger, key=lambda t: t.i)
        actors, recipients = ev.parties_of(draft, self.parties, self.resolve)
        return Event(
            type=row.type,
            mode=row.mode or None,
            contexts=row.contexts,
            trigger=self._trigger(trigger),
            actors=tuple(self.parties.party(t, self.speaker(t)) for t in actors),
            recipients=tuple(self.parties.party(t, self.speaker(t)) for t in recipients),
            when=self._when(proposition),
            where=event_place(self.parse, proposition.head, draft, self.parties),
            quad=kind.quad,
            score=kind.score,
        )

    def _trigger(self, tokens: list[Token]) -> Span:
        verb, noun = tokens[0], tokens[-1]
        if noun.i - verb.i <= 4:
            return self.parse.span(verb.i, noun.i + 1)
        return self.parse.span(verb.i, verb.i + 1)

    def _when(self, proposition: Proposition) -> Time | None:
        """The time expression in the clause that hangs on its verb, nearest first."""
        tops = {proposition.head.i, proposition.top.i, *(g.i for g in proposition.governors)}
        best: tuple[int, Time] | None = None
        for time in self.times:
            tokens = self.parse.tokens(time.start, time.end)
            root = self.parse.doc[tokens[0] : tokens[-1] + 1].root
            above = [a for a in root.ancestors if a.pos_ in ("VERB", "AUX") or a.i in tops]
            if above and above[0].i in tops:
                distance = abs(root.i - proposition.head.i)
                if best is None or distance < best[0]:
                    best = (distance, time)
        return best[1] if best is not None else None

    def _confidence(self, over: list[Finding], voices: list[Voice], has_event: bool) -> float:
        value = _OWN_TRUST
        for finding in over:
            value *= _FRAME_TRUST.get(finding.frame, _OTHER_TRUST) ** 0.5
        if any(v.name is None and v.kind != "unspecified" for v in voices):
            value *= 0.8
        return round(value * (_EVENT_TRUST**0.5 if has_event else 1.0), 2)


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """Drop a noun that only names what its verb does: "rejected the claim that", "proposed the idea of".

    The verb's source is the voice; the noun alone would add one that nobody named. A clause that a
    verb and a noun both claim ("denied in a message that") is the verb's.
    """
    verbs = [f for f in findings if f.cue and any(t.pos_ == "VERB" for t in f.cue)]
    kept = []
    for finding in findings:
        noun = finding.cue[0] if finding.frame == "noun" and finding.source is None else None
        if noun is not None and any(
            f is not finding
            and f.source is not None
            and (
                noun.head.i in {t.i for t in f.cue}
                and noun.i in f.content
                or f.content == finding.content
            )
            for f in verbs
        ):
            continue
        kept.append(finding)
    return kept


def _with_tags(findings: list[Finding], tags: list[Finding]) -> list[Finding]:
    """Closing tags take the place of what the tree made of the same cue."""
    cues = {t.cue[0].i for t in tags}
    return [f for f in findings if not any(t.i in cues for t in f.cue)] + tags


def _distinct(over: list[Finding]) -> list[Finding]:
    """Two findings with one source and one cue are one voice; the wider content wins."""
    found: list[Finding] = []
    for finding in over:
        same = any(
            f.source is not None
            and finding.source is not None
            and f.source.i == finding.source.i
            and set(f.cue) & set(finding.cue)
            for f in found
        )
        if not same:
            found.append(finding)
    return found
