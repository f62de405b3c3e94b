"""The desk as an app: its pages, its guard, and what becomes of errors.

Comes in: a ledger and who may ask. Goes out: an ASGI app, for uvicorn or any other server.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from sayso import Reader, __version__
from sayso.errors import LedgerError, SaysoError, UsageError
from sayso.intake.web import Fetcher
from sayso.ledger import Ledger
from sayso.ledger.readers import Reads
from sayso.web import (
    claims,
    documents,
    files,
    foretelling,
    overview,
    parties,
    plots,
    queue,
    reviewing,
    searching,
    sources,
    speaking,
    taking,
    telling,
)
from sayso.web.desk import Desk, Sides, StillWeighed
from sayso.web.drafts import Drafts
from sayso.web.entry import LEAST_PASSWORD, LEAST_TOKEN, WITHIN, Access, Entry
from sayso.web.guard import COOKIE, TOO_OFTEN, Guard, address_of, entered, session_of
from sayso.web.pages import assets, rendered

_DESCRIPTION = (
    "Every page of the desk has a twin in JSON, listed here: the same address with .json. "
    "Where the desk asks for a token, scripts show it as 'Authorization: Bearer TOKEN'; they can "
    "read and not write."
)

_ROOMS = (
    *(overview, claims, searching, files, documents, taking, queue, reviewing),
    *(speaking, sources, parties, foretelling, telling),
)

_door = APIRouter(include_in_schema=False)


def make_app(
    ledger: Ledger,
    access: Access | None = None,
    *,
    sides: Sides | None = None,
    make_reader: Callable[[], Reads] = Reader,
    make_fetcher: Callable[[], Fetcher] = Fetcher,
    example: bool = False,
) -> ASGIApp:
    """The desk over a ledger.

    Args:
        ledger: what it shows, and where it keeps what people read and review.
        access: who may ask; None: browsers on this machine, without a token.
        sides: whose voices are, where the ledger can't tell.
        make_reader: makes what reads texts that are given to the desk, when the first one comes.
        make_fetcher: makes what fetches addresses that are given to it.
        example: say that this is the example corpus.

    Raises:
        UsageError: others than this machine may ask, and neither token nor password is set; or one
            of them is too short.
    """
    access = access or Access()
    if access.hosts is None and not access.closed:
        raise UsageError("a desk that other machines can reach needs a token or a password")
    if access.token is not None and len(access.token) < LEAST_TOKEN:
        raise UsageError(f"a token has at least {LEAST_TOKEN} characters")
    if access.password is not None and len(access.password) < LEAST_PASSWORD:
        raise UsageError(f"a password has at least {LEAST_PASSWORD} characters")
    entry = Entry(access)
    # The pages that FastAPI has for a description load scripts from another machine.
    app = FastAPI(
        title="sayso", version=__version__, description=_DESCRIPTION, docs_url=None, redoc_url=None
    )
    app.state.desk = Desk(ledger, sides, example=example)
    app.state.entry = entry
    app.state.drafts = Drafts(make_reader, make_fetcher)
    for room in _ROOMS:
        app.include_router(room.router)
    app.include_router(_door)
    app.add_exception_handler(SaysoError, _told)
    app.add_exception_handler(StillWeighed, _waiting)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _told)
    return Guard(app, entry)


@_door.get("/assets/{name}")
def _asset(name: str) -> Response:
    """A file that pages load; its name in them changes with it, so it may be kept for ever."""
    if name == plots.SCRIPTS and plots.available():
        content, kind = plots.scripts(), "text/javascript; charset=utf-8"
    elif name in assets():
        content, kind = assets()[name]
    else:
        raise HTTPException(404, "there is no such file")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(content, media_type=kind, headers=headers)


@_door.get("/favicon.ico")
def _no_picture() -> Response:
    return Response(status_code=204)


@_door.get("/enter")
def _ask(request: Request) -> Response:
    """The page that asks for the token or the password."""
    entry: Entry = request.app.state.entry
    if not entry.access.closed:
        return RedirectResponse("/", 303)
    return rendered(request, "enter.html", _door_context(entry, None))


@_door.post("/enter")
def _let_in(request: Request, shown: Annotated[str, Form()] = "") -> Response:
    """Open a session for a browser that shows the token or the password."""
    entry: Entry = request.app.state.entry
    if not entry.access.closed:
        return RedirectResponse("/", 303)
    answer = entry.shown(address_of(request.scope), lambda: entry.access.is_either(shown))
    if answer == "right":
        # A browser says by which scheme it came, also where a proxy between has taken HTTPS off.
        origin = request.headers.get("origin", "")
        secure = request.url.scheme == "https" or origin.startswith("https://")
        return entered(entry, "/", secure=secure)
    if answer == "too often":
        page = rendered(request, "enter.html", _door_context(entry, TOO_OFTEN), 429)
        page.headers["retry-after"] = str(int(WITHIN))
        return page
    context = _door_context(entry, None)
    context["wrong"] = f"That is not the {context['asked']}."
    return rendered(request, "enter.html", context, 403)


@_door.post("/leave")
def _leave(request: Request) -> Response:
    """End a browser's session."""
    entry: Entry = request.app.state.entry
    entry.close(session_of(request.headers.get("cookie", "")))
    answer = RedirectResponse("/enter", 303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer


def _door_context(entry: Entry, wrong: str | None) -> dict[str, Any]:
    names = {"token": entry.access.token, "password": entry.access.password}
    asked = " or ".join(name for name, held in names.items() if held is not None)
    return {"asked": asked, "wrong": wrong, "places": [], "outside": True}


async def _waiting(request: Request, waited: Exception) -> Response:
    """A page that asks again by itself, also without scripts."""
    seconds = waited.seconds if isinstance(waited, StillWeighed) else 0.0
    page = rendered(request, "weighed.html", {"seconds": seconds, "twin": None}, 202)
    page.headers["refresh"] = "2"
    return page


async def _told(request: Request, error: Exception) -> Response:
    """An error as a page, or as JSON for who asked for JSON."""
    status, words = 500, "something went wrong here"
    if isinstance(error, HTTPException):
        status, words = error.status_code, str(error.detail)
    elif isinstance(error, RequestValidationError):
        status = 400
        words = "; ".join(
            f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()
        )
    elif isinstance(error, UsageError):
        status, words = 400, str(error)
    elif isinstance(error, LedgerError):
        status, words = 503, str(error)
    elif isinstance(error, SaysoError):
        words = str(error)
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": words}, status)
    return rendered(request, "error.html", {"status": status, "words": words, "twin": None}, status)
