"""Tellings -> news: what is told as done or denied, ready to be held against what was foretold.

Comes in: the tellings of a ledger. Goes out: a :class:`News`, which for something foretold gives
the tellings that tell it, or deny it. The idea in between: an act is known again by its words, its
kind and its parties. Words are weighed by how rare they are in the ledger; the word for what comes
about (its *head*) has to be there, or a reader's event of the same kind; and whoever is known to do
it, or to have it done to them, must not be another. The thresholds are round figures.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.knowledge.plover import plover_types
from sayso.reading.calendar import value_bounds
from sayso.reading.times import resolve
from sayso.weighing import horizons
from sayso.weighing.foretold import Foretold, Text
from sayso.weighing.sides import Sides
from sayso.weighing.speakers import Speakers
from sayso.weighing.tellings import DONE, Telling, Who
from sayso.weighing.terms import possible_acts, sense, terms
from sayso.weighing.wording import Wordings, is_country

#: So much of the weight of a forecast's words has to stand in the telling that resolves it.
COVERED = 0.45

#: The same where the words don't say what comes about, but where ("will be in the valley").
COVERED_WITHOUT_HEAD = 0.7

#: The same where reader and forecast have one kind of event between known parties.
COVERED_BY_TYPE = 0.1

#: Days after a horizon in which news without a date of its own may still be of that day.
GRACE = 2

# The sense of "again": what comes about anew had ceased.
_AGAIN = "return"

# The word for what comes about weighs so much more than another.
_HEAD = 2

Key = tuple[str, str]
"""Where news is looked up: a kind of act with a side, or an empty word with a sense."""

_DENIED = "denied"
_THE_TWO = re.compile(
    r"\b(?:(?:one|either|both|each) of )?the two"
    r"(?: (?:countries|states|sides|governments|neighbours))?\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:we|i|our|ours|my)\b", re.IGNORECASE)

# The likeness of an act that comes up to a forecast by its kind alone.
_BY_KIND = 0.5

#: Days after a horizon in which a denial still says that it hasn't come about by then.
LATER = 30

#: Days after a horizon in which news of what came about by then is still looked for.
WATCHED = 90

# A near word is worth this part of the word itself.
_NEAR = 0.8

# Acts of words that speak of other acts: a call for a truce is no truce.
_ABOUT = frozenset({"ACCUSE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})

# What breaks a truce; and what an answer in kind, or with deeds, can be.
_BREACHES = frozenset({"ASSAULT"})
_DEEDS = "material conflict"

# Senses that end what is to last, or tell that it had ended.
_ENDING = frozenset({"end", "close", "lessen", "break", "leave", "return", "lose", "fail"})
_LOOKING_AHEAD = re.compile(r"\b(?:will|would|shall|is to|are to|was to|were to)\b", re.IGNORECASE)
_PART = re.compile(
    r"(?P<share>\d+(?:\.\d+)?) ?(?:percent|per cent|%) (?P<what>\w+)"
    r"|\b(?:nearly|almost|half|partly|not yet|not fully) (?P<not>\w+)",
    re.IGNORECASE,
)
_DEADLINE = re.compile(r"\b(?:by|until|till|before|within)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A telling as it is compared."""

    telling: Telling
    terms: frozenset[str]
    senses: frozenset[str]
    actor: frozenset[str]
    patient: frozenset[str]
    named: frozenset[str]
    first: date
    last: date
    dated: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A telling that tells of what was foretold.

    ``against``: that it didn't, or doesn't hold. ``inside``: it lies in the days of the forecast.
    ``likeness`` runs from 0 to 1.
    """

    telling: Telling
    likeness: float
    against: bool
    inside: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked for: a forecast in the form that news is compared with.

    ``weights`` are its terms with what each weighs, ``rest`` those that aren't its head;
    ``actor`` and ``patient`` the sides that do it, or have it done to them, as far as known.
    """

    one: Foretold
    weights: Mapping[str, float]
    rest: Mapping[str, float]
    actor: frozenset[str]
    patient: frozenset[str]
    by_kind: frozenset[str]


class News:
    """What is told as done or denied, by its words.

    Args:
        tellings: the tellings of a ledger, each document's together.
        foretold: claims that look ahead; they are no news.
        sides: finds the parties that words name.
    """

    def __init__(
        self,
        tellings: Sequence[Telling],
        foretold: Collection[str],
        sides: Sides,
        speakers: Speakers,
        texts: Mapping[str, Text],
    ) -> None:
        self._sides, self._speakers, self._texts = sides, speakers, texts
        self._wordings = Wordings(sides)
        wrappers = _wrappers(tellings)
        kept = [
            (one.published, number, one)
            for number, one in enumerate(tellings)
            if one.published is not None
            and one.claim not in wrappers
            and one.claim not in foretold
            and (one.status in DONE or one.status == "denied")
            and not _LOOKING_AHEAD.search(one.text)
        ]
        kept.sort(key=lambda row: row[:2])
        self._days = [day for day, _, _ in kept]
        self._news = [one for _, _, one in kept]
        self._told: dict[int, Told] = {}
        self._words: list[tuple[frozenset[str], frozenset[str]]] = []
        # Where the news stands that has a sense, or tells an act of a kind and a side.
        self._places: dict[Key, list[int]] = {}
        for place, one in enumerate(self._news):
            words, named = self._read(one.text)
            self._words.append((words, named))
            parties = _known((*one.actors, *one.recipients)) if one.type else frozenset()
            keys: set[Key] = {("", sense(word)) for word in words}
            keys |= {(one.type or "", side) for side in parties}
            if one.type is None and one.status == "denied":
                keys |= {(_DENIED, side) for side in named}
            for key in keys:
                self._places.setdefault(key, []).append(place)

    def weight(self, word: str) -> float:
        """How much a term says: the rarer its sense, the more."""
        return math.log(
            (len(self._news) + 1) / (len(self._places.get(("", sense(word)), ())) + 0.5)
        )

    def subject(self, one: Foretold, speaker: str | None) -> Subject:
        """A forecast in the form that news is compared with; ``speaker`` is its voice's side."""
        _, named = self._read(one.subject)
        actor = _known(one.telling.actors) or named
        own_act = _FIRST.search(one.subject) is not None or one.kind == "threat"
        if not actor and speaker is not None and own_act:
            actor = frozenset({speaker})
        patient = _known(one.telling.recipients)
        if _THE_TWO.search(one.event):
            actor = patient = self._two(one, speaker)
        own, _ = self._read(_THE_TWO.sub(" ", one.event))
        weights = {
            word: self.weight(word) * (_HEAD if sense(word) in one.head else 1)
            for word in sorted(own)
        }
        rest = {word: weight for word, weight in weights.items() if sense(word) not in one.head}
        return Subject(one, weights, rest, actor, patient, _by_kind(one))

    def _two(self, one: Foretold, speaker: str | None) -> frozenset[str]:
        """The two countries that "the two" are: those that its text names most, the speaker's not.

        None where it names one, or three as often.
        """
        text = self._texts[one.telling.document].text
        counted = Counter(
            found.side
            for found in self._sides.named(text)
            if found.kind == "party" and is_country(found.side) and found.side != speaker
        )
        most = sorted(counted, key=lambda side: (-counted[side], side))
        if len(most) < 2 or (len(most) > 2 and counted[most[1]] == counted[most[2]]):
            return frozenset()
        return frozenset(most[:2])

    def hits(self, subject: Subject, last: date) -> Iterator[Hit]:
        """The news about a forecast from the day it was made, up to a day."""
        one = subject.one
        senses = {*one.head, *((_AGAIN,) if one.again else ())}
        if not one.head:
            senses = _needed(subject.weights, COVERED_WITHOUT_HEAD)
        keys: set[Key] = {("", word) for word in senses}
        keys |= {
            (kind, side)
            for kind in (*one.acts, *subject.by_kind)
            for side in subject.actor | subject.patient
        }
        if subject.by_kind:
            keys |= {(_DENIED, side) for side in subject.actor}
        for telling, told in self._within(subject, keys, last):
            likeness = _likeness(subject, told)
            if not likeness:
                continue
            against = _is_against(subject, told)
            if against and told.first > one.horizon.last + timedelta(days=LATER):
                continue
            limit = one.horizon.last + timedelta(days=0 if told.dated else GRACE)
            yield Hit(telling, likeness, against, told.first <= limit)

    def ends(self, subject: Subject, last: date) -> Iterator[Hit]:
        """News by which something that was to last has ended."""
        keys: set[Key] = {("", word) for word in _needed(subject.rest, COVERED)}
        for telling, told in self._within(subject, keys, last):
            if telling.status not in DONE or not told.senses & _ENDING - subject.one.head:
                continue
            if _clash(subject.actor, told.actor):
                continue
            share = _share(subject.rest, told)
            if share >= COVERED and told.first <= subject.one.horizon.last:
                yield Hit(telling, share, against=True, inside=True)

    def _within(
        self, subject: Subject, keys: Collection[Key], last: date
    ) -> Iterator[tuple[Telling, Told]]:
        """The news under any of some keys that is of the days in which a forecast is watched."""
        one = subject.one
        until = min(last, _plus(one.horizon.last, WATCHED))
        first, end = bisect_left(self._days, one.said), bisect_right(self._days, until)
        places: set[int] = set()
        for key in keys:
            found = self._places.get(key, [])
            places.update(found[bisect_left(found, first) : bisect_left(found, end)])
        for place in sorted(places):
            telling = self._news[place]
            if telling.document == one.telling.document:
                continue
            told = self._at(place)
            if told.last > one.said or (told.last == one.said and told.dated):
                yield telling, told

    def _at(self, place: int) -> Told:
        told = self._told.get(place)
        if told is None:
            told = self._told[place] = self._make(place)
        return told

    def _make(self, place: int) -> Told:
        telling = self._news[place]
        words, named = self._words[place]
        first, last, dated = _days(telling)
        actor = _known(telling.actors)
        side = self._speakers.of(telling).side
        if side is not None and _FIRST.search(telling.text):
            named |= {side}
        return Told(
            telling,
            words,
            frozenset(map(sense, words)),
            actor,
            _known(telling.recipients),
            named,
            first,
            last,
            dated,
        )

    def _read(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """The terms of a text, countries among them by their codes; and the sides it names."""
        told = self._wordings.of(text)
        countries = {f"@{side}" for side in told.sides if is_country(side)}
        return told.terms | countries, frozenset(told.sides)


def _likeness(subject: Subject, told: Told) -> float:
    """How much a telling is one of the forecast's event, 0 where it isn't."""
    by_actor = bool(subject.actor & told.actor)
    if _clash(subject.actor, told.actor) or _clash(subject.patient, told.patient):
        return 0.0
    if _is_deed(subject, told, by_actor=by_actor):
        return _BY_KIND
    others = told.named - subject.actor - subject.patient
    if subject.actor and not told.actor and others and others == told.named:
        return 0.0  # it names others, and none of those who are meant
    party = by_actor or bool(subject.patient & told.patient)
    return max(
        _typed(subject, told, by_actor=by_actor) if party else 0.0,
        _worded(subject, told, party=party),
    )


def _typed(subject: Subject, told: Told, *, by_actor: bool) -> float:
    """The likeness of the reader's event to the forecast's, where a party is the same."""
    one, telling = subject.one, told.telling
    if telling.type is None or telling.type not in one.acts:
        return 0.0
    share = _share(subject.weights, told)
    # What comes about is told by the kind of the act; the other words say of what.
    rest = share if _is_headed(subject, told) else _share(subject.rest, told)
    whole = by_actor and bool(subject.patient & told.patient)
    mode = telling.mode is not None and telling.mode == one.telling.mode
    headed = _is_headed(subject, told) and share >= COVERED_BY_TYPE
    return min(1.0, (1 + share) / 2) if whole or mode or headed or rest >= COVERED else 0.0


def _worded(subject: Subject, told: Told, *, party: bool) -> float:
    """The likeness of the words."""
    one, telling = subject.one, told.telling
    spoken_of = telling.type in _ABOUT and telling.type not in one.acts
    if spoken_of and not one.head & _senses(telling.trigger or ""):
        return 0.0
    if one.points_back and not _is_backed(subject, told, party=party):
        return 0.0
    share = _share(subject.weights, told)
    if not one.head:
        enough = share >= COVERED_WITHOUT_HEAD and len(subject.weights) > 1
    else:
        enough = _is_headed(subject, told) and share >= COVERED and _has_more(subject, told)
    return share if enough else 0.0


def _is_deed(subject: Subject, told: Told, *, by_actor: bool) -> bool:
    """Whether an act comes up to a forecast by its kind, or such an act is denied."""
    telling = told.telling
    if telling.type is not None:
        return telling.type in subject.by_kind and by_actor and told.actor != told.patient
    if telling.status != "denied" or not subject.actor & told.named:
        return False
    return bool(subject.by_kind & possible_acts(telling.text))


def _is_headed(subject: Subject, told: Told) -> bool:
    """Whether a telling has the word for what comes about, or tells that it is so again."""
    if subject.one.head & told.senses:
        return True
    return subject.one.again and _AGAIN in told.senses and _share(subject.rest, told) >= COVERED


def _is_backed(subject: Subject, told: Told, *, party: bool) -> bool:
    """Whether a telling shares something of what a forecast's "it" points back to."""
    around = {sense(word) for word in subject.one.context} - subject.one.head
    return bool(around & told.senses) or (party and len(subject.weights) > 1)


def _has_more(subject: Subject, told: Told) -> bool:
    """Whether more than the head is shared, where there is more to share."""
    return not subject.rest or _share(subject.rest, told) > 0


def _needed(weights: Mapping[str, float], share: float) -> set[str]:
    """The senses of the heaviest terms, of which whatever has that share of the weight has one."""
    left = sum(weights.values())
    limit = share * left
    needed: set[str] = set()
    for word in sorted(weights, key=lambda word: (-weights[word], word)):
        if left < limit:
            break
        needed.add(sense(word))
        left -= weights[word]
    return needed


def _plus(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _share(weights: Mapping[str, float], told: Told) -> float:
    """How much of the weight of words a telling has, in these words or in near ones."""
    total = sum(weights.values())
    if not total:
        return 0.0
    there = sum(
        weight if word in told.terms else _NEAR * weight
        for word, weight in weights.items()
        if word in told.terms or sense(word) in told.senses
    )
    return there / total


def _senses(text: str) -> frozenset[str]:
    return frozenset(map(sense, terms(text)))


def _by_kind(one: Foretold) -> frozenset[str]:
    """The kinds of acts that come up to a forecast whatever their words.

    Who "will break the truce" does it by an attack, and who "will answer" by any act of conflict.
    """
    if "break" in one.head and "truce" in set(map(sense, one.terms | one.context)):
        return _BREACHES
    if "retaliate" in one.head:
        return frozenset(name for name, kind in plover_types().items() if kind.quad == _DEEDS)
    return frozenset()


def _known(parties: Iterable[Who]) -> frozenset[str]:
    return frozenset(side for one in parties if (side := one.side) is not None)


def _clash(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _is_against(subject: Subject, told: Told) -> bool:
    """Whether a telling says that it isn't so, or not wholly."""
    if told.telling.status == "denied":
        return True
    for match in _PART.finditer(told.telling.text):
        what = match["what"] or match["not"]
        if match["share"] and float(match["share"]) >= 100:
            continue
        if subject.one.head & frozenset(map(sense, terms(what))):
            return True
    return False


def _days(telling: Telling) -> tuple[date, date, bool]:
    """The days of what is told: those that the reader dates, or its words; else of publication."""
    published = telling.published
    assert published is not None  # noqa: S101 - only dated documents are news
    first, last = telling.first or telling.last, telling.last or telling.first
    if first is not None and last is not None and first <= published:
        return first, min(last, published), True
    for place, timex in horizons.expressions(telling.text):
        if _DEADLINE.search(telling.text, 0, place) or timex.rule in horizons.AHEAD:
            continue
        begins, ends = value_bounds(
            resolve(telling.text[place : timex.end], published, ahead=False)
        )
        begins, ends = begins or ends, ends or begins
        if begins is not None and ends is not None and begins <= published:
            if timex.rule == "since":
                return begins, begins, True
            return begins, min(ends, published), True
    return published, published, False


def _wrappers(tellings: Sequence[Telling]) -> frozenset[str]:
    """Claims that are for the most part what somebody in them says: "He said that it was over"."""
    found: set[str] = set()
    document: list[Telling] = []
    for one in [*tellings, None]:
        if one is None or (document and one.document != document[0].document):
            found.update(_of_document(document))
            document = []
        if one is not None:
            document.append(one)
    return frozenset(found)


def _of_document(tellings: Sequence[Telling]) -> Iterator[str]:
    for outer in tellings:
        depth = len(outer.chain)
        for inner in tellings:
            if (
                len(inner.chain) > depth
                and outer.start <= inner.start
                and inner.end <= outer.end
                and inner.chain[:depth] == outer.chain
                and inner.end - inner.start >= 0.4 * (outer.end - outer.start)
            ):
                yield outer.claim
                break
