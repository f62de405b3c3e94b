"""Read a text: paste it, drop a file, name an address; look at the reading; keep it, or don't."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from sayso.errors import UsageError
from sayso.intake.text import MAX_CHARACTERS
from sayso.records import Reading
from sayso.views import html
from sayso.web.asked import day
from sayso.web.drafts import Draft, Drafts
from sayso.web.guard import MAX_BYTES
from sayso.web.pages import Shown, address, desk_of, page, rendered

router = APIRouter(tags=["drafts"])

# Characters of a title.
_LONGEST = 500

# A browser that polls is told with this header to load the page anew.
_ANEW = {"hx-refresh": "true"}


class DraftState(BaseModel):
    """A text on its way to a reading, which is there once ``state`` is ``done``."""

    id: str
    source: str
    state: str
    words: int | None
    seconds: float
    error: str | None
    reading: Reading | None


@router.get("/read", include_in_schema=False)
def ask(request: Request) -> HTMLResponse:
    """The form for a text."""
    return rendered(request, "read.html", {"twin": None, "most": MAX_CHARACTERS})


@router.post("/read", include_in_schema=False)
async def take(request: Request) -> Response:
    """Start to read what was given: a file, else an address, else the text that was pasted."""
    # A long text is one field of a form, and larger than a field usually may be.
    form = await request.form(max_part_size=MAX_BYTES, max_files=1, max_fields=20)

    def field(name: str) -> str:
        value = form.get(name)
        return value if isinstance(value, str) else ""

    about: dict[str, str | None] = {}
    for name in ("title", "publisher"):
        about[name] = field(name).strip() or None
        if len(about[name] or "") > _LONGEST:
            raise UsageError(f"{name}: write no more than {_LONGEST} characters")
    published = day("published", field("published"))
    about["published"] = published.isoformat() if published else None
    drafts, file = drafts_of(request), form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        draft = drafts.upload(await file.read(), file.filename, about)
    elif field("url").strip():
        draft = drafts.fetch(field("url").strip(), about)
    elif field("text").strip():
        draft = drafts.paste(field("text"), about)
    else:
        raise UsageError("there is nothing to read; paste a text, choose a file or name an address")
    return RedirectResponse(address("/draft", id=draft.id), 303)


@page(router, "/draft", "draft.html", DraftState)
def draft(request: Request, id: Annotated[str, Query(description="of the draft")]) -> Shown:  # noqa: A002
    """A text that is being read, and its reading once it is there."""
    found = _found(request, id)
    state = found.state  # it may change at any moment: the page is of one
    reading = found.reading if state == "done" else None
    answer = DraftState(
        id=found.id,
        source=found.source,
        state=state,
        words=found.words,
        seconds=found.seconds,
        error=found.error,
        reading=reading,
    )
    if reading is None:
        return Shown(answer)
    context = {**html.context(reading), "reviews": {}, "links": {}}
    return Shown(answer, context, "drafted.html")


@router.get("/draft/progress", include_in_schema=False)
def progress(request: Request, id: Annotated[str, Query()]) -> Response:  # noqa: A002
    """How far it is, for a page that asks again and again; loaded anew once it is done."""
    found = _found(request, id)
    if found.state in ("done", "failed"):
        return Response(headers=_ANEW)
    return rendered(request, "progress.html", {"answer": found})


@router.post("/draft/keep", include_in_schema=False)
def keep(request: Request, id: Annotated[str, Form()]) -> Response:  # noqa: A002
    """Write the reading into the ledger."""
    document_id = drafts_of(request).keep(_found(request, id), desk_of(request).ledger)
    return RedirectResponse(address("/document", id=document_id), 303)


@router.post("/draft/drop", include_in_schema=False)
def drop(request: Request, id: Annotated[str, Form()]) -> Response:  # noqa: A002
    """Throw the reading away."""
    drafts_of(request).drop(id)
    return RedirectResponse("/read", 303)


def drafts_of(request: Request) -> Drafts:
    """The drafts of this desk."""
    drafts: Drafts = request.app.state.drafts
    return drafts


def _found(request: Request, draft_id: str) -> Draft:
    found = drafts_of(request).get(draft_id)
    if found is None:
        raise HTTPException(404, "this draft is no longer here; it was kept or thrown away")
    return found
