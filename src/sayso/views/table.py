"""Readings as a flat table: one row a claim, for spreadsheets, R and pandas.

Comes in: readings. Goes out: CSV with the columns of :data:`COLUMNS`, always all of them, in UTF-8;
what is unknown or does not apply is an empty cell, several values stand in one cell with ``; ``
between them. The idea in between: a row can be read alone, so it repeats the document's metadata
and carries the chain of voices next to the words.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from sayso.records import Claim, Document, Event, Party, Reading
from sayso.views.chain import chain, label

#: The columns, in order.
COLUMNS: tuple[str, ...] = (
    "document_id", "claim_id", "start", "end", "text",
    "voices", "voice_kind", "voice_name", "voice_code", "stance", "quote", "depth",
    "status", "certainty", "likelihood_low", "likelihood_high",
    "event_type", "mode", "contexts", "trigger",
    "actors", "actor_codes", "recipients", "recipient_codes",
    "when", "when_value", "where", "quad", "score",
    "evidence", "loaded", "confidence",
    "title", "publisher", "published", "url", "genre",
)  # fmt: skip

#: Between the values of a cell that holds several.
SEPARATOR = "; "


def rows(reading: Reading, claims: Sequence[Claim] | None = None) -> Iterator[dict[str, str]]:
    """One row for each claim, in text order.

    Args:
        reading: the reading.
        claims: the claims of it to write; all where None.

    Yields:
        A value for each of :data:`COLUMNS`. ``depth`` counts the voices after the author's;
        ``actor_codes`` has one entry for each of ``actors``, empty for a party without a code.
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
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    if header:
        writer.writeheader()
    for reading, claims in readings:
        writer.writerows(rows(reading, claims))


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
    low, high = claim.likelihood or ("", "")
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
        "likelihood_low": str(low),
        "likelihood_high": str(high),
        "evidence": SEPARATOR.join(evidence.text for evidence in claim.evidence),
        "loaded": SEPARATOR.join(span.text for span in claim.loaded),
        "confidence": str(claim.confidence),
    }


def _event(event: Event | None) -> dict[str, str]:
    if event is None:
        return {}
    return {
        "event_type": event.type,
        "mode": event.mode or "",
        "contexts": SEPARATOR.join(event.contexts),
        "trigger": event.trigger.text,
        "actors": SEPARATOR.join(party.name for party in event.actors),
        "actor_codes": _codes(event.actors),
        "recipients": SEPARATOR.join(party.name for party in event.recipients),
        "recipient_codes": _codes(event.recipients),
        "when": event.when.text if event.when is not None else "",
        "when_value": (event.when.value or "") if event.when is not None else "",
        "where": event.where.name if event.where is not None else "",
        "quad": event.quad,
        "score": str(event.score),
    }


def _codes(parties: Sequence[Party]) -> str:
    if not any(party.code for party in parties):
        return ""
    return SEPARATOR.join(party.code or "" for party in parties)
