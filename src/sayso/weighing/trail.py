"""Telling -> the telling that it goes back to, step by step.

Comes in: the tellings of a ledger, its copies and credits. Goes out: for a telling the earliest
telling behind it, and the steps between. Each step can be checked: it names the text that it leads
to, and what says that it does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from sayso.weighing.copies import Copy, Credited
from sayso.weighing.names import Names
from sayso.weighing.notes import Notes
from sayso.weighing.passages import Passage
from sayso.weighing.tellings import Link, Telling
from sayso.weighing.terms import sense, terms
from sayso.weighing.texts import About

How = Literal["copied", "credited", "told", "cited"]
"""What leads back.

- ``copied``: the words stand in an earlier text;
- ``credited``: the text credits an agency whose own text isn't there;
- ``told``: the sentence tells what a voice says;
- ``cited``: the voice is an outlet, whose own text is there.
"""

# A telling is a copy's if so much of its words stands in a passage.
_COPIED = 0.5

# A sentence tells what a voice says if the voice, its verb and what it says are so much of it.
_TOLD = 0.4

# An outlet that is cited said it on the same day or so many days before,
_CITED_WITHIN = timedelta(days=7)
# among so many of its tellings of a day, or a few more,
_AT_MOST = 200
# in words of which it shares so much of the senses.
_ALIKE = 0.5

# "X ordered Y to go": what is wanted is nobody's report.
_NO_REPORT = frozenset({"wants"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step back: to a text, and there to a voice where one is named.

    ``claim`` is the telling that it leads to, None where the text has none for these words.
    ``basis`` says what tells so: the ``credit``, ``day`` or ``name`` by which a copy's source is
    known, or ``habit`` (its outlet takes from others where the other's gives) or ``outlet`` (nobody
    knows whose the one outlet is); the words of a credit; the verb of saying.
    """

    how: How
    document: str
    name: str | None
    basis: str | None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """A text that another has words from."""

    about: About
    passages: tuple[Passage, ...]
    basis: str


class Trail:
    """Follows tellings back.

    Args:
        told: the tellings of a ledger.
        copied: the copies among its documents.
        credited: whom they credit.
        names: tells outlets by name.
        notes: notes what is looked up: ``documents``, and ``days`` of outlets.
    """

    def __init__(
        self,
        told: Sequence[Telling],
        copied: Iterable[Copy],
        credited: Iterable[Credited],
        names: Names,
        notes: Notes | None = None,
    ) -> None:
        self._names, self._notes = names, notes or Notes()
        self._of: dict[str, list[Telling]] = {}
        for document, held in groupby(told, key=lambda one: one.document):
            self._of.setdefault(document, []).extend(held)
        self._looked: dict[str, tuple[list[Telling], list[int], int]] = {}
        self._sources: dict[str, list[_Source]] = {}
        self._open: dict[str, list[_Source]] = {}
        self._link(list(copied))
        self._credits = self._credited(credited)
        self._days: dict[str, dict[date, list[Telling]]] = {}
        self._by_sense: dict[tuple[str, date], dict[str, list[int]]] = {}
        outlets = {name: names.outlet(name) for name in {one.publisher for one in told}}
        for one in told:
            outlet = outlets[one.publisher]
            if outlet is not None and one.published is not None:
                self._days.setdefault(outlet, {}).setdefault(one.published, []).append(one)

    def back(self, telling: Telling) -> tuple[Telling, tuple[Step, ...]]:
        """The earliest telling behind a telling, and the steps to it."""
        steps: list[Step] = []
        seen = {f"{telling.document}:{telling.claim}:{len(telling.chain)}"}
        current = telling
        while True:
            self._notes.note("documents", current.document)
            found = self._copied(current) or self._told(current) or self._cited(current)
            if found is None:
                break
            following, step = found
            key = f"{following.document}:{following.claim}:{len(following.chain)}"
            if key in seen:
                break
            seen.add(key)
            steps.append(step)
            current = following
        agency = self._agency(current)
        if agency is not None:
            current, step = agency
            steps.append(step)
        return current, tuple(steps)

    def of_document(self, document: str) -> tuple[object, ...]:
        """What is known of a document besides its claims: whose words it has, whom it credits."""
        held = self._sources.get(document), self._open.get(document), self._credits.get(document)
        return held if any(held) else ()

    def of_day(self, outlet_and_day: str) -> Sequence[Telling]:
        """What an outlet told on a day, by what was noted for both."""
        outlet, _, day = outlet_and_day.rpartition(" ")
        return self._days.get(outlet, {}).get(date.fromisoformat(day), ())

    def undirected(self, telling: Telling) -> Telling | None:
        """The first of two texts that share a telling where nothing tells which had it first."""
        for source in self._open.get(telling.document, ()):
            span = _into(telling, source.passages)
            if span is not None and len(telling.chain) == 1:
                return _moved(telling, source.about, span)
        return None

    # Copies

    def _link(self, copied: Sequence[Copy]) -> None:
        given: Counter[str] = Counter()
        taken: Counter[str] = Counter()
        for one in copied:
            if one.known_by is not None and one.relation == "copy":
                given[one.first.publisher or ""] += 1
                taken[one.second.publisher or ""] += 1
        for one in copied:
            if one.first.document_id == one.second.document_id or one.relation == "siblings":
                continue
            taker, source = one.second, _Source(one.first, one.passages, one.known_by or "habit")
            if one.known_by is None:
                hidden = [self._names.is_hidden(it.publisher) for it in (one.first, one.second)]
                basis: Literal["habit", "outlet"] = "habit"
                way = _habit(one, given, taken)
                if hidden[0] != hidden[1]:
                    way, basis = (-1 if hidden[0] else 1), "outlet"
                if way is None:
                    self._open.setdefault(taker.document_id, []).append(source)
                    continue
                source = replace(source, basis=basis)
                if way < 0:
                    turned = tuple(it.turned() for it in one.passages)
                    taker, source = one.first, _Source(one.second, turned, basis)
            self._sources.setdefault(taker.document_id, []).append(source)

    def _copied(self, telling: Telling) -> tuple[Telling, Step] | None:
        """The same words in the text that they were taken from."""
        for source in self._sources.get(telling.document, ()):
            span = _into(telling, source.passages)
            if span is None:
                continue
            document, name = source.about.document_id, source.about.publisher
            original = self._original(telling, document, span)
            found = original or _moved(telling, source.about, span)
            claim = original.claim if original else None
            return found, Step("copied", document, name, source.basis, claim)
        return None

    def _original(self, telling: Telling, document: str, span: tuple[int, int]) -> Telling | None:
        """The telling of a text that has these characters; of several the most like it."""
        start, end = span
        near = [
            ((shared / (max(end, one.end) - min(start, one.start))), one)
            for one in self._near(document, start, end)
            if (shared := min(end, one.end) - max(start, one.start)) > 0
        ]
        best = max((share for share, _ in near), default=0.0)
        if best < _COPIED:
            return None
        alike = [one for share, one in near if share >= best - 0.05]
        same = [one for one in alike if len(one.chain) == len(telling.chain)]
        return (same or alike)[0]

    # Voices within

    def _told(self, telling: Telling) -> tuple[Telling, Step] | None:
        """What a voice says whom the sentence reports."""
        depth = len(telling.chain)
        heard: dict[tuple[str | None, str | None], list[Telling]] = {}
        for one in self._near(telling.document, telling.start, telling.end):
            if len(one.chain) <= depth or not _begins(one.chain, telling.chain):
                continue
            link = one.chain[depth]
            overlaps = one.start < telling.end and one.end > telling.start
            if overlaps and link.stance not in _NO_REPORT and _stands(link, telling.text):
                heard.setdefault((link.mention, link.cue), []).append(one)
        best: tuple[int, Telling] | None = None
        for (mention, cue), held in heard.items():
            said = _covered(telling, held) + len(mention or "") + len(cue or "")
            if said >= _TOLD * (telling.end - telling.start) and (best is None or said > best[0]):
                least = min(len(one.chain) for one in held)
                outer = [one for one in held if len(one.chain) == least]
                best = said, max(outer, key=lambda one: _covered(telling, [one]))
        if best is None:
            return self._sourced(telling)
        inner = best[1]
        link = inner.chain[depth]
        return inner, Step("told", inner.document, link.name, link.cue, inner.claim)

    def _sourced(self, telling: Telling) -> tuple[Telling, Step] | None:
        """The outlet from which a sentence says it has what it tells."""
        if len(telling.chain) > 1:
            return None
        for outlet, words in self._names.sources(telling.text):
            if outlet != self._names.outlet(telling.publisher):
                chain = (*telling.chain, Link("organization", outlet, cue=words))
                found = replace(telling, chain=chain)
                return found, Step("told", telling.document, outlet, words, telling.claim)
        return None

    def _near(self, document: str, start: int, end: int) -> Iterator[Telling]:
        """The tellings of a document that may overlap these characters."""
        self._notes.note("documents", document)
        if document not in self._of:
            return
        looked = self._looked.get(document)
        if looked is None:
            held = sorted(self._of[document], key=lambda one: (one.start, -one.end))
            longest = max(one.end - one.start for one in held)
            looked = self._looked[document] = held, [one.start for one in held], longest
        held, starts, longest = looked
        for place in range(bisect_left(starts, start - longest), bisect_left(starts, end)):
            yield held[place]

    # Outlets that are cited or credited

    def _cited(self, telling: Telling) -> tuple[Telling, Step] | None:
        """What an outlet's own text says, where the voice is an outlet of the ledger."""
        if telling.published is None or telling.voice.kind == "author":
            return None
        outlet = self._names.outlet(telling.voice.name)
        if outlet is None or outlet == self._names.outlet(telling.publisher):
            return None
        days = [telling.published - timedelta(days=back) for back in range(_CITED_WITHIN.days + 1)]
        for day in days:
            self._notes.note("days", f"{outlet} {day}")
        if outlet not in self._days:
            return None
        senses = _senses(telling)
        best: tuple[float, Telling] | None = None
        for day in days:
            for one in self._saying(outlet, day, senses):
                likeness = _likeness(telling, senses, one)
                if likeness >= _ALIKE and (best is None or likeness > best[0]):
                    best = likeness, one
        if best is None:
            return None
        found = best[1]
        return found, Step("cited", found.document, outlet, telling.voice.cue, found.claim)

    def _saying(self, outlet: str, day: date, senses: frozenset[str]) -> Iterator[Telling]:
        """What an outlet told on a day with one of these senses that it told of least that day."""
        told = self._days[outlet].get(day, ())
        by_sense = self._by_sense.get((outlet, day))
        if by_sense is None:
            by_sense = self._by_sense[outlet, day] = {}
            for place, one in enumerate(told):
                for each in _senses(one):
                    by_sense.setdefault(each, []).append(place)
        rare = sorted((len(by_sense[each]), each) for each in senses if each in by_sense)
        places: set[int] = set()
        for _, each in rare:
            if places and len(places) + len(by_sense[each]) > _AT_MOST:
                break
            places.update(by_sense[each][:_AT_MOST])
        for place in sorted(places):
            yield told[place]

    def _credited(self, credited: Iterable[Credited]) -> Mapping[str, tuple[str, str]]:
        """The agency, and the words that credit it, of each text that is an agency's."""
        found: dict[str, tuple[str, str]] = {}
        for one in credited:
            document = one.about.document_id
            agency = self._names.outlet(one.credit.agency) or one.credit.agency
            there = {
                self._names.outlet(source.about.publisher)
                for source in self._sources.get(document, ())
            }
            own = self._names.outlet(one.about.publisher)
            if one.credit.form != "contributed" and agency != own and agency not in there:
                found.setdefault(document, (agency, one.credit.words))
        return found

    def _agency(self, telling: Telling) -> tuple[Telling, Step] | None:
        """The agency that a text in the writer's own voice is from, where its copy isn't there."""
        held = self._credits.get(telling.document)
        if held is None or len(telling.chain) > 1:
            return None
        agency, words = held
        link = Link("organization", agency)
        return (
            replace(telling, chain=(*telling.chain, link)),
            Step("credited", telling.document, agency, words),
        )


def _habit(one: Copy, given: Counter[str], taken: Counter[str]) -> int | None:
    """Which of two outlets takes from others where the other gives: 1 if the second does."""
    shares = []
    for about in (one.first, one.second):
        name = about.publisher or ""
        whole = given[name] + taken[name]
        if not whole:
            return None
        shares.append(taken[name] / whole)
    if abs(shares[0] - shares[1]) <= 0.5:
        return None
    return 1 if shares[1] > shares[0] else -1


def _into(telling: Telling, passages: Iterable[Passage]) -> tuple[int, int] | None:
    """The characters of the source that a telling of the taker has."""
    for one in passages:
        shared = min(telling.end, one.second_end) - max(telling.start, one.second_start)
        if shared < _COPIED * (telling.end - telling.start):
            continue
        start, end = (_place(at, one) for at in (telling.start, telling.end))
        if end > start:
            return start, end
    return None


def _place(at: int, passage: Passage) -> int:
    """Where a character of the second text stands in the first."""
    place = passage.first_start
    for first, last, start, end in passage.runs:
        if at < start:
            return min(place, first)
        if at <= end:
            return first + at - start
        place = last
    return place


def _moved(telling: Telling, about: About, span: tuple[int, int]) -> Telling:
    """A telling as it would stand in the text that it was taken from."""
    return replace(
        telling,
        document=about.document_id,
        publisher=about.publisher,
        published=about.published,
        start=span[0],
        end=span[1],
    )


def _covered(telling: Telling, held: Sequence[Telling]) -> int:
    """Characters of a telling that are in others, which are in text order."""
    covered, at = 0, telling.start
    for one in held:
        start, end = max(at, one.start), min(telling.end, one.end)
        if end > start:
            covered, at = covered + end - start, end
    return covered


def _begins(chain: Sequence[Link], outer: Sequence[Link]) -> bool:
    """Whether a chain begins with the voices of another."""
    return all(
        (one.kind, one.name) == (other.kind, other.name)
        for one, other in zip(chain, outer, strict=False)
    )


def _stands(link: Link, text: str) -> bool:
    """Whether the voice and its verb are in the words."""
    if not link.mention or link.mention not in text:
        return False
    return not link.cue or link.cue in text


def _senses(telling: Telling) -> frozenset[str]:
    return frozenset(map(sense, terms(telling.text)))


def _likeness(telling: Telling, senses: frozenset[str], other: Telling) -> float:
    """How much two tellings have in common, from 0 to 1: the act and its parties, or the words."""
    if not senses or (telling.stance == "against") != (other.stance == "against"):
        return 0.0
    others = _senses(other)
    words = len(senses & others) / min(len(senses), len(others)) if others else 0.0
    if len(senses & others) < 2:
        words = 0.0
    if telling.type is not None and telling.type == other.type:
        ours, theirs = (
            ({who.side for who in it.actors}, {who.side for who in it.recipients})
            for it in (telling, other)
        )
        if ours[0] and ours == theirs:
            return max(words, (1 + words) / 2)
    return words
