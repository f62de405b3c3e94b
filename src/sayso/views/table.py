"""Readings as a flat table: one row a claim, for spreadsheets, R and pandas.

Comes in: readings. Goes out: CSV with the columns of :data:`COLUMNS`, always all of them, in UTF-8;
what is unknown or does not apply is an empty cell, several values stand in one cell with ``; ``
between them. The idea in between: a row can be read alone, so it repeats the document's metadata
and carries the chain of voices next to the words. ``docs/export.md`` explains every column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from sayso.records import Claim, Document, Event, Party, Reading
from sayso.views import cells
from sayso.views.cells import joined
from sayso.views.chain import chain, label

#: The columns, in order; new ones come last.
COLUMNS: tuple[str, ...] = (
    "document_id", "claim_id", "start", "end", "text",
    "voices", "voice_kind", "voice_name", "voice_code", "stance", "quote", "depth",
    "status", "certainty", "likelihood_low", "likelihood_high",
    "event_type", "mode", "contexts", "trigger",
    "actors", "actor_codes", "recipients", "recipient_codes",
    "when", "when_value", "where", "quad", "score",
    "evidence", "loaded", "confidence",
    "title", "publisher", "published", "url", "genre",
    "event_id", "auxiliary",
    "actor_countries", "actor_sectors", "actor_titles",
    "recipient_countries", "recipient_sectors", "recipient_titles",
    "when_precision", "where_country", "latitude", "longitude", "geonames",
)  # fmt: skip


def rows(reading: Reading, claims: Sequence[Claim] | None = None) -> Iterator[dict[str, str]]:
    """One row for each claim, in text order.

    Args:
        reading: the reading.
        claims: the claims of it to write; all where None.

    Yields:
        A value for each of :data:`COLUMNS`. ``depth`` counts the voices after the author's;
        ``actor_codes`` has one entry for each of ``actors``, empty for a party without a code, and
        so have the other columns about actors and about recipients.
    """
    about = _document(reading.document)
    for claim in reading.claims if claims is None else claims:
        yield {**dict.fromkeys(COLUMNS, ""), **about, **_claim(claim), **_event(claim.event)}


def write(
    readings: Iterable[tuple[Reading, Sequence[Claim] | None]],
    stream: TextIO,
    *,
    header: bool = True,
) -> None:
    """Write readings, each with the claims to keep (None: all), as CSV.

    Args:
        readings: taken one at a time, written at once.
        stream: open for text, with ``newline=""`` where it is a file.
        header: whether to start with the names of the columns.
    """
    batches = (rows(reading, claims) for reading, claims in readings)
    cells.write(batches, COLUMNS, stream, delimiter=",", header=header)


def number(value: float | None) -> str:
    """A number as a cell holds it; empty for None."""
    return "" if value is None else str(value)


def _document(document: Document) -> dict[str, str]:
    return {
        "document_id": document.id,
        "title": document.title or "",
        "publisher": document.publisher or "",
        "published": document.published or "",
        "url": document.url or "",
        "genre": document.genre,
    }


def _claim(claim: Claim) -> dict[str, str]:
    voice = claim.voice
    low, high = claim.likelihood or (None, None)
    return {
        "claim_id": claim.id,
        "start": str(claim.start),
        "end": str(claim.end),
        "text": claim.text,
        "voices": chain(claim.sayso),
        "voice_kind": voice.kind,
        "voice_name": label(voice),
        "voice_code": voice.code or "",
        "stance": voice.stance or "",
        "quote": voice.quote or "",
        "depth": str(len(claim.sayso) - 1),
        "status": claim.status,
        "certainty": claim.certainty,
        "likelihood_low": number(low),
        "likelihood_high": number(high),
        "evidence": joined(evidence.text for evidence in claim.evidence),
        "loaded": joined(span.text for span in claim.loaded),
        "confidence": str(claim.confidence),
    }


def _event(event: Event | None) -> dict[str, str]:
    if event is None:
        return {}
    when, where = event.when, event.where
    return {
        "event_id": event.event_id or "",
        "event_type": event.type,
        "mode": event.mode or "",
        "contexts": joined(event.contexts),
        "auxiliary": joined(event.auxiliary),
        "trigger": event.trigger.text,
        **_parties("actor", event.actors),
        **_parties("recipient", event.recipients),
        "when": when.text if when is not None else "",
        "when_value": (when.value or "") if when is not None else "",
        "when_precision": when.precision if when is not None else "",
        "where": where.name if where is not None else "",
        "where_country": (where.country or "") if where is not None else "",
        "latitude": number(where.latitude if where is not None else None),
        "longitude": number(where.longitude if where is not None else None),
        "geonames": number(where.geonames if where is not None else None),
        "quad": event.quad,
        "score": str(event.score),
    }


def _parties(role: str, parties: Sequence[Party]) -> dict[str, str]:
    return {
        f"{role}s": joined(party.name for party in parties),
        f"{role}_codes": joined(party.code for party in parties),
        f"{role}_countries": joined(party.country for party in parties),
        f"{role}_sectors": joined(party.sector for party in parties),
        f"{role}_titles": joined(party.title for party in parties),
    }
