"""Parties: what is told of two of them, who acts on whom, and where that breaks with before.

The numbers are those of ``sayso dyad``, ``sayso network`` and ``sayso alerts``. None of them says
that anything is true: they say that it is told.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

import pyarrow as pa
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from sayso.errors import MissingExtraError
from sayso.ledger.found import named
from sayso.views.cards import cards
from sayso.web import plots
from sayso.web.asked import STATUSES, chosen, day
from sayso.web.claims import FoundClaim, listed
from sayso.web.desk import Desk
from sayso.web.diagram import diagram
from sayso.web.pages import Shown, address, desk_of, page
from sayso.web.strips import Strips, drawn
from sayso.weighing import acts, alerts, dyads
from sayso.weighing.alerts import Alert, Measure
from sayso.weighing.dyads import Direction, Dyad, Step
from sayso.weighing.network import network

router = APIRouter(tags=["weighing"])

_PAIRS = 40
_CLAIMS = 100


class Cell(BaseModel):
    """What is told of one period, one quad class and one way of putting it."""

    period: date
    quad: str
    status: str
    events: int
    claims: list[str]


class AlertOf(BaseModel):
    """A break in what is told between two parties, as ``sayso alerts`` has it."""

    first_party: str
    second_party: str | None
    kind: str
    rising: bool
    first: date
    last: date
    events: int
    expected: float
    p: float
    q: float
    claims: list[str]


class TieOf(BaseModel):
    """What is told that one party does to another, of one quad class."""

    actor: str
    recipient: str
    quad: str
    events: int
    done: int
    claims: int
    mean_score: float
    claim_ids: list[str]


class DyadSeries(BaseModel):
    """What is told of two parties, period by period; without parties, the pairs told of most."""

    first: str | None
    second: str | None
    by: str
    since: date | None
    until: date | None
    undated: int
    outside: int
    cells: list[Cell]
    alerts: list[AlertOf]
    claims: list[FoundClaim]
    pairs: list[tuple[str, str, int]]


class Network(BaseModel):
    """Who is told to act on whom."""

    ties: list[TieOf]
    unnamed: int


class ThinOf(BaseModel):
    """A pair of which too little is told to test it."""

    dyad: str
    events: int
    why: str


class Alerts(BaseModel):
    """Breaks in what is told, and the pairs that could not be tested."""

    alerts: list[AlertOf]
    tested: int
    thin: list[ThinOf]
    since: date
    until: date


def _strips_plot(shown: Shown) -> dict[str, Any] | None:
    answer, strips = shown.answer, shown.context["strips"]
    if not isinstance(answer, DyadSeries) or strips is None or not answer.cells:
        return None
    return plots.series(strips, shown.context["given"]["by"], shown.context["bands"])


def _network_plot(shown: Shown) -> dict[str, Any] | None:
    drawing = shown.context["diagram"]
    return None if drawing is None else plots.network(drawing)


@page(router, "/dyad", "dyad.html", DyadSeries, plot=_strips_plot)
def dyad(
    request: Request,
    first: Annotated[str, Query(description="a country, or the start of a code")] = "",
    second: Annotated[str, Query(description="another; none: everybody")] = "",
    by: Step = "week",
    direction: Direction = "both",
    status: Annotated[list[str], Query(description="only what is put like this")] = [],  # noqa: B006
    since: str = "",
    until: str = "",
    period: Annotated[str, Query(description="the claims of this period")] = "",
) -> Shown:
    """What is told of two parties, period by period, and where it breaks with before."""
    desk = desk_of(request)
    given = {
        "first": first, "second": second, "by": by, "direction": direction,
        "status": list(status), "since": since, "until": until,
    }  # fmt: skip
    shown: dict[str, Any] = {"given": given, "statuses": STATUSES, "strips": None, "shown": []}
    if not first.strip():
        empty = DyadSeries(
            first=None, second=None, by=by, since=None, until=None, undated=0, outside=0,
            cells=[], alerts=[], claims=[], pairs=_pairs(desk),
        )  # fmt: skip
        return Shown(empty, shown)
    pair = Dyad(dyads.code_of(first), dyads.code_of(second) if second.strip() else None)
    begin, end = _window(desk, since, until)
    series = dyads.series(
        _acts(desk), pair, by, direction=direction, status=chosen("status", status, STATUSES),
        since=begin, until=end, split=("quad", "status"),
    )  # fmt: skip
    cells = [
        Cell(
            period=row["period"], quad=row["quad"], status=row["status"],
            events=row["events"], claims=row["claim_ids"],
        )
        for row in series.cells.to_pylist()
    ]  # fmt: skip
    raised = _raised(desk, pair, begin, end)
    wanted = day("period", period)
    ids = [claim for cell in cells if cell.period == wanted for claim in cell.claims]
    found = named(desk.snapshot(), ids, limit=_CLAIMS) if ids else ()
    answer = DyadSeries(
        first=pair.first, second=pair.second, by=by, since=series.since, until=series.until,
        undated=series.undated, outside=series.outside, cells=cells, alerts=raised,
        claims=[listed(one) for one in found], pairs=[],
    )  # fmt: skip
    bands = [(one.first, one.last, f"{one.kind}, p {one.p:.4f}") for one in raised]
    strips: Strips = drawn(
        series.periods(),
        [(cell.period, cell.quad, cell.status in dyads.DONE, cell.events) for cell in cells],
        bands,
        lambda day: address("/dyad", **given, period=day.isoformat()) + "#claims",
    )
    shown |= {
        "strips": strips,
        "bands": bands,
        "period": wanted,
        "shown": list(zip(cards([one.claim for one in found]), answer.claims, strict=True)),
    }
    return Shown(answer, shown)


@page(router, "/network", "network.html", Network, plot=_network_plot)
def who_on_whom(
    request: Request,
    about: Annotated[str, Query(description="a country, or the start of a code")] = "",
    status: Annotated[list[str], Query(description="only what is put like this")] = [],  # noqa: B006
    since: str = "",
    until: str = "",
    least: Annotated[int, Query(ge=1, description="leave out ties with fewer events")] = 1,
) -> Shown:
    """Who is told to act on whom, those with most events first."""
    made = network(
        _acts(desk_of(request)),
        about=dyads.code_of(about) if about.strip() else None,
        status=chosen("status", status, STATUSES),
        since=day("since", since),
        until=day("until", until),
        least=least,
    )
    answer = Network(ties=[TieOf(**asdict(one)) for one in made.ties], unnamed=made.unnamed)
    drawing = diagram(made, lambda one, other: address("/dyad", first=one, second=other))
    given = {"about": about, "status": status, "since": since, "until": until, "least": least}
    return Shown(answer, {"given": given, "statuses": STATUSES, "diagram": drawing})


@page(router, "/alerts", "alerts.html", Alerts)
def breaks(
    request: Request,
    measure: Measure = "conflict",
    by: Annotated[str, Query(pattern="^(day|week)$")] = "day",
    party: Annotated[str, Query(description="only pairs of this party")] = "",
) -> Shown:
    """Where what is told between two parties breaks with the weeks before."""
    desk = desk_of(request)
    begin, end = _window(desk, "", "")
    pairs = [Dyad(dyads.code_of(party))] if party.strip() else None
    found = desk.weighed(
        ("alerts", measure, by, tuple(map(str, pairs or ()))),
        lambda _: alerts.alerts(
            _acts(desk), pairs, measure=measure, by="week" if by == "week" else "day",
            since=begin, until=end,
        ),
    )  # fmt: skip
    answer = Alerts(
        alerts=[_alert(one) for one in found.alerts],
        tested=found.tested,
        thin=[ThinOf(dyad=str(one.dyad), events=one.events, why=one.why) for one in found.thin],
        since=found.since,
        until=found.until,
    )
    return Shown(answer, {"given": {"measure": measure, "by": by, "party": party}})


def _acts(desk: Desk) -> pa.Table:
    return desk.weighed("acts", lambda snapshot: acts.of_ledger(snapshot.alone()))


def _pairs(desk: Desk) -> list[tuple[str, str, int]]:
    """The pairs of which most is told."""
    counts: dict[tuple[str, str], int] = {}
    for tie in network(_acts(desk)).ties:
        one, other = sorted((tie.actor, tie.recipient))
        counts[one, other] = counts.get((one, other), 0) + tie.events
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(one, other, events) for (one, other), events in ranked[:_PAIRS]]


def _window(desk: Desk, since: str, until: str) -> tuple[date | None, date | None]:
    """What is asked for, else the days of publication."""
    begin, end = day("since", since), day("until", until)
    span = desk.weighed("span", lambda snapshot: acts.span(snapshot.alone()))
    if span is None:
        return begin, end
    begin = begin or min(span[0], end or span[0])
    return begin, end or max(span[1], begin)


def _raised(desk: Desk, pair: Dyad, begin: date | None, end: date | None) -> list[AlertOf]:
    """The alerts of one pair; none where what finds them isn't installed."""
    try:
        found = desk.weighed(
            ("alerts of", str(pair), begin, end),
            lambda _: alerts.alerts(_acts(desk), [pair], since=begin, until=end),
        )
    except MissingExtraError:
        return []
    return [_alert(one) for one in found.alerts]


def _alert(one: Alert) -> AlertOf:
    return AlertOf(
        first_party=one.dyad.first, second_party=one.dyad.second, kind=one.kind,
        rising=one.rising, first=one.first, last=one.last, events=one.events,
        expected=one.expected, p=one.p, q=one.q, claims=list(one.claim_ids),
    )  # fmt: skip
