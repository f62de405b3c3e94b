"""Voices: who is heard in a ledger, and of each what it said, foretold, and whose acts it tells."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from sayso.labels import fold
from sayso.views.voice import sentence
from sayso.web.asked import day
from sayso.web.foretelling import ForecastOf, RecordOf, forecast_of, record_of
from sayso.web.overview import VoiceCount, voices
from sayso.web.pages import Shown, desk_of, page
from sayso.weighing import voices as weighing
from sayso.weighing.voices import Profile

router = APIRouter(tags=["weighing"])

_LISTED = 200
_EVERY = 100_000


class Voices(BaseModel):
    """The voices with a name, those with most claims first."""

    total: int
    voices: list[VoiceCount]


class AccusedOf(BaseModel):
    """A party of whose acts of conflict a voice tells."""

    party: str
    type: str
    claims: list[str]


class VoiceProfile(BaseModel):
    """What a voice said, as ``sayso voice`` has it."""

    voice: str
    code: str | None
    side: str | None
    claims: int
    documents: int
    first: date | None
    last: date | None
    statuses: dict[str, int]
    record: RecordOf | None
    forecasts: list[ForecastOf]
    accused: list[AccusedOf]


@page(router, "/voices", "voices.html", Voices)
def every(
    request: Request,
    named: Annotated[str, Query(description="part of a name or code")] = "",
) -> Shown:
    """Who is heard, those with most claims first."""
    heard = desk_of(request).weighed("voices", lambda snapshot: voices(snapshot, _EVERY))
    wanted = fold(named)
    found = [one for one in heard if wanted in fold(f"{one.name} {one.code or ''}")]
    return Shown(Voices(total=len(found), voices=found[:_LISTED]), {"named": named})


@page(router, "/voice", "voice.html", VoiceProfile)
def one(
    request: Request,
    name: Annotated[str, Query(description="a name, the start of one of its words, or a code")],
    as_of: Annotated[str, Query(description="what is published later isn't known")] = "",
) -> Shown:
    """What a voice said, what it foretold and how that turned out, whose acts it tells of."""
    desk = desk_of(request)
    until = day("as_of", as_of)
    profile = desk.weighed(
        ("voice", name, until),
        lambda snapshot: weighing.voice(
            snapshot.alone(),
            name,
            as_of=until,
            actors=desk.sides.actors,
            controlled=desk.sides.controlled,
        ),
    )
    return Shown(_profile(profile), {"sentence": sentence(profile.record), "as_of": as_of})


def _profile(profile: Profile) -> VoiceProfile:
    return VoiceProfile(
        voice=profile.voice.name or "",
        code=profile.voice.code,
        side=profile.voice.side,
        claims=len(profile.claims),
        documents=profile.documents,
        first=profile.first,
        last=profile.last,
        statuses=dict(profile.statuses),
        record=record_of(profile.record) if profile.record is not None else None,
        forecasts=[forecast_of(one) for one in profile.forecasts],
        accused=[
            AccusedOf(party=one.party, type=one.type, claims=list(one.claims))
            for one in profile.accused
        ],
    )
