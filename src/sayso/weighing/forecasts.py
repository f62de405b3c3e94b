"""Forecasts: what voices foretold, by when, and what became of it.

Comes in: a snapshot of a ledger. Goes out: a :class:`Forecast` for each thing foretold by a voice,
however many texts tell it, with an outcome and the claims that it rests on. The idea in between: a
forecast is resolved by what is told later by others than whoever made it. Nothing is credited by
silence: *fulfilled* needs somebody who tells it; a day that a voice itself set, and that passes
without anybody telling that the thing came about, is *unfulfilled*; of what was to last, or not to
happen, silence tells nothing. What only sides of a conflict tell against each other is
*undecidable*. No verdict is passed on why a voice erred.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.knowledge.user_actors import UserActors
from sayso.labels import fold
from sayso.ledger.snapshot import Snapshot
from sayso.weighing.foretold import Foretold, Kind, Text, foretold, may_foretell, with_likelihoods
from sayso.weighing.horizons import Horizon
from sayso.weighing.news import Hit, News
from sayso.weighing.sides import Sides
from sayso.weighing.speakers import Speaker, Speakers
from sayso.weighing.tellings import Telling, tellings
from sayso.weighing.terms import sense

Outcome = Literal["open", "fulfilled", "unfulfilled", "undecidable"]
"""What became of a forecast by a day.

- ``open``: its horizon lies ahead, or its condition isn't known to be settled;
- ``fulfilled``: it came about, as somebody tells who is independent of whoever foretold it;
- ``unfulfilled``: its horizon passed without it, or somebody independent tells what rules it out;
- ``undecidable``: only sides of the matter tell, or nobody does where silence tells nothing.
"""

Basis = Literal["told", "ruled out", "silence", "ahead", "condition", "contested", "own side"]
"""What an outcome rests on.

- ``told``, ``ruled out``: later claims tell that it came about, or what rules it out;
- ``silence``: the horizon has passed and nobody tells of it;
- ``ahead``: the horizon has not passed; ``condition``: nor is its condition known to be settled;
- ``contested``: one side tells it and the other denies it;
- ``own side``: only the voice's own side tells it.
"""

OUTCOMES: tuple[Outcome, ...] = ("open", "fulfilled", "unfulfilled", "undecidable")

# Days after which a paper's own words that stand in another are no copy of its forecast.
_COPIED_WITHIN = 3

# Tellings of one forecast share so much of their senses.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Resolution:
    """A later claim that bears on a forecast.

    ``origin`` is whoever tells it; ``independent`` whether that is nobody of the forecast's side.
    ``against``: it tells that the thing didn't come about, or came to an end. ``likeness``, from 0
    to 1, is how much its words and parties are those of the forecast.
    """

    claim: str
    words: str
    published: date
    origin: str | None
    independent: bool
    against: bool
    likeness: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Something foretold by a voice, and what became of it.

    ``id`` is the claim that tells it first, ``claims`` are all that do, copies included, and
    ``documents`` their texts. ``words`` are the first claim's. ``negated``: that something won't
    come about; ``lasting``: that something goes on. ``settled`` is the day of the claim that
    settles it. ``resolved_by`` holds the later claims that bear on it, the most alike first.
    """

    id: str
    voice: Speaker
    kind: Kind
    words: str
    said: date
    horizon: Horizon
    likelihood: tuple[float, float] | None
    negated: bool
    lasting: bool
    condition: str | None
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    outcome: Outcome
    basis: Basis
    settled: date | None
    resolved_by: tuple[Resolution, ...]

    @property
    def came_about(self) -> bool | None:
        """Whether the forecast's event came about; None where that is not known."""
        return {"fulfilled": True, "unfulfilled": False}.get(self.outcome)


def forecasts(
    snapshot: Snapshot,
    *,
    as_of: date | None = None,
    actors: UserActors | None = None,
    controlled: Mapping[str, str] | None = None,
    reviewed: bool = False,
) -> list[Forecast]:
    """The forecasts of a ledger, by day and claim.

    Args:
        snapshot: the ledger as it is or was.
        as_of: what is published later isn't known; by default the last day of publication.
        actors: a user's.
        controlled: the side that owns an outlet, by the outlet's name: its words are that side's.
        reviewed: apply people's reviews first.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    told = [one for one in tellings(snapshot, reviewed=reviewed) if _known_by(one, as_of)]
    return among(
        told,
        texts(snapshot, {one.document for one in told if may_foretell(one)}),
        as_of=as_of,
        actors=actors,
        controlled=controlled,
    )


def among(
    told: Sequence[Telling],
    written: Mapping[str, Text],
    *,
    as_of: date | None = None,
    actors: UserActors | None = None,
    controlled: Mapping[str, str] | None = None,
) -> list[Forecast]:
    """The forecasts among tellings at hand.

    Args:
        told: the tellings, each document's together and in text order.
        written: the documents' texts, at least of those that foretell something.
        as_of: the day as of which they are resolved, as :func:`forecasts` takes it.
        actors: a user's.
        controlled: the side that owns an outlet, by the outlet's name.
    """
    days = [one.published for one in told if one.published is not None]
    if not days:
        return []
    last = as_of or max(days)
    sides = Sides(actors)
    found = with_likelihoods(list(foretold(told, written)), told)
    speakers = Speakers(told, written, sides, actors, controlled or {})
    news = News(told, {one.telling.claim for one in found}, sides, speakers, written)
    resolver = _Resolver(news, speakers, last)
    made = [resolver.forecast(group) for group in _grouped(found, speakers)]
    return sorted(made, key=lambda one: (one.said, one.id))


def chosen(
    made: Iterable[Forecast],
    *,
    voice: str | None = None,
    outcome: Collection[str] = (),
    about: str | None = None,
    since: date | None = None,
    until: date | None = None,
    stated: bool = False,
) -> list[Forecast]:
    """Those forecasts that pass all filters that are given.

    Args:
        made: forecasts.
        voice: the start of a word of the voice's name, or of its code.
        outcome: one of these outcomes.
        about: the start of a word of the forecast.
        since: made on this day or later.
        until: made on this day or earlier.
        stated: its words set a horizon.
    """
    return [
        one
        for one in made
        if (not voice or _begins(voice, one.voice.name, one.voice.code))
        and (not outcome or one.outcome in outcome)
        and (not about or _begins(about, one.words))
        and (since is None or one.said >= since)
        and (until is None or one.said <= until)
        and (not stated or one.horizon.stated)
    ]


def _begins(sought: str, *held: str | None) -> bool:
    """Whether a word of what is held begins like that, without case and accents."""
    pattern = re.compile(rf"\b{re.escape(fold(sought))}")
    return any(pattern.search(fold(text)) for text in held if text)


def texts(snapshot: Snapshot, documents: Collection[str]) -> dict[str, Text]:
    """The texts of documents, by id."""
    import pyarrow as pa

    wanted = pa.table({"document_id": pa.array(sorted(documents), pa.string())})
    with snapshot.connection() as connection:
        connection.register("wanted", wanted)
        rows = snapshot.asked(
            connection,
            "SELECT document_id, text, title, author FROM documents SEMI JOIN wanted "
            "USING (document_id) ORDER BY document_id",
        ).to_pylist()
    return {row["document_id"]: Text(row["text"], row["title"], row["author"]) for row in rows}


def _known_by(one: Telling, day: date | None) -> bool:
    return day is None or (one.published is not None and one.published <= day)


# Which tellings are of one forecast


def _grouped(found: Iterable[Foretold], speakers: Speakers) -> list[list[Foretold]]:
    """What is foretold, each forecast's tellings together, the earliest first.

    An earlier forecast that is told again ("had promised that") and that isn't there is left out:
    when it was made, and in which words, isn't known.
    """
    groups: dict[str, list[list[Foretold]]] = {}
    copied: dict[tuple[str, ...], list[Foretold]] = {}
    ordered = sorted(found, key=lambda one: (one.said, one.retold, one.telling.claim))
    for one in ordered:
        words = tuple(one.telling.text.casefold().split())
        original = copied.get(words) if len(one.telling.chain) == 1 else None
        if original and (one.said - original[0].said).days <= _COPIED_WITHIN:
            original.append(one)
            continue
        speaker = speakers.of(one.telling)
        near = groups.setdefault(speaker.group or speaker.name or "", [])
        fitting = [group for group in near if _is_same(one, group[0], speakers)]
        if fitting:
            max(fitting, key=lambda group: _shared(one, group[0])).append(one)
        elif not one.retold:
            near.append([one])
            if len(one.telling.chain) == 1:
                copied[words] = near[-1]
    return [group for near in groups.values() for group in near]


def _is_same(one: Foretold, first: Foretold, speakers: Speakers) -> bool:
    """Whether a telling is of a forecast of the same side that was told before."""
    if one.telling.claim == first.telling.claim:
        return False
    if not one.retold and speakers.of(one.telling).name != speakers.of(first.telling).name:
        return False
    if not one.retold and one.negated != first.negated:
        return False
    stated = one.horizon.stated and first.horizon.stated
    if stated and one.horizon.last != first.horizon.last and not _is_copy(one, first):
        return False
    if one.said > first.horizon.last and not one.retold:
        return False
    return _shared(one, first) >= _SAME


def _is_copy(one: Foretold, first: Foretold) -> bool:
    """The same words a few days later, in which "within two weeks" counts from the first."""
    return (
        one.event.split() == first.event.split()
        and one.horizon.words == first.horizon.words
        and (one.said - first.said).days <= _COPIED_WITHIN
    )


def _shared(one: Foretold, other: Foretold) -> float:
    """The share of the smaller one's senses that both have."""
    senses, others = (set(map(sense, it.terms)) for it in (one, other))
    smaller = min(len(senses), len(others))
    common = len(senses & others)
    if one.retold or other.retold:
        return common / smaller if smaller else 0.0
    return common / len(senses | others)


# What became of it


class _Resolver:
    """Finds what became of forecasts by a day."""

    def __init__(self, news: News, speakers: Speakers, last: date) -> None:
        self._news, self._speakers, self._last = news, speakers, last

    def forecast(self, group: Sequence[Foretold]) -> Forecast:
        first = group[0]
        speaker = self._speakers.of(first.telling)
        documents = tuple(dict.fromkeys(one.telling.document for one in group))
        # Who tells an old forecast again may tell in the same breath what came of it.
        own = frozenset(one.telling.document for one in group if not one.retold)
        found = self._found(first, speaker, own)
        outcome, basis, settled, bearing = self._outcome(first, found)
        likelihood = next((one.likelihood for one in group if one.likelihood), None)
        return Forecast(
            id=first.telling.claim,
            voice=speaker,
            kind=first.kind,
            words=first.telling.text,
            said=first.said,
            horizon=first.horizon,
            likelihood=likelihood,
            negated=first.negated,
            lasting=first.lasting,
            condition=first.condition,
            claims=tuple(one.telling.claim for one in group),
            documents=documents,
            outcome=outcome,
            basis=basis,
            settled=settled,
            resolved_by=bearing,
        )

    def _found(
        self, first: Foretold, speaker: Speaker, documents: frozenset[str]
    ) -> list[tuple[Hit, Resolution]]:
        subject = self._news.subject(first, speaker.side)
        hits = list(self._news.hits(subject, self._last))
        if first.lasting:
            ends = {hit.telling.claim: hit for hit in self._news.ends(subject, self._last)}
            hits = [hit for hit in hits if hit.telling.claim not in ends] + list(ends.values())
        found = []
        for hit in hits:
            telling = hit.telling
            if telling.document in documents or telling.published is None:
                continue
            origin = self._speakers.of(telling)
            independent = origin.group is not None and origin.group != speaker.group
            found.append(
                (
                    hit,
                    Resolution(
                        telling.claim,
                        telling.text,
                        telling.published,
                        origin.name,
                        independent,
                        hit.against,
                        round(hit.likeness, 3),
                    ),
                )
            )
        return sorted(found, key=lambda pair: (-pair[1].likeness, pair[1].published, pair[1].claim))

    def _outcome(
        self, first: Foretold, found: Sequence[tuple[Hit, Resolution]]
    ) -> tuple[Outcome, Basis, date | None, tuple[Resolution, ...]]:
        """The outcome, what it rests on, when it was settled, and the claims that bear on it."""
        told = [pair for pair in found if pair[0].inside and not pair[0].against]
        against = [pair for pair in found if pair[0].against]
        passed = first.horizon.last < self._last
        if first.negated:
            yes: Outcome = "unfulfilled"
            basis: Basis = "ruled out"
        else:
            yes, basis = "fulfilled", "told"
        if first.lasting and not first.negated:
            return self._of_lasting(first, told, against, passed=passed)
        bearing = tuple(one for _, one in (*told, *against))
        others = [pair for pair in told if pair[1].independent]
        if others and not self._is_contested(others, against):
            return yes, basis, min(one.published for _, one in others), bearing
        if others:
            return "undecidable", "contested", None, bearing
        if not passed:
            return "open", "ahead", None, bearing
        if told and not first.negated:
            return "undecidable", "own side", None, bearing
        denied = [pair[1] for pair in against if pair[1].independent]
        if first.negated:
            if denied:
                return "fulfilled", "told", min(one.published for one in denied), bearing
            return "undecidable", "silence", None, bearing
        if denied:
            return "unfulfilled", "ruled out", min(one.published for one in denied), bearing
        if first.condition is not None:
            return "open", "condition", None, bearing
        if first.horizon.stated:
            return "unfulfilled", "silence", None, bearing
        return "undecidable", "silence", None, bearing

    def _of_lasting(
        self,
        first: Foretold,
        told: Sequence[tuple[Hit, Resolution]],
        against: Sequence[tuple[Hit, Resolution]],
        *,
        passed: bool,
    ) -> tuple[Outcome, Basis, date | None, tuple[Resolution, ...]]:
        """Of what was to go on: an end rules it out; that it went on must be told after its day."""
        ended = [one for hit, one in against if one.independent and hit.inside]
        went_on = [
            one for _, one in told if one.independent and one.published >= first.horizon.last
        ]
        bearing = tuple(one for _, one in (*against, *told))
        if ended:
            return "unfulfilled", "ruled out", min(one.published for one in ended), bearing
        if went_on:
            return "fulfilled", "told", min(one.published for one in went_on), bearing
        if not passed:
            return "open", "ahead", None, bearing
        return "undecidable", "silence", None, bearing

    def _is_contested(
        self,
        told: Sequence[tuple[Hit, Resolution]],
        against: Sequence[tuple[Hit, Resolution]],
    ) -> bool:
        """Whether only states tell it, and another state denies it."""
        tellers = {self._speakers.of(hit.telling).state for hit, _ in told}
        deniers = {self._speakers.of(hit.telling).state for hit, _ in against}
        return None not in tellers and bool(deniers - tellers - {None})
