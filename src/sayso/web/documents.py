"""Texts: what a ledger holds, and the reading of each, text and claims side by side."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from sayso.errors import UsageError
from sayso.ledger import contents
from sayso.ledger.found import judgements
from sayso.records import Reading
from sayso.views import html
from sayso.web.asked import PER_PAGE
from sayso.web.claims import Review, link, review_of
from sayso.web.desk import Held
from sayso.web.pages import Shown, address, desk_of, page

router = APIRouter(tags=["texts"])

_LISTED = """
    SELECT document_id, title, publisher, published, genre, claim_count AS claims, words
    FROM kept.whole_documents WHERE {where}
    ORDER BY published DESC NULLS LAST, document_id LIMIT {limit} OFFSET {skip}
"""
_COUNTED = "SELECT count(*) FROM kept.whole_documents WHERE {where}"
_NAMED = "$text = '' OR contains(strip_accents(lower(concat_ws(' ', title, publisher))), $text)"


class Listed(BaseModel):
    """A text in a list."""

    document_id: str
    title: str | None
    publisher: str | None
    published: date | None
    genre: str
    claims: int
    words: int


class Texts(BaseModel):
    """A page of the texts of the ledger, the newest first."""

    total: int
    page: int
    pages: int
    texts: list[Listed]


class Read(BaseModel):
    """A reading, with the last review of each claim and its lasting address, by claim id."""

    reading: Reading
    reviews: dict[str, Review]
    links: dict[str, str]


@page(router, "/documents", "documents.html", Texts)
def texts(
    request: Request,
    named: Annotated[str, Query(description="words of the title or the publisher's name")] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Shown:
    """The texts of the ledger, the newest first."""
    snapshot = desk_of(request).snapshot()
    given = {"text": named.strip().lower()}
    total = snapshot.query(_COUNTED.format(where=_NAMED), given).column(0)[0].as_py()
    found = newest(snapshot, PER_PAGE, (page - 1) * PER_PAGE, given["text"])
    pages = ceil(total / PER_PAGE)
    steps = {
        name: address("/documents", named=named, page=number) if 1 <= number <= pages else None
        for name, number in (("previous", page - 1), ("next", page + 1))
    }
    answer = Texts(total=total, page=page, pages=pages, texts=found)
    return Shown(answer, {"named": named, "around": steps})


@page(router, "/document", "document.html", Read)
def document(
    request: Request,
    id: Annotated[str, Query(description="the id of a document, or the start of one")],  # noqa: A002
) -> Shown:
    """The reading of a text: its words, and every claim in them."""
    desk = desk_of(request)
    snapshot = desk.snapshot()
    try:
        reading = contents.reading(snapshot, id)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error
    said = judgements(snapshot, reading.document.id)
    answer = Read(
        reading=reading,
        reviews={
            key: review for key, one in said.items() if (review := review_of(one)) is not None
        },
        links={claim.id: link(reading.document.id, claim) for claim in reading.claims},
    )
    context = {"reviews": answer.reviews, "links": answer.links, "stories": desk.tells_stories()}
    return Shown(answer, {**html.context(reading), **context})


def newest(snapshot: Held, limit: int, skip: int = 0, named: str = "") -> list[Listed]:
    """Texts, the newest first."""
    query = _LISTED.format(where=_NAMED, limit=limit, skip=skip)
    return [Listed(**row) for row in snapshot.query(query, {"text": named}).to_pylist()]
