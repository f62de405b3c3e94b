"""What a search shows, all of it, as a file: the columns of ``sayso claims``.

Comes in: the filters of a search. Goes out: CSV or JSON Lines, batch by batch, so that memory stays
within bounds, whatever the size of the ledger.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from sayso.ledger.claims import Filters
from sayso.views.grid import cell
from sayso.web.asked import Asked
from sayso.web.pages import desk_of

router = APIRouter(tags=["claims"])


@router.get("/claims.csv", summary="All claims that pass, as CSV", response_class=StreamingResponse)
def as_csv(request: Request, asked: Annotated[Asked, Query()]) -> StreamingResponse:
    """The columns of ``sayso claims --format csv``."""
    return _sent(_csv(request, asked.filters(), reviewed=asked.reviewed), "csv", "text/csv")


@router.get(
    "/claims.jsonl",
    summary="All claims that pass, one object a line",
    response_class=StreamingResponse,
)
def as_jsonl(request: Request, asked: Annotated[Asked, Query()]) -> StreamingResponse:
    """The columns of ``sayso claims --format jsonl``."""
    lines = _jsonl(request, asked.filters(), reviewed=asked.reviewed)
    return _sent(lines, "jsonl", "application/x-ndjson")


def _csv(request: Request, filters: Filters, *, reviewed: bool) -> Iterator[str]:
    with desk_of(request).ledger.selected(filters, reviewed=reviewed) as selection:
        batches = selection.flat()
        held = io.StringIO()
        writer = csv.writer(held, lineterminator="\n")
        writer.writerow(batches.schema.names)
        for batch in batches:
            writer.writerows(map(cell, row.values()) for row in batch.to_pylist())
            yield held.getvalue()
            held.seek(0)
            held.truncate()
        yield held.getvalue()


def _jsonl(request: Request, filters: Filters, *, reviewed: bool) -> Iterator[str]:
    with desk_of(request).ledger.selected(filters, reviewed=reviewed) as selection:
        for batch in selection.flat():
            for row in batch.to_pylist():
                yield json.dumps(row, ensure_ascii=False, default=_told) + "\n"


def _told(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _sent(lines: Iterator[str], form: str, kind: str) -> StreamingResponse:
    named = {"content-disposition": f'attachment; filename="claims.{form}"'}
    return StreamingResponse(lines, media_type=f"{kind}; charset=utf-8", headers=named)
