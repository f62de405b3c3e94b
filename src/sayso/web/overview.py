"""The first page, and the ledger's own: what is there, where it came from, what was turned away."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from sayso.ledger import contents, history
from sayso.web.desk import Held
from sayso.web.documents import Listed, newest
from sayso.web.pages import Shown, desk_of, page

router = APIRouter(tags=["ledger"])

_SHOWN = 8
_VERSIONS = 30

_COUNTS = """
    SELECT {what} AS name, count(*) AS claims FROM kept.bare_claims
    WHERE {what} IS NOT NULL GROUP BY ALL ORDER BY claims DESC, name LIMIT {limit}
"""
_VOICES = """
    SELECT voice_name AS name, voice_kind AS kind, any_value(voice_code) AS code,
        count(*) AS claims, count(DISTINCT document_id) AS documents
    FROM kept.bare_claims WHERE voice_kind NOT IN ('author', 'unnamed', 'unspecified')
    GROUP BY ALL ORDER BY claims DESC, name LIMIT $limit
"""


class Count(BaseModel):
    """How many claims have something."""

    name: str
    claims: int


class VoiceCount(Count):
    """A voice, and how much it says."""

    kind: str
    code: str | None
    documents: int


class Overview(BaseModel):
    """A ledger at one look."""

    documents: int
    claims: int
    words: int
    reviews: int
    rejected: int
    first_published: date | None
    last_published: date | None
    statuses: list[Count]
    events: list[Count]
    voices: list[VoiceCount]
    newest: list[Listed]


class Run(BaseModel):
    """A run that read texts into the ledger."""

    run_id: str
    started: datetime | None
    ended: datetime | None
    outcome: str | None
    command: str | None
    version: str | None
    seen: int | None
    added: int | None
    known: int | None
    copies: int | None
    skipped: int | None
    rejected: int | None


class Rejection(BaseModel):
    """What did not become a document, and why."""

    source: str
    reason: str
    rejected_at: datetime


class Inside(BaseModel):
    """What a ledger consists of: sizes, readers, runs, versions, and what was turned away."""

    figures: dict[str, Any]
    runs: list[Run]
    rejected: list[Rejection]
    versions: list[dict[str, Any]]


@page(router, "/", "overview.html", Overview)
def overview(request: Request) -> Shown:
    """What the ledger holds, at one look."""
    return Shown(desk_of(request).counted("overview", _overview))


@page(router, "/ledger", "ledger.html", Inside)
def inside(
    request: Request,
    rejected: Annotated[int, Query(ge=0, le=10_000, description="so many rejections")] = 100,
) -> Shown:
    """Runs, versions, readers, sizes, and the texts that were turned away, with reasons."""
    desk = desk_of(request)
    return Shown(desk.counted(("ledger", rejected), lambda snapshot: _inside(snapshot, rejected)))


def voices(snapshot: Held, limit: int) -> list[VoiceCount]:
    """The voices with a name, those with most claims first."""
    return [VoiceCount(**row) for row in snapshot.query(_VOICES, {"limit": limit}).to_pylist()]


def _overview(snapshot: Held) -> Overview:
    info = contents.info(snapshot)
    figures = {name: value for name, value in asdict(info).items() if name in Overview.model_fields}
    return Overview(
        **figures,
        statuses=_counts(snapshot, "status", 9),
        events=_counts(snapshot, "event_type", 16),
        voices=voices(snapshot, _SHOWN),
        newest=newest(snapshot, _SHOWN),
    )


def _counts(snapshot: Held, what: str, limit: int) -> list[Count]:
    return [
        Count(**row) for row in snapshot.query(_COUNTS.format(what=what, limit=limit)).to_pylist()
    ]


def _inside(snapshot: Held, rejected: int) -> Inside:
    runs = snapshot.query("FROM runs ORDER BY started DESC").to_pylist()
    turned_away = snapshot.query(
        "SELECT source, reason, rejected_at FROM rejected ORDER BY rejected_at DESC LIMIT $limit",
        {"limit": rejected},
    ).to_pylist()
    return Inside(
        figures=asdict(contents.info(snapshot)),
        runs=[Run(**{name: row[name] for name in Run.model_fields}) for row in runs],
        rejected=[Rejection(**row) for row in turned_away],
        versions=[asdict(one) for one in history.versions(snapshot.store, _VERSIONS)],
    )
