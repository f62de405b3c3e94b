"""Alerts: where what is told between two parties breaks with the weeks before.

Comes in: acts (see :mod:`sayso.weighing.acts`). Goes out: :class:`Alerts`: bursts and shifts of
each pair of parties, with their windows, sizes, p-values and claims; and the pairs of which too
little is told to say anything. The idea in between: a series is tested twice, for bursts by the day
(:mod:`sayso.weighing.bursts`) and for shifts by the week (:mod:`sayso.weighing.shifts`), so each
p-value is doubled (Bonferroni); where many pairs are tested, alerts are raised at the cut of
Benjamini and Hochberg (JRSS B 57, 1995), so that of all pairs with an alert a share of ``level`` is
false on average. With one pair that is its false alarm rate.

An alert says that more is *told* of the two. It says neither that it is true, nor who began.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Any, Literal, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sayso.errors import UsageError
from sayso.knowledge.actors import NON_STATE, PRIMARY_SECTORS
from sayso.labels import counted
from sayso.records import Quad, Status
from sayso.weighing import dyads
from sayso.weighing.acts import Voice
from sayso.weighing.bursts import BY_DAY, BY_WEEK, Burst, bursts
from sayso.weighing.dyads import DONE, Direction, Dyad, start_of
from sayso.weighing.shifts import LEAST_WEEKS, Shift, require, shifts
from sayso.weighing.shuffles import SHUFFLES, Counts

Measure = Literal["conflict", "material", "cooperation", "all"]
"""What is counted: verbal and material conflict, material conflict alone, cooperation, or all."""

MEASURES: Mapping[Measure, tuple[Quad, ...]] = {
    "conflict": ("verbal conflict", "material conflict"),
    "material": ("material conflict",),
    "cooperation": ("verbal cooperation", "material cooperation"),
    "all": get_args(Quad),
}

#: Of all pairs with an alert, so great a share is false on average.
LEVEL = 0.02

#: Below these a series is not tested: events, and weeks from its first day to its last.
LEAST_EVENTS = 12
LEAST_SPAN = 2 * LEAST_WEEKS

_TESTS = 2

# However many pairs there are: half a minute a series.
_MOST_SHUFFLES = 500_000

# Sides that are somebody: a country, or a code that says whose it is or which body.
_NOBODY = sorted(PRIMARY_SECTORS | NON_STATE)

_PAIRS = """
    WITH kept AS (
        SELECT DISTINCT least(actor_side, recipient_side) AS one,
            greatest(actor_side, recipient_side) AS other, period, event, claim
        FROM dated WHERE actor_side <> recipient_side AND period BETWEEN $since AND $until
            AND NOT list_contains($nobody, actor_side)
            AND NOT list_contains($nobody, recipient_side)
            AND (len($status) = 0 OR list_contains($status, status))
            AND (len($voice) = 0 OR list_contains($voice, voice))
    )
    SELECT one, other, period, count(DISTINCT event) AS events,
        list_sort(list(DISTINCT claim)) AS claim_ids
    FROM kept GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True)
class Alert:
    """A break in what is told between two parties.

    Args:
        dyad: the parties.
        kind: ``burst``, a window of days, or ``shift``, a new level that lasts.
        rising: whether more is told than before.
        first: its first day.
        last: its last day; of a shift, the last of the new level.
        events: what is told in it.
        expected: what would be told in it at the rate before.
        baseline_first: from when that rate is taken.
        baseline_last: until when.
        statistic: how much it stands out; see the module of its kind.
        p: how often chance order does as well, for both tests of the pair together.
        q: the greatest share of false alerts, should the cut be made here.
        claim_ids: the claims that tell it.
    """

    dyad: Dyad
    kind: Literal["burst", "shift"]
    rising: bool
    first: date
    last: date
    events: int
    expected: float
    baseline_first: date
    baseline_last: date
    statistic: float
    p: float
    q: float
    claim_ids: tuple[str, ...]


@dataclass(frozen=True)
class Thin:
    """A pair of which too little is told.

    Args:
        dyad: the parties.
        events: how many events are told.
        why: what there is too little of, in words.
    """

    dyad: Dyad
    events: int
    why: str


@dataclass(frozen=True)
class Alerts:
    """What was found, and what could not be.

    Args:
        alerts: the clearest first.
        tested: how many pairs were tested.
        thin: the pairs of which too little is told, those with most events first.
        since: the first day that was looked at.
        until: the last.
        level: see :data:`LEVEL`.
    """

    alerts: tuple[Alert, ...]
    tested: int
    thin: tuple[Thin, ...]
    since: date
    until: date
    level: float

    def table(self) -> pa.Table:
        """A row for each alert: the fields of :class:`Alert`, the dyad as two columns."""
        shape = [("first_party", pa.string()), ("second_party", pa.string()), *_COLUMNS]
        rows = [
            {"first_party": alert.dyad.first, "second_party": alert.dyad.second, **vars(alert)}
            for alert in self.alerts
        ]
        return pa.Table.from_pylist(rows, pa.schema(shape))


_COLUMNS: Sequence[tuple[str, pa.DataType]] = (
    ("kind", pa.string()),
    ("rising", pa.bool_()),
    ("first", pa.date32()),
    ("last", pa.date32()),
    ("events", pa.int64()),
    ("expected", pa.float64()),
    ("baseline_first", pa.date32()),
    ("baseline_last", pa.date32()),
    ("statistic", pa.float64()),
    ("p", pa.float64()),
    ("q", pa.float64()),
    ("claim_ids", pa.list_(pa.string())),
)


@dataclass(frozen=True)
class Told:
    """The series of a pair: how many events each period has, and which claims tell them.

    Args:
        dyad: the pair.
        counts: one for each period.
        claims: by the number of the period.
    """

    dyad: Dyad
    counts: Counts
    claims: Mapping[int, Sequence[str]]


@dataclass(frozen=True)
class Frame:
    """The periods of all series.

    Args:
        since: the first day.
        until: the last.
        by: what a period is.
    """

    since: date
    until: date
    by: Literal["day", "week"]

    @property
    def days(self) -> int:
        """How many days a period has."""
        return 7 if self.by == "week" else 1

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return ((self.until - self.since).days + self.days) // self.days

    def number(self, day: date) -> int:
        """Which period a day lies in, from 0."""
        return (day - self.since).days // self.days

    def day(self, number: int) -> date:
        """The first day of a period."""
        return self.since + timedelta(days=self.days * number)


def alerts(
    acts: pa.Table,
    pairs: Collection[Dyad] | None = None,
    *,
    measure: Measure = "conflict",
    by: Literal["day", "week"] = "day",
    direction: Direction = "both",
    status: Collection[str] = DONE,
    voice: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
    level: float = LEVEL,
    shuffles: int = SHUFFLES,
) -> Alerts:
    """Look for breaks in what is told between parties.

    Args:
        acts: of the schema :data:`sayso.weighing.acts.ACTS`.
        pairs: which; None: all pairs of countries and named bodies.
        measure: what to count.
        by: what bursts are made of: days, or weeks where texts seldom give a day.
        direction: with pairs: whose acts upon whom.
        status: only what is put like this; nothing given: everything.
        voice: only what is said by these.
        since: from this day on; by default the first day of publication.
        until: to this day; by default the last.
        level: see :data:`LEVEL`.
        shuffles: how many shuffles a series is held against; p-values are no finer than that. A
            series that beats all of them is held against more where many pairs are tested.

    Raises:
        UsageError: an argument makes no sense.
        MissingExtraError: ruptures is not installed.
    """
    require()
    if not 0 < level < 0.1:  # see sayso.weighing.shuffles: p-values from 0.1 on are rough
        raise UsageError(f"level={level}: it must lie between 0 and 0.1")
    if shuffles < 1:
        raise UsageError(f"shuffles={shuffles}: it must be 1 or more")
    told, frame = gathered(
        acts,
        pairs,
        measure=measure,
        by=by,
        direction=direction,
        status=status,
        voice=voice,
        since=since,
        until=until,
    )
    return judged(told, frame, level, shuffles)


def gathered(
    acts: pa.Table,
    pairs: Collection[Dyad] | None = None,
    *,
    measure: Measure = "conflict",
    by: Literal["day", "week"] = "day",
    direction: Direction = "both",
    status: Collection[str] = DONE,
    voice: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> tuple[list[Told], Frame]:
    """The series that :func:`alerts` tests, one for each pair, and the periods of all of them.

    Raises:
        UsageError: an argument makes no sense.
    """
    for name, values, allowed in (
        ("measure", [measure], tuple(MEASURES)), ("by", [by], ("day", "week")),
        ("status", status, get_args(Status)), ("voice", voice, get_args(Voice)),
    ):  # fmt: skip
        for value in values:
            if value not in allowed:
                raise UsageError(f"{name} {value!r}: use one of {', '.join(allowed)}")
    acts = acts.filter(pc.is_in(acts["quad"], pa.array(MEASURES[measure])))
    with dyads.dated(acts, by) as connection:
        first, last = dyads.window(connection, since, until)
        frame = Frame(start_of(first, by), last, by)
        if pairs is None:
            given = {
                "since": frame.since, "until": last, "nobody": _NOBODY, "status": list(status),
                "voice": list(voice),
            }  # fmt: skip
            rows = connection.sql(_PAIRS, params=given).to_arrow_table().to_pylist()
            return list(_told(rows, frame)), frame
    wanted = dict.fromkeys(pairs)
    return [_series(acts, pair, frame, direction, status, voice) for pair in wanted], frame


def judged(told: Sequence[Told], frame: Frame, level: float, shuffles: int) -> Alerts:
    """Test series together; :func:`alerts` explains the rest."""
    thin = [Thin(one.dyad, _events(one), why) for one in told if (why := _why_thin(one, frame))]
    kept = {one.dyad for one in thin}
    series = [one for one in told if one.dyad not in kept]
    found = {one.dyad: list(_found(one, frame, level, shuffles)) for one in series}
    # Of many pairs, one that beats all its shuffles must beat more of them to pass.
    least = _TESTS / (shuffles + 1)
    clear = [one for one in series if _best(found[one.dyad]) <= least * 1.001]
    if clear and least * len(series) / len(clear) > level:
        more = min(ceil(1.01 * _TESTS * len(series) / (level * len(clear))), _MOST_SHUFFLES)
        for one in clear if more > shuffles else ():
            found[one.dyad] = list(_found(one, frame, level, more))
    q_of = _q([_best(raised) for raised in found.values()])
    cut = max((p for p, q in q_of.items() if q <= level), default=0.0)
    # A pair's lesser alerts have the q of the next p-value that a pair was judged by.
    raised = [
        replace(alert, q=min(q for p, q in q_of.items() if p >= alert.p))
        for some in found.values()
        for alert in some
        if alert.p <= cut
    ]
    raised.sort(key=lambda one: (one.p, one.kind, -one.statistic, one.first, str(one.dyad)))
    thin.sort(key=lambda one: (-one.events, str(one.dyad)))
    return Alerts(tuple(raised), len(found), tuple(thin), frame.since, frame.until, level)


def _told(rows: Sequence[Mapping[str, Any]], frame: Frame) -> Iterator[Told]:
    """The series of each pair, out of its rows."""
    grouped: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((str(row["one"]), str(row["other"])), []).append(row)
    for (one, other), some in grouped.items():
        yield _counted(Dyad(one, other), some, frame)


def _series(
    acts: pa.Table,
    dyad: Dyad,
    frame: Frame,
    direction: Direction,
    status: Collection[str],
    voice: Collection[str],
) -> Told:
    found = dyads.series(
        acts,
        dyad,
        frame.by,
        direction=direction,
        status=status,
        voice=voice,
        since=frame.since,
        until=frame.until,
        split=(),
    )
    return _counted(dyad, found.cells.to_pylist(), frame)


def _counted(dyad: Dyad, rows: Sequence[Mapping[str, Any]], frame: Frame) -> Told:
    counts = np.zeros(frame.periods, dtype=np.int64)
    claims: dict[int, Sequence[str]] = {}
    for row in rows:
        number = frame.number(row["period"])
        counts[number] = row["events"]
        claims[number] = row["claim_ids"]
    return Told(dyad, counts, claims)


def _events(told: Told) -> int:
    return int(told.counts.sum())


def _best(raised: Sequence[Alert]) -> float:
    """The p-value of a pair: of what stands out most."""
    return min((alert.p for alert in raised), default=1.0)


def _why_thin(told: Told, frame: Frame) -> str:
    weeks = (frame.until - frame.since).days // 7
    if weeks < LEAST_SPAN:
        return f"{counted(weeks, 'week')}, and {LEAST_SPAN} are needed"
    if _events(told) < LEAST_EVENTS:
        return f"{counted(_events(told), 'event')}, and {LEAST_EVENTS} are needed"
    return ""


def _found(told: Told, frame: Frame, level: float, shuffles: int) -> Iterator[Alert]:
    """Everything that stands out in a series, p-values and all, whatever they are."""
    scan = BY_DAY if frame.by == "day" else BY_WEEK
    for burst in bursts(told.counts, scan, shuffles):
        yield _burst(told, frame, burst)
    width = 7 // frame.days
    skip = -frame.since.weekday() % 7 if frame.by == "day" else 0
    whole = (len(told.counts) - skip) // width
    weeks = told.counts[skip : skip + whole * width].reshape(-1, width).sum(axis=1)
    for shift in shifts(weeks, level / _TESTS, shuffles):
        yield _shift(told, frame, shift, width, skip)


def _burst(told: Told, frame: Frame, burst: Burst) -> Alert:
    return Alert(
        dyad=told.dyad,
        kind="burst",
        rising=True,
        first=frame.day(burst.start),
        last=frame.day(burst.end) - timedelta(days=1),
        events=burst.events,
        expected=burst.expected,
        baseline_first=frame.day(burst.baseline),
        baseline_last=frame.day(burst.baseline_end) - timedelta(days=1),
        statistic=burst.statistic,
        p=min(1.0, _TESTS * burst.p),
        q=1.0,
        claim_ids=_claims(told, burst.start, burst.end),
    )


def _shift(told: Told, frame: Frame, shift: Shift, width: int, skip: int) -> Alert:
    begin, start, end = (skip + width * one for one in (shift.begin, shift.start, shift.end))
    return Alert(
        dyad=told.dyad,
        kind="shift",
        rising=shift.after > shift.before,
        first=frame.day(start),
        last=frame.day(end) - timedelta(days=1),
        events=int(told.counts[start:end].sum()),
        expected=round(shift.before * (shift.end - shift.start), 2),
        baseline_first=frame.day(begin),
        baseline_last=frame.day(start) - timedelta(days=1),
        statistic=shift.statistic,
        p=min(1.0, _TESTS * shift.p),
        q=1.0,
        claim_ids=_claims(told, start, end),
    )


def _claims(told: Told, start: int, end: int) -> tuple[str, ...]:
    """The claims of some periods, by period, each once."""
    named = (name for place in range(start, end) for name in told.claims.get(place, ()))
    return tuple(dict.fromkeys(named))


def _q(p_values: Sequence[float]) -> dict[float, float]:
    """Each p-value's q: Benjamini and Hochberg's bound, were the cut made there.

    >>> _q([0.01, 0.5, 0.04])
    {0.5: 0.5, 0.04: 0.06, 0.01: 0.03}
    """
    number = len(p_values)
    found: dict[float, float] = {}
    least = 1.0
    for place, p in enumerate(sorted(p_values, reverse=True)):
        least = min(least, p * number / (number - place))
        found[p] = min(found.get(p, 1.0), least)
    return found
