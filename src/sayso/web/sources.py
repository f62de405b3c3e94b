"""Sources: who publishes and who speaks in a ledger, with the grades that its user gives them.

The grades are those of NATO's Admiralty system. They come from the tables of ``sayso serve
--outlets`` and ``--actors`` and travel along; none is ever computed.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from sayso.labels import fold
from sayso.web.desk import Desk, Held
from sayso.web.overview import VoiceCount, voices
from sayso.web.pages import Shown, desk_of, page
from sayso.web.paging import Number, around, pages, part
from sayso.weighing.grades import grades, in_words

router = APIRouter(tags=["sources"])

_EVERY = 100_000

_PUBLISHERS = """
    SELECT publisher, count(*) AS documents, sum(claim_count)::BIGINT AS claims,
        min(published) AS first, max(published) AS last
    FROM kept.whole_documents WHERE publisher IS NOT NULL GROUP BY publisher
    ORDER BY documents DESC, publisher
"""


class OutletOf(BaseModel):
    """Who publishes: what of it is in the ledger, and what the user's table says of it."""

    publisher: str
    documents: int
    claims: int
    first: date | None
    last: date | None
    country: str | None
    control: str | None
    grade: str | None


class SpeakerOf(VoiceCount):
    """A voice, how much it says, and the grade that the user gives it."""

    grade: str | None


class Sources(BaseModel):
    """The outlets, those with most texts first, and a page of the speakers."""

    outlets: list[OutletOf]
    total: int
    page: int
    pages: int
    speakers: list[SpeakerOf]


@page(router, "/sources", "sources.html", Sources)
def sources(
    request: Request,
    named: Annotated[str, Query(description="part of a name or code")] = "",
    graded: Annotated[bool, Query(description="only those with a grade")] = False,
    page: Number = 1,
) -> Shown:
    """Who publishes and who speaks, with the grades that the user's tables give."""
    desk = desk_of(request)
    outlets, speakers = desk.weighed("sources", lambda snapshot: _all(desk, snapshot))
    wanted = fold(named)
    published = [
        one for one in outlets if wanted in fold(one.publisher) and (one.grade or not graded)
    ]
    heard = [
        one
        for one in speakers
        if wanted in fold(f"{one.name} {one.code or ''}") and (one.grade or not graded)
    ]
    count = pages(len(heard))
    answer = Sources(
        outlets=published, total=len(heard), page=page, pages=count,
        speakers=list(part(heard, page)),
    )  # fmt: skip
    given = {"named": named, "graded": "1" if graded else ""}
    context = {
        "given": given,
        "around": around("/sources", page, count, **given),
        "in_words": in_words,
        "tabled": bool(desk.sides.outlets),
    }
    return Shown(answer, context)


def _all(desk: Desk, snapshot: Held) -> tuple[list[OutletOf], list[SpeakerOf]]:
    """Outlets and speakers; those that only the user's table knows come last, with no text."""
    given = grades(desk.sides.actors, desk.sides.outlets)
    tabled = {fold(one.publisher): one for one in desk.sides.outlets}
    outlets = []
    for row in snapshot.query(_PUBLISHERS).to_pylist():
        known = tabled.pop(fold(row["publisher"]), None)
        outlets.append(
            OutletOf(
                **row,
                country=known.country if known else None,
                control=known.control if known else None,
                grade=given.get(fold(row["publisher"])),
            )
        )
    outlets += [
        OutletOf(
            publisher=one.publisher, documents=0, claims=0, first=None, last=None,
            country=one.country, control=one.control, grade=one.grade,
        )
        for one in tabled.values()
    ]  # fmt: skip
    speakers = [
        SpeakerOf(**one.model_dump(), grade=given.get(fold(one.name)))
        for one in voices(snapshot, _EVERY)
    ]
    return outlets, speakers
