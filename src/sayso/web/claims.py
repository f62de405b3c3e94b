"""Claims: the search, and one claim under an address that lasts.

A claim's address names it, and its words with where they stand. So it is found again where another
reader has numbered the claims of its document anew.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from sayso.errors import UsageError
from sayso.knowledge.plover import plover_types
from sayso.ledger import contents, keys
from sayso.ledger.found import Found, Judgement, judgements
from sayso.ledger.found import page as found_page
from sayso.records import Claim, Document, Reading
from sayso.views.annotations import notes
from sayso.views.cards import cards
from sayso.web.asked import CERTAINTIES, PER_PAGE, STATUSES, VOICE_KINDS, Asked
from sayso.web.pages import Shown, address, desk_of, page
from sayso.web.paging import around as beside
from sayso.web.paging import pages as pages_of

router = APIRouter(tags=["claims"])

# So much of a claim's words stands in its address; enough to tell it from its neighbours.
_QUOTED = 120


class Review(BaseModel):
    """The review of a claim that counts."""

    verdict: str
    correction: dict[str, str]
    by: str
    why: str | None


class FoundClaim(BaseModel):
    """A claim of a search, with what its document says of itself."""

    key: str
    link: str
    document_id: str
    title: str | None
    publisher: str | None
    published: date | None
    review: Review | None
    claim: Claim


class Claims(BaseModel):
    """A page of the claims that pass."""

    total: int
    page: int
    pages: int
    claims: list[FoundClaim]


class OneClaim(BaseModel):
    """A claim with its document, and where its words stand as W3C Web Annotations say it."""

    key: str
    link: str
    moved: bool
    document: Document
    claim: Claim
    review: Review | None
    annotation: dict[str, Any]


@page(router, "/claims", "claims.html", Claims)
def search(request: Request, asked: Annotated[Asked, Query()]) -> Shown:
    """Claims that pass every filter."""
    desk = desk_of(request)
    found = found_page(
        desk.snapshot(),
        asked.filters(),
        limit=PER_PAGE,
        skip=(asked.page - 1) * PER_PAGE,
        order=asked.order,
        reviewed=asked.reviewed,
    )
    pages = pages_of(found.total, PER_PAGE)
    answer = Claims(
        total=found.total, page=asked.page, pages=pages, claims=[listed(one) for one in found.found]
    )
    options = {
        "Status": ("status", STATUSES),
        "Certainty": ("certainty", CERTAINTIES),
        "Voice": ("voice", VOICE_KINDS),
        "Event": ("type", (*plover_types(), "none")),
    }
    return Shown(
        answer,
        {
            "asked": asked,
            "options": options,
            "shown": list(
                zip(cards([one.claim for one in found.found]), answer.claims, strict=True)
            ),
            "around": beside("/claims", asked.page, pages, **asked.parameters(page=None)),
            "query": asked.query(),
            "kept": desk.searches(),
            "export": {
                form: address(f"/claims.{form}", **asked.parameters(page=None))
                for form in ("csv", "jsonl")
            },
        },
    )


@page(router, "/claim", "claim.html", OneClaim)
def one(
    request: Request,
    id: Annotated[str, Query(description="DOCUMENT:CLAIM, as sayso claims shows it")],  # noqa: A002
    start: Annotated[int | None, Query(ge=0, description="where its words begin")] = None,
    end: Annotated[int | None, Query(ge=0, description="where its words end")] = None,
    quote: Annotated[str, Query(description="its words, or their beginning")] = "",
) -> Shown:
    """One claim, found by its name, or by its words where another reader numbers them anew."""
    desk = desk_of(request)
    snapshot = desk.snapshot()
    try:
        document_id, claim_id = keys.parsed_claim_key(id)
        reading = contents.reading(snapshot, document_id)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error
    claim = meant(reading, claim_id, start, end, quote)
    if claim is None:
        raise HTTPException(404, f"there is no claim {id!r}, and none with these words")
    said = judgements(snapshot, reading.document.id).get(claim.id)
    (annotation,) = notes(reading, [claim])
    answer = OneClaim(
        key=keys.claim_key(reading.document.id, claim.id),
        link=link(reading.document.id, claim),
        moved=claim.id != claim_id,
        document=reading.document,
        claim=claim,
        review=review_of(said),
        annotation=annotation,
    )
    number = 1 + [one.id for one in reading.claims].index(claim.id)
    (card,) = cards([claim])
    before, after = around(reading.document.text, claim)
    context = {"card": card, "number": number, "before": before, "after": after}
    return Shown(answer, {**context, "key": answer.key, "stories": desk.tells_stories()})


def meant(
    reading: Reading, claim_id: str, start: int | None, end: int | None, quote: str
) -> Claim | None:
    """The claim that an address means.

    By its id, if its words are those of the address; else by its words and place, by its words
    alone, or by its place: the one that shares most with it.
    """

    def fits(claim: Claim) -> bool:
        return not quote or claim.text.startswith(quote)

    def at(claim: Claim) -> bool:
        return start is None or (claim.start == start and end in (None, claim.end))

    def shared(claim: Claim) -> int:
        return min(claim.end, end or 0) - max(claim.start, start or 0)

    named = [claim for claim in reading.claims if claim.id == claim_id]
    for claim in (*named, *reading.claims):
        if (claim.id == claim_id and fits(claim)) or (
            start is not None and fits(claim) and at(claim)
        ):
            return claim
    quoted = [claim for claim in reading.claims if quote and fits(claim)]
    if quoted:
        return quoted[0]
    if start is None or end is None:
        return None
    best = max(reading.claims, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def link(document_id: str, claim: Claim) -> str:
    """The address of a claim that lasts."""
    return address(
        "/claim",
        id=keys.claim_key(document_id, claim.id),
        start=str(claim.start),
        end=str(claim.end),
        quote=claim.text[:_QUOTED],
    )


def listed(found: Found) -> FoundClaim:
    """A claim of a page as its twin has it."""
    return FoundClaim(
        key=found.key,
        link=link(found.document_id, found.claim),
        document_id=found.document_id,
        title=found.title,
        publisher=found.publisher,
        published=found.published,
        review=review_of(found.review),
        claim=found.claim,
    )


def review_of(said: Judgement | None) -> Review | None:
    """A judgement as pages have it."""
    if said is None:
        return None
    return Review(verdict=said.verdict, correction=dict(said.correction), by=said.by, why=said.why)


def around(text: str, claim: Claim, width: int = 300) -> tuple[str, str]:
    """The text before and after a claim: its paragraph, or so many characters of it."""
    before = text[max(0, claim.start - width) : claim.start].rsplit("\n\n", 1)[-1]
    after = text[claim.end : claim.end + width].split("\n\n", 1)[0]
    return before, after
