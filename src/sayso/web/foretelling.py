"""Forecasts: what was foretold, by whom, by when, and what became of it; and track records."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from sayso.web.asked import chosen, day
from sayso.web.pages import Shown, desk_of, page
from sayso.web.paging import Number, around, pages, part
from sayso.weighing import forecasts as weighing
from sayso.weighing import track
from sayso.weighing.forecasts import OUTCOMES, Forecast
from sayso.weighing.track import Record

router = APIRouter(tags=["weighing"])


class Bearing(BaseModel):
    """A later claim that bears on a forecast."""

    claim: str
    words: str
    published: date
    origin: str | None
    independent: bool
    against: bool
    likeness: float


class ForecastOf(BaseModel):
    """A forecast with its outcome, as ``sayso forecasts`` has it."""

    claim: str
    said: date
    voice: str | None
    voice_code: str | None
    kind: str
    words: str
    negated: bool
    lasting: bool
    condition: str | None
    horizon: date
    horizon_first: date | None
    horizon_words: str | None
    horizon_stated: bool
    likelihood: tuple[float, float] | None
    outcome: str
    basis: str
    settled: date | None
    claims: list[str]
    documents: list[str]
    resolved_by: list[Bearing]


class RecordOf(BaseModel):
    """How a voice's forecasts turned out; the rate with its interval of 95 %."""

    voice: str | None
    forecasts: int
    outcomes: dict[str, int]
    decided: int
    hits: int
    by_silence: int
    hit_rate: float | None
    low: float | None
    high: float | None
    scored: int
    brier: float | None
    small: bool


class Forecasts(BaseModel):
    """A page of the forecasts that pass, and the track record of each voice among all of them."""

    total: int
    page: int
    pages: int
    forecasts: list[ForecastOf]
    records: list[RecordOf]


@page(router, "/forecasts", "forecasts.html", Forecasts)
def forecasts(
    request: Request,
    voice: Annotated[str, Query(description="start of a word of its name, or of its code")] = "",
    outcome: Annotated[list[str], Query(description=", ".join(OUTCOMES))] = [],  # noqa: B006
    about: Annotated[str, Query(description="a word, by its start")] = "",
    since: Annotated[str, Query(description="made on this day or later")] = "",
    until: Annotated[str, Query(description="made on this day or earlier")] = "",
    as_of: Annotated[str, Query(description="what is published later isn't known")] = "",
    stated: Annotated[bool, Query(description="only those whose words set a horizon")] = False,
    page: Number = 1,
) -> Shown:
    """What was foretold, by when, and what became of it."""
    desk = desk_of(request)
    known = day("as_of", as_of)
    made = desk.weighed(
        ("forecasts", known),
        lambda snapshot: weighing.forecasts(
            snapshot.alone(),
            as_of=known,
            actors=desk.sides.actors,
            controlled=desk.sides.controlled,
        ),
    )
    outcomes = chosen("outcome", outcome, OUTCOMES)
    found = weighing.chosen(
        made,
        voice=voice.strip() or None,
        outcome=outcomes,
        about=about.strip() or None,
        since=day("since", since),
        until=day("until", until),
        stated=stated,
    )
    count = pages(len(found))
    answer = Forecasts(
        total=len(found),
        page=page,
        pages=count,
        forecasts=[forecast_of(one) for one in part(found, page)],
        records=[record_of(one) for one in track.records(found)],
    )
    given = {"voice": voice, "about": about, "since": since, "until": until, "as_of": as_of}
    beside = around("/forecasts", page, count, **given, outcome=outcome, stated=int(stated))
    context = {"given": given, "outcomes": OUTCOMES, "wanted": outcomes, "stated": stated}
    return Shown(answer, context | {"around": beside})


def forecast_of(one: Forecast) -> ForecastOf:
    """A forecast as pages have it."""
    return ForecastOf(
        claim=one.id,
        said=one.said,
        voice=one.voice.name,
        voice_code=one.voice.code,
        kind=one.kind,
        words=one.words,
        negated=one.negated,
        lasting=one.lasting,
        condition=one.condition,
        horizon=one.horizon.last,
        horizon_first=one.horizon.first,
        horizon_words=one.horizon.words or None,
        horizon_stated=one.horizon.stated,
        likelihood=one.likelihood,
        outcome=one.outcome,
        basis=one.basis,
        settled=one.settled,
        claims=list(one.claims),
        documents=list(one.documents),
        resolved_by=[
            Bearing(**{name: getattr(told, name) for name in Bearing.model_fields})
            for told in one.resolved_by
        ],
    )


def record_of(one: Record) -> RecordOf:
    """A track record as pages have it."""
    values = {name: getattr(one, name) for name in RecordOf.model_fields if name != "voice"}
    values["outcomes"] = {str(name): count for name, count in one.outcomes.items()}
    return RecordOf(voice=one.voice.name, **values)
