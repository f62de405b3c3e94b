"""The queue: a random sample of claims to review, how far it is, and the error rates in it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, cast

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from sayso.ledger import audits, keys
from sayso.ledger.audits import By, Rate
from sayso.ledger.found import judgements
from sayso.views.cards import cards
from sayso.web.claims import around, link, review_of
from sayso.web.desk import Held
from sayso.web.pages import Shown, address, desk_of, page
from sayso.web.reviewing import choices, claim_of

router = APIRouter(tags=["reviews"])

_MOST = 2_000


class Drawn(BaseModel):
    """A claim of a sample, and the verdict on it."""

    claim: str
    verdict: str | None


class RateOf(BaseModel):
    """How many claims of a kind were wrong; see :class:`sayso.ledger.audits.Rate`."""

    kind: str
    claims: int
    drawn: int
    accepted: int
    corrected: int
    rejected: int
    errors: float | None
    low: float | None
    high: float | None


class Queue(BaseModel):
    """A sample, how far its review is, and what the reviews say of the tool."""

    sample: str | None
    samples: list[str]
    reviewed: int
    at: int | None
    claims: list[Drawn]
    rates: list[RateOf]
    total: RateOf | None


@page(router, "/review", "queue.html", Queue)
def queue(
    request: Request,
    sample: Annotated[str, Query(description="its id; by default the one drawn last")] = "",
    at: Annotated[int | None, Query(ge=0, description="place in the sample")] = None,
) -> Shown:
    """A sample of claims to review; by default the first that nobody has reviewed."""
    snapshot = desk_of(request).snapshot()
    known = audits.samples(snapshot)
    if not known and not sample:
        empty = Queue(sample=None, samples=[], reviewed=0, at=None, claims=[], rates=[], total=None)
        return Shown(empty, {"card": None})
    chosen = sample or known[0]
    drawn = [
        Drawn(claim=row["claim"], verdict=row["verdict"])
        for row in audits.drawn(snapshot, chosen).to_pylist()
    ]
    waiting = [place for place, one in enumerate(drawn) if one.verdict is None]
    place = at if at is not None and at < len(drawn) else (waiting[0] if waiting else None)
    report = audits.report(snapshot, chosen)
    answer = Queue(
        sample=chosen,
        samples=known,
        reviewed=len(drawn) - len(waiting),
        at=place,
        claims=drawn,
        rates=[_rate(one) for one in report.rates],
        total=_rate(report.total),
    )
    shown = {"card": None} if place is None else _shown(request, snapshot, drawn[place].claim)
    steps = {
        name: address("/review", sample=chosen, at=str(number))
        if place is not None and 0 <= number < len(drawn)
        else None
        for name, number in (("previous", (place or 0) - 1), ("next", (place or 0) + 1))
    }
    return Shown(answer, {**shown, "steps": steps})


@router.post("/review/sample", include_in_schema=False)
def draw(
    request: Request,
    n: Annotated[int, Form(ge=1, le=_MOST)] = 50,
    by: Annotated[str, Form()] = "none",
    seed: Annotated[int, Form()] = 0,
) -> RedirectResponse:
    """Draw a sample; the same again shows the same claims."""
    sample_id = desk_of(request).ledger.sample(n, cast("By", by), seed)
    return RedirectResponse(address("/review", sample=sample_id), 303)


def _shown(request: Request, snapshot: Held, key: str) -> dict[str, object]:
    claim, text = claim_of(snapshot, key)
    document_id, _ = keys.parsed_claim_key(key)
    said = review_of(judgements(snapshot, document_id).get(claim.id))
    before, after = around(text, claim)
    (card,) = cards([claim])
    return {
        **choices(request, claim, text),
        "card": card,
        "key": key,
        "said": said,
        "before": before,
        "after": after,
        "claim_link": link(document_id, claim),
        "document_id": document_id,
    }


def _rate(rate: Rate) -> RateOf:
    return RateOf(**asdict(rate))
