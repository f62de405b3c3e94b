"""Saved searches: filters of the page of claims under a name, kept in the ledger.

Comes in: a name and what is asked, from a form. Goes out: a row of ``searches`` (see
:mod:`sayso.ledger.searches`), and the list of those that are kept.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from sayso.web.asked import parsed
from sayso.web.pages import Shown, desk_of, page
from sayso.web.reviewing import reviewer

router = APIRouter(tags=["claims"])


class SavedSearch(BaseModel):
    """A search that is kept; ``query`` is what stands behind the ``?`` of its address."""

    name: str
    query: str
    link: str
    by: str | None
    saved_at: datetime


class Searches(BaseModel):
    """The searches that are kept, by name."""

    searches: list[SavedSearch]


@page(router, "/searches", "searches.html", Searches)
def searches(request: Request) -> Shown:
    """The searches over claims that people keep."""
    kept = [
        SavedSearch(
            name=one.name, query=one.query, link=_link(one.query), by=one.by, saved_at=one.saved_at
        )
        for one in desk_of(request).searches()
    ]
    asked = [parse_qsl(one.query) for one in kept]
    return Shown(Searches(searches=kept), {"asked": asked})


@router.post("/searches", include_in_schema=False)
def save(
    request: Request, name: Annotated[str, Form()] = "", query: Annotated[str, Form()] = ""
) -> RedirectResponse:
    """Keep a search, and show it."""
    asked = parsed(query).query()
    desk_of(request).ledger.save_search(name, asked, reviewer(request))
    return RedirectResponse(_link(asked), 303)


@router.post("/searches/remove", include_in_schema=False)
def remove(request: Request, name: Annotated[str, Form()] = "") -> RedirectResponse:
    """Take a search away."""
    desk_of(request).ledger.forget_search(name, reviewer(request))
    return RedirectResponse("/searches", 303)


def _link(query: str) -> str:
    return f"/claims?{query}" if query else "/claims"
