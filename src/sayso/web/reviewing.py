"""Review: accept, correct, reject or note a claim, undo it, see what was said before.

Comes in: what somebody decided, from a form. Goes out: a row of ``reviews``, as with ``sayso
review``, and the piece of the page that shows it. The idea in between: a form holds what a claim
was read as, column by column; whatever somebody changed in it is the correction.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, cast, get_args
from urllib.parse import quote, unquote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from sayso.errors import UsageError
from sayso.knowledge.plover import plover_types
from sayso.labels import label
from sayso.ledger import contents, corrections, keys
from sayso.ledger.corrections import CORRECTABLE
from sayso.ledger.found import judgements
from sayso.ledger.reviews import Review, Verdict
from sayso.records import Claim, Party
from sayso.web.asked import CERTAINTIES, STATUSES, VOICE_KINDS
from sayso.web.claims import review_of
from sayso.web.desk import Held
from sayso.web.pages import Shown, desk_of, page, rendered

router = APIRouter(tags=["reviews"])

#: Where a browser keeps who reviews, so that it is typed once.
_BY = "reviewer"
_YEAR = 31_536_000

_SHOWN = 200

_LISTED = """
    SELECT document_id || ':' || claim_id AS claim, verdict, correction, "by", why, reviewed_at,
        text
    FROM reviews WHERE verdict <> 'drawn' AND ($claim = '' OR claim = $claim)
    ORDER BY reviewed_at DESC, review_id LIMIT $limit
"""


class Said(BaseModel):
    """A review, as it was written; none is ever changed."""

    claim: str
    verdict: str
    correction: dict[str, str]
    by: str
    why: str | None
    reviewed_at: datetime
    text: str


class History(BaseModel):
    """Reviews, the last first."""

    claim: str
    reviews: list[Said]


@page(router, "/history", "history.html", History)
def history(
    request: Request,
    claim: Annotated[str, Query(description="only of this claim")] = "",
    limit: Annotated[int, Query(ge=1, le=10_000)] = _SHOWN,
) -> Shown:
    """Every review that was ever made, the last first."""
    given = {"claim": claim, "limit": limit}
    rows = desk_of(request).snapshot().query(_LISTED, given).to_pylist()
    said = [Said(**{**row, "correction": dict(row["correction"] or ())}) for row in rows]
    return Shown(History(claim=claim, reviews=said))


@router.get("/review/form", include_in_schema=False)
def form(request: Request, claim: str, verdict: Verdict) -> HTMLResponse:
    """The form for one verdict on a claim, to be shown over a page."""
    found, text = claim_of(desk_of(request).snapshot(), claim)
    context = {"verdict": verdict, "key": claim, **choices(request, found, text)}
    return rendered(request, "review_form.html", context)


@router.post("/review", include_in_schema=False)
async def write(request: Request) -> Response:
    """Write a review."""
    fields = {
        name: value for name, value in (await request.form()).items() if isinstance(value, str)
    }
    key, by = fields.get("claim", ""), fields.get("by", "").strip()
    verdict = fields.get("verdict", "")
    if verdict not in get_args(Verdict):
        raise UsageError(f"verdict={verdict!r}: use one of {', '.join(get_args(Verdict))}")
    if not by:
        raise UsageError("say who reviews")
    if verdict not in ("accept", "withdraw") and not fields.get("why", "").strip():
        raise UsageError("say why")
    desk = desk_of(request)
    correction = {}
    if verdict == "correct":
        claim, _ = _as_read(desk.snapshot(), key)
        correction = changed(claim, fields)
        if not correction:
            raise UsageError("nothing was changed; accept the claim, or change what is wrong")
    review = Review(key, cast("Verdict", verdict), by, fields.get("why"), correction)
    desk.ledger.review(review)
    return _answered(request, key, by, fields.get("next"))


@router.post("/review/undo", include_in_schema=False)
async def undo(request: Request) -> Response:
    """Take the last verdict on a claim back."""
    fields = await request.form()
    key, by = str(fields.get("claim", "")), str(fields.get("by", "")).strip() or reviewer(request)
    if not by:
        raise UsageError("say who reviews: accept, correct or reject something first")
    desk_of(request).ledger.undo(key, by)
    return _answered(request, key, by, str(fields.get("next", "")))


def reviewer(request: Request) -> str:
    """Who reviews in this browser, if anybody has."""
    return unquote(request.cookies.get(_BY, ""))


def choices(request: Request, claim: Claim, text: str) -> dict[str, object]:
    """What the form of a review shows: what the claim holds now, and what it could hold."""
    return {
        "held": held(claim),
        "by": reviewer(request),
        "statuses": STATUSES,
        "certainties": CERTAINTIES,
        "kinds": VOICE_KINDS,
        "types": tuple(plover_types()),
        "modes": sorted({mode for one in plover_types().values() for mode in one.modes}),
        "names": sorted({party.name for party in _parties(claim)} | {label(claim.voice)}),
        "context": text[max(0, claim.start - 200) : claim.end + 200],
    }


def held(claim: Claim) -> dict[str, str]:
    """What a claim holds in each column that can be corrected, as a form writes it."""
    event, voice = claim.event, claim.voice
    actors = event.actors if event is not None else ()
    recipients = event.recipients if event is not None else ()
    values = {
        "status": claim.status,
        "certainty": claim.certainty,
        "voice_kind": voice.kind,
        "voice_name": label(voice),
        "voice_code": voice.code or "",
        "event_type": event.type if event is not None else "",
        "mode": (event.mode or "") if event is not None else "",
        "actors": _joined([party.name for party in actors]),
        "actor_codes": _joined([party.code or "" for party in actors]),
        "recipients": _joined([party.name for party in recipients]),
        "recipient_codes": _joined([party.code or "" for party in recipients]),
    }
    return {name: values[name] for name in CORRECTABLE}


def changed(claim: Claim, fields: dict[str, str]) -> dict[str, str]:
    """What a form says differently from a claim as it was read."""
    as_read = held(claim)
    return {
        name: fields[name].strip()
        for name in CORRECTABLE
        if name in fields and _entries(fields[name]) != _entries(as_read[name])
    }


def claim_of(snapshot: Held, key: str) -> tuple[Claim, str]:
    """A claim as people have corrected it, and the text that it is of."""
    claim, text = _as_read(snapshot, key)
    said = judgements(snapshot, keys.parsed_claim_key(key)[0]).get(claim.id)
    if said is not None and said.verdict == "correct":
        claim = corrections.corrected(claim, said.correction, text)
    return claim, text


def _as_read(snapshot: Held, key: str) -> tuple[Claim, str]:
    try:
        document_id, claim_id = keys.parsed_claim_key(key)
        reading = contents.reading(snapshot, document_id)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error
    found = next((claim for claim in reading.claims if claim.id == claim_id), None)
    if found is None or reading.document.id != document_id:
        raise HTTPException(404, f"there is no claim {key!r}")
    return found, reading.document.text


def _answered(request: Request, key: str, by: str, to: str | None) -> Response:
    """What a page shows of it now; for a browser without scripts the page that it came from."""
    answer: Response
    if request.headers.get("hx-request") == "true":
        document_id, claim_id = keys.parsed_claim_key(key)
        said = judgements(desk_of(request).snapshot(), document_id).get(claim_id)
        context = {"key": key, "review": review_of(said)}
        answer = rendered(request, "reviewed.html", context)
    else:
        ours = to is not None and to.startswith("/") and not to.startswith(("//", "/\\"))
        answer = RedirectResponse(to if ours and to else "/review", 303)
    answer.set_cookie(_BY, quote(by), max_age=_YEAR, httponly=True, samesite="strict", path="/")
    return answer


def _parties(claim: Claim) -> tuple[Party, ...]:
    event = claim.event
    return (*event.actors, *event.recipients) if event is not None else ()


def _joined(entries: list[str]) -> str:
    return "; ".join(entries) if any(entries) else ""


def _entries(value: str) -> list[str]:
    entries = [entry.strip() for entry in value.split(";")]
    return entries if any(entries) else []
