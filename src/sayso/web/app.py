"""The desk as an app: its pages, its guard, and what becomes of errors.

Comes in: a ledger and who may ask. Goes out: an ASGI app, for uvicorn or any other server.
"""

from __future__ import annotations

from collections.abc import Callable

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
    queue,
    reviewing,
    searching,
    sources,
    speaking,
    taking,
    telling,
)
from sayso.web.desk import Desk, Sides
from sayso.web.drafts import Drafts
from sayso.web.guard import LEAST_TOKEN, Access, Guard, entered
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
        UsageError: others than this machine may ask, and no token is set; or it is too short.
    """
    access = access or Access()
    if access.hosts is None and access.token is None:
        raise UsageError("a desk that other machines can reach needs a token: --token TOKEN")
    if access.token is not None and len(access.token) < LEAST_TOKEN:
        raise UsageError(f"a token has at least {LEAST_TOKEN} characters")
    # The pages that FastAPI has for a description load scripts from another machine.
    app = FastAPI(
        title="sayso", version=__version__, description=_DESCRIPTION, docs_url=None, redoc_url=None
    )
    app.state.desk = Desk(ledger, sides, example=example)
    app.state.access = access
    app.state.drafts = Drafts(make_reader, make_fetcher)
    for room in _ROOMS:
        app.include_router(room.router)
    app.include_router(_door)
    app.add_exception_handler(SaysoError, _told)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _told)
    return Guard(app, access)


@_door.get("/assets/{name}")
def _asset(name: str) -> Response:
    """A file that pages load; its name in them changes with it, so it may be kept for ever."""
    if name not in assets():
        raise HTTPException(404, "there is no such file")
    content, kind = assets()[name]
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(content, media_type=kind, headers=headers)


@_door.get("/favicon.ico")
def _no_picture() -> Response:
    return Response(status_code=204)


@_door.get("/enter")
def _ask_for_token(request: Request) -> Response:
    if request.app.state.access.token is None:
        return RedirectResponse("/", 303)
    return rendered(request, "enter.html", {"wrong": False})


@_door.post("/enter")
def _take_token(request: Request, token: str = Form("")) -> Response:
    access: Access = request.app.state.access
    if access.token is None or access.is_token(token.strip()):
        return entered(access, "/")
    return rendered(request, "enter.html", {"wrong": True}, 403)


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
