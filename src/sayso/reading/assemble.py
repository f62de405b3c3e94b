"""A parse -> its Reading: the stages' findings made into claims, in text order.

Comes in: a parsed document. Goes out: its attributions and claims. Each claim is one proposition
under its chain of voices; the last voice also decides whether "will" is a plan of the speaker's
own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sayso.knowledge.auxiliary import auxiliary_modes
from sayso.knowledge.cues import PREPOSITIONS, noun_cues
from sayso.knowledge.plover import plover_types
from sayso.knowledge.word_classes import words
from sayso.reading import grammar, modes
from sayso.reading.answers import answers
from sayso.reading.attributions import find_attributions
from sayso.reading.chains import Chains
from sayso.reading.confidence import by_hand, features, learned
from sayso.reading.drafts import Draft, is_act
from sayso.reading.events import (
    carried_nouns,
    event_echoes,
    event_nouns,
    find_event,
    nouns_taken_up,
    verb_events,
)
from sayso.reading.fields import off_topic_sentences
from sayso.reading.findings import FIRST_PERSON, Finding, tops
from sayso.reading.genre import find_genre
from sayso.reading.hands import are_forces_of
from sayso.reading.history import is_history
from sayso.reading.mentions import Mention
from sayso.reading.mood import is_finite
from sayso.reading.parties import Parties
from sayso.reading.places import event_place
from sayso.reading.propositions import Proposition, find_clauses, propositions
from sayso.reading.recipients import names, parties_of
from sayso.reading.roles import speaks_for
from sayso.reading.salutations import fellows
from sayso.reading.same_events import Told, event_ids
from sayso.reading.signoffs import sign_offs
from sayso.reading.status import is_main, put, weighed
from sayso.reading.summed_up import doers_summed_up
from sayso.reading.timeline import Timeline
from sayso.reading.when import event_time
from sayso.reading.wording import find_evidence, find_loaded, with_learned
from sayso.records import Claim, Document, Event, ReaderInfo, Reading, Span, Status, Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.knowledge.predicates import Predicate
    from sayso.reading.heads import Fact, Heads, Seen
    from sayso.reading.parse import Parse

_Span = TypeVar("_Span", bound=Span)

_NAMING = frozenset({"accuses", "denies", "wants"})  # stances whose bare noun is what is said
_JUDGING = frozenset({"ACCUSE", "SUPPORT", "REJECT"})  # of acts, and so of those who did them
_WILLING = frozenset({"wants", "promises", "threatens"})
_LONGEST_TRIGGER = 5  # tokens; a longer one is shown by its first alone


def assemble(parse: Parse, info: ReaderInfo, heads: Heads | None = None) -> Reading:
    """Make the reading of a parsed document, with the learned heads if there are any."""
    return _Assembly(parse, heads.read(parse) if heads is not None else None).reading(info)


class _Assembly:
    """One document's reading in the making."""

    def __init__(self, parse: Parse, seen: Seen | None) -> None:
        self.parse = parse
        self.seen = seen
        self.facts: dict[int, Fact] = {}
        self.told: dict[int, Draft] = {}  # the events of verbs
        self.echoes: dict[int, Draft] = {}  # the events that nouns take up again
        self.standing: set[int] = set()  # the nouns that are claims of their own
        self.parties = Parties(parse)
        self.findings = find_attributions(parse, self.parties, seen)
        self.off_topic = off_topic_sentences(parse.doc)
        self.timeline = Timeline(parse)
        self.evidence = find_evidence(parse)
        listed = find_loaded(parse)
        self.loaded = with_learned(parse, listed, seen) if seen is not None else listed
        self.document = self.with_genre(parse.document, len(listed))
        orator = _orator(parse, self.document) if self.document.genre == "speech" else None
        self.chains = Chains(parse, self.parties, self.findings, orator)
        self.answers = list(answers(parse.doc, self.findings))

    def with_genre(self, document: Document, loaded: int) -> Document:
        """The document with the genre that its form and wording show, unless it came with one."""
        if document.genre != "unknown":
            return document
        genre, confidence = find_genre(self.parse, loaded)
        return document.model_copy(update={"genre": genre, "genre_confidence": confidence})

    def reading(self, info: ReaderInfo) -> Reading:
        """Put everything together."""
        found = self.propositions()
        if self.seen is not None:
            heads = [p.head for p in found if not self.is_said(p)]
            self.facts = dict(zip((h.i for h in heads), self.seen.facts(heads), strict=True))
        claims = [self.claim(p, f"c{number}") for number, p in enumerate(found, 1)]
        told = [
            Told(claim, claim.event, proposition.head)
            for claim, proposition in zip(claims, found, strict=True)
            if claim.event is not None
        ]
        ids = dict(zip((one.claim.id for one in told), event_ids(told), strict=True))
        return Reading(
            reader=info,
            document=self.document,
            attributions=tuple(self.chains.attributions()),
            claims=tuple(_with_event_id(claim, ids.get(claim.id)) for claim in claims),
        )

    def is_said(self, proposition: Proposition) -> bool:
        """Whether a proposition stands under any voice but the author's."""
        return any(not f.own for f in self.chains.over(proposition.head))

    def propositions(self) -> list[Proposition]:
        """Clauses, and the nouns that stand for themselves: events, and all that is said."""
        doc, resolve = self.parse.doc, self.chains.resolve
        voiced = [f for f in self.findings if not f.silent]
        clauses = find_clauses(doc, voiced)
        self.told = verb_events(clauses.found, resolve)
        carried = carried_nouns(doc, self.told)
        nouns = event_nouns(doc, resolve, self.off_topic, carried)
        known = {noun.i for noun in nouns}
        stated = self.stated_nouns({clause.head.i for clause in clauses.found})
        again = {n.i: n for n in (*self.denied_nouns(), *nouns_taken_up(doc))}
        denied = [n for n in again.values() if n.i not in known | carried]
        standing = propositions(clauses, nouns)
        self.echoes = event_echoes(standing, resolve, self.told, self.off_topic, denied)
        others = {n.i: n for n in (*(doc[i] for i in self.echoes), *stated) if n.i not in known}
        self.standing = known | others.keys()
        found = propositions(clauses, [*nouns, *others.values()])
        signed = sign_offs(self.parse)
        return [
            p for told in found if told.head.i not in signed for p in (told, *self.answered(told))
        ]

    def answered(self, told: Proposition) -> Iterator[Proposition]:
        """A proposition once more for each who answers it: "..., a charge Lima denies"."""
        for answer in self.answers:
            if answer.head.i in (told.head.i, told.top.i):
                yield replace(told, answer=answer.finding)

    def stated_nouns(self, heads: set[int]) -> list[Token]:
        """Nouns that are all that is said: "denied any role", "demanded an apology"."""
        return [
            top
            for finding in self.findings
            if not finding.silent
            and (finding.frame == "object" or finding.frame in PREPOSITIONS - {"as"})
            and finding.content.isdisjoint(heads)
            for top in tops(self.parse.doc, finding.content)
            if top.pos_ == "NOUN"
            and (finding.stance in _NAMING or is_act(top))
            # "dismissed the complaint" says nothing, "demanded an apology" does
            and (finding.stance == "wants" or top.lemma_.lower() not in noun_cues())
        ]

    def denied_nouns(self) -> list[Token]:
        """Nouns that somebody denies: "denied the killing", "there was no shelling"."""
        tops_of = [
            top
            for finding in self.findings
            if finding.stance == "denies" and finding.frame == "object" and not finding.silent
            for top in tops(self.parse.doc, finding.content)
        ]
        no = {t.head.i for t in self.parse.doc if t.dep_ == "det" and t.lower_ == "no"}
        negated = [self.parse.doc[i] for i in sorted(no)]
        return [t for t in (*tops_of, *negated) if t.pos_ == "NOUN"]

    def claim(self, proposition: Proposition, number: str) -> Claim:
        """One claim: its voices, how it is put, its event, what it cites, its loaded words."""
        head = proposition.head
        answer = proposition.answer
        if answer is None:
            over = [f for f in self.chains.over_claim(head) if not _is_aside(proposition, f)]
        else:
            over = [*self.chains.over_claim(answer.cue[0]), answer]
        off = bool(self.off_topic) and head.sent.start in self.off_topic
        draft = None
        if answer is None:  # what is answered has been told with its event
            draft = find_event(proposition, self.chains.resolve, self.told, self.echoes, off=off)
        kind = draft.predicate.type if draft is not None else None
        own_act = self.is_own_act(proposition, over, kind)
        trigger = draft.trigger if draft is not None else ()
        how = put(proposition, over, event_type=kind, own_act=own_act, trigger=trigger)
        fact = self.facts.get(head.i)
        if fact is not None:
            how = weighed(how, fact.value)
        span = self.parse.span(proposition.first, proposition.end)
        voices = [self.chains.voice(finding) for finding in over if not finding.own]
        if voices and how.status == "threatened" and voices[-1].stance in ("claims", "promises"):
            voices[-1] = voices[-1].model_copy(update={"stance": "threatens"})  # "warned it would"
        return Claim(
            id=number,
            start=span.start,
            end=span.end,
            text=span.text,
            sayso=(Voice(kind="author"), *voices),
            status=how.status,
            certainty=how.certainty,
            likelihood=how.likelihood,
            event=self.event(draft, proposition, over, how.status) if draft is not None else None,
            evidence=_within(self.evidence, span),
            loaded=_within(self.loaded, span),
            confidence=self.confidence(over, voices, has_event=draft is not None),
        )

    def confidence(
        self, over: Sequence[Finding], voices: Sequence[Voice], *, has_event: bool
    ) -> float:
        """How far to trust a claim: as calibrated, or by hand-set shares where no head helped."""
        if self.seen is None:
            return by_hand(voices, has_event=has_event)
        numbers = features(voices, [f for f in over if not f.own], has_event=has_event)
        return learned(self.seen.confidence_weights, numbers)

    def is_own_act(
        self, proposition: Proposition, over: Sequence[Finding], kind: str | None
    ) -> bool:
        """Whether the last voice is the one that acts: the speaker, or the speaker's government."""
        if proposition.head.pos_ not in ("VERB", "AUX"):
            return False
        actors = grammar.doers(proposition.head)
        if not actors:
            return False
        if actors[0].lower_ in FIRST_PERSON:
            return True
        sources = [f.source for f in over if f.source is not None and not f.own]
        if not sources:
            return False
        if kind is not None and speaks_for(sources[-1], actors[0]):
            return True
        source, actor = self.chains.resolve(sources[-1]), self.chains.resolve(actors[0])
        if source is None or actor is None:
            return False
        if are_forces_of(actors[0], source, self.chains.resolve):
            return True
        same_country = source.country is not None and source.country == actor.country
        in_power = actor.sector in (None, "GOV", "MIL")
        one_body = source.sector in (None, "GOV", actor.sector)
        return source.name == actor.name or (same_country and in_power and one_body)

    def taken_up(self, draft: Draft, actors: Sequence[Token]) -> list[Token]:
        """Who did what somebody blames or praises by its noun: "condemned *the bombing*"."""
        if draft.predicate.type not in _JUDGING:
            return []
        told = [self.echoes.get(o.i) for o in grammar.undergoers(draft.trigger[0])]
        found = [t for echo in told if echo is not None for t in echo.actors]
        found = found or doers_summed_up(draft, self.told, self.chains.resolve)
        return self.others(found, actors)

    def asker(self, draft: Draft, over: Sequence[Finding], actors: Sequence[Token]) -> list[Token]:
        """Who gets the help that is asked for: "Haiti asked them to send trainers"."""
        verbal = draft.trigger[0].pos_ in grammar.VERBS
        if draft.predicate.type != "AID" or not verbal or not over or over[-1].stance != "wants":
            return []
        source, cue = over[-1].source, over[-1].cue
        asked = any(token.lemma_ in words("verb of begging") for token in cue)
        mention = self.chains.resolve(source) if source is not None and asked else None
        state = mention is not None and (mention.kind == "country" or mention.sector == "GOV")
        return self.others([source], actors) if source is not None and state else []

    def others(self, tokens: Sequence[Token], actors: Sequence[Token]) -> list[Token]:
        """Those of some parties that are known, and of another country than who acts."""
        resolve = self.chains.resolve
        own = {(m.name, m.country) for t in actors if (m := resolve(t)) is not None}
        return [
            t
            for t in tokens
            if names(t, resolve)
            and (m := resolve(t)) is not None
            and (m.name, m.country) not in own
        ]

    def event(
        self, draft: Draft, proposition: Proposition, over: Sequence[Finding], status: Status
    ) -> Event:
        """The record of an event: its type, who, to whom, when, where."""
        row = draft.predicate
        kind = plover_types()[row.type]
        actors, recipients = parties_of(draft, self.parties, self.chains.resolve)
        recipients = recipients or self.taken_up(draft, actors) or self.asker(draft, over, actors)
        speaker = self.chains.speaker
        acting = tuple(self.parties.party(token, speaker(token)) for token in actors)
        mode = modes.mode(draft, acting)
        when = event_time(self.timeline, proposition, draft.trigger)
        others = [t for t in draft.trigger if t.i in self.standing and t != proposition.head]
        return Event(
            type=row.type,
            mode=mode,
            contexts=modes.contexts(draft, proposition),
            trigger=self.trigger(
                [t for t in draft.trigger if t not in (*actors, *recipients, *others)]
                or draft.trigger,
                row,
            ),
            actors=acting,
            recipients=tuple(self.parties.party(token, speaker(token)) for token in recipients),
            when=when,
            where=event_place(self.parse, proposition.head, draft),
            auxiliary=auxiliary_modes(status, is_history(self.timeline, proposition, when)),
            quad=kind.quad,
            score=kind.score_of(mode),
        )

    def trigger(self, tokens: Sequence[Token], row: Predicate) -> Span:
        """From the first word of the trigger to the last, if they stand close together.

        If not, the word alone that heads the act: for a light verb, its noun.
        """
        numbers = [token.i for token in tokens]
        first, end = min(numbers), max(numbers) + 1
        if end - first > _LONGEST_TRIGGER:
            first = numbers[-1] if row.pos == "noun" else numbers[0]
            end = first + 1
        return self.parse.span(first, end)


def _with_event_id(claim: Claim, event_id: str | None) -> Claim:
    if claim.event is None:
        return claim
    event = claim.event.model_copy(update={"event_id": event_id})
    return claim.model_copy(update={"event": event})


def _orator(parse: Parse, document: Document) -> Mention:
    """Who speaks in a speech: a political actor, even where nothing says whose.

    "My fellow Namibians" says so, where all who are addressed are of one people.
    """
    country = fellows(parse)
    return Mention(
        head=-1,
        sentence=-1,
        shape="plural",
        subject=True,
        kind="author",
        name=document.author or "author",
        country=country,
        sector=None,
        code=country,
        resolved="gazetteer" if country else None,
        political=True,
    )


def _is_aside(proposition: Proposition, finding: Finding) -> bool:
    """Whether a relative clause inside a demand, a promise or a threat is the reporter's own.

    "He ordered plans for seizing the region, which belongs to Guyana": nobody ordered that. So it
    is with what is added to hearsay: "is said to have fled to Chad, which has jailed him".
    """
    top = proposition.top
    if proposition.nominal and finding.negated and finding.stance == "accuses":
        return finding.frame == "object"  # "did not condemn the raid": there was one
    while top.dep_ in ("advcl", "xcomp", "conj", "acl") and top.i not in finding.cue_tokens:
        top = top.head  # "..., which broke down *after he failed to attend*"
    if _sums_up(top) and not finding.quoted and finding.at < top.i:
        return True  # "said that they wanted talks, a demand that Lima has rejected"
    hidden = finding.frame.endswith("_infinitive") and finding.source is None
    hidden |= finding.stance == "denies" or finding.frame == "of"
    added = top.left_edge.i > 0 and top.left_edge.nbor(-1).text == ","
    return (
        (finding.stance in _WILLING or (hidden and added))
        and top.dep_ == "relcl"
        and is_finite(top)
        and not finding.quoted
        and not is_main(proposition, finding)
    )


def _sums_up(clause: Token) -> bool:
    """Whether a relative clause is about a noun that takes up what was said: "..., a step that"."""
    noun = clause.head
    if clause.dep_ != "relcl" or noun.dep_ not in ("npadvmod", "appos"):
        return False
    first = noun.doc[noun.left_edge.i]
    known = noun.lemma_.lower() in words("noun of a claim") | words("noun that sums up")
    return known and first.lower_ in ("a", "an") and grammar.follows(first, ",")


def _within(spans: Iterable[_Span], span: Span) -> tuple[_Span, ...]:
    return tuple(s for s in spans if span.start <= s.start and s.end <= span.end)
