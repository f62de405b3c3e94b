"""A reading as rows of the tables, and back again, exactly.

Comes in: a reading and when and by whom it was written; or the rows of one. Goes out: rows for
``documents``, ``attributions``, ``claims`` and ``parties``; or the reading, equal in every field to
the one that went in. The idea in between: flat columns are for asking and are derived from the
record; ``record`` is the record itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from sayso.intake.text import document_id as text_id
from sayso.intake.text import iso_date
from sayso.labels import chain, fold, label
from sayso.ledger import keys
from sayso.ledger.schema import SCHEMAS
from sayso.records import (
    Attribution,
    Claim,
    Document,
    Event,
    Party,
    Reading,
    Span,
    Voice,
)

Row = dict[str, Any]

#: Between the pieces of a source, cue or content that is not in one piece.
GAP = " ... "


@dataclass(frozen=True)
class Stamp:
    """What a batch writes into each of its rows."""

    reader: str
    batch_id: str
    run_id: str
    at: datetime


def table(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as an Arrow table with the schema of that name.

    Raises:
        ValueError: a row has a value that no column would keep.
    """
    schema = SCHEMAS[name]
    columns = frozenset(schema.names)
    for row in rows:
        if row.keys() - columns:
            raise ValueError(f"{name} has no column for {', '.join(row.keys() - columns)}")
    return pa.Table.from_pylist([dict(row) for row in rows], schema=schema)


def rows(reading: Reading, stamp: Stamp) -> dict[str, list[Row]]:
    """All rows of a reading, by table.

    Args:
        reading: what was read.
        stamp: reader, batch, run and time.

    Returns:
        One row under ``documents`` and any number under ``attributions``, ``claims``, ``parties``.
    """
    return stamped(bare(reading), stamp)


def bare(reading: Reading) -> dict[str, list[Row]]:
    """All rows of a reading, as :func:`rows` gives them, without what a batch writes into them."""
    key = {"document_id": reading.document.id}
    told = [claim_rows(claim, key, place) for place, claim in enumerate(reading.claims)]
    parties = [row for _, rows in told for row in rows]
    counts = {
        "attribution_count": len(reading.attributions),
        "claim_count": len(reading.claims),
        "party_count": len(parties),
    }
    return {
        "documents": [key | counts | _document(reading)],
        "attributions": [
            key | {"position": place} | _attribution(attribution)
            for place, attribution in enumerate(reading.attributions)
        ],
        "claims": [row for row, _ in told],
        "parties": parties,
    }


def stamped(bare: Mapping[str, Sequence[Row]], stamp: Stamp) -> dict[str, list[Row]]:
    """The rows of one reading with what a batch writes into them."""
    (document,) = bare["documents"]
    key = {
        "reader": stamp.reader,
        "reading_id": keys.reading_id(document["document_id"], stamp.reader, stamp.batch_id),
        "batch_id": stamp.batch_id,
    }
    written = {"run_id": stamp.run_id, "read_at": stamp.at}
    made = {name: [key | row for row in found] for name, found in bare.items()}
    return made | {"documents": [key | written | document]}


def claim_rows(claim: Claim, key: Mapping[str, Any], position: int) -> tuple[Row, list[Row]]:
    """The row of a claim in ``claims``, and those of its parties in ``parties``.

    Args:
        claim: the claim.
        key: what says of which reading it is.
        position: its place among the reading's claims, from 0.
    """
    known = dict(key)
    parties = [known | row for row in _parties(claim)]
    return known | {"position": position} | _claim(claim), parties


def rebuilt(
    document: Mapping[str, Any],
    attributions: Iterable[Mapping[str, Any]],
    claims: Iterable[Mapping[str, Any]],
) -> Reading:
    """The reading that these rows were made of.

    Args:
        document: its row of ``documents``, with ``text`` and ``record``.
        attributions: its rows of ``attributions``, in any order, with ``position`` and ``record``.
        claims: the same of ``claims``.

    Raises:
        ValueError: a record is damaged, or a span of it differs from the text.
    """
    record = json.loads(document["record"])
    record["document"]["text"] = document["text"]
    for name, found in (("attributions", attributions), ("claims", claims)):
        ordered = sorted(found, key=lambda row: row["position"])
        record[name] = [json.loads(row["record"]) for row in ordered]
    return Reading.model_validate(record)


def appearance(document_id: str, document: Document, run_id: str, at: datetime) -> Row:
    """A document's row of ``appearances``: this address, this publisher, this day."""
    return {
        "document_id": document_id,
        "text_id": text_id(document.text),
        "appearance_id": keys.appearance_id(document_id, document),
        "given_id": document.id,
        "url": document.url,
        "publisher": document.publisher,
        "published": day(document.published),
        "title": document.title,
        "author": document.author,
        "run_id": run_id,
        "seen_at": at,
    }


def rejection(source: str, reason: str, run_id: str, at: datetime) -> Row:
    """A row of ``rejected``."""
    source, reason = storable(source), storable(reason)
    return {
        "rejection_id": keys.rejection_id(source, reason),
        "source": source,
        "reason": reason,
        "run_id": run_id,
        "rejected_at": at,
    }


def day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or date and time; None where it is neither."""
    found = iso_date(published or "")
    return date.fromisoformat(found) if found else None


def storable(text: str) -> str:
    """The text with lone surrogates, which no table can hold, as U+FFFD (odd file names)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _document(reading: Reading) -> Row:
    document, info = reading.document, reading.reader
    record = reading.model_dump(mode="json", exclude={"attributions", "claims"})
    record["document"].pop("text")
    return {
        "text_id": text_id(document.text),
        "title": document.title,
        "publisher": document.publisher,
        "author": document.author,
        "published": day(document.published),
        "url": document.url,
        "language": document.language,
        "genre": document.genre,
        "genre_confidence": document.genre_confidence,
        "licence": document.licence,
        "words": len(document.text.split()),
        "reader_version": info.version,
        "reader_models": _json(info.models),
        "text": document.text,
        "digest": keys.digest(reading),
        "record": _json(record),
    }


def _attribution(attribution: Attribution) -> Row:
    return {
        "attribution_id": attribution.id,
        "parent": attribution.parent,
        "quote": attribution.quote,
        "source": _joined(attribution.source),
        "cue": _joined(attribution.cue),
        "content": _joined(attribution.content),
        "content_start": min((span.start for span in attribution.content), default=None),
        "content_end": max((span.end for span in attribution.content), default=None),
        "record": attribution.model_dump_json(),
    }


def _claim(claim: Claim) -> Row:
    voice = claim.voice
    low, high = claim.likelihood or (None, None)
    return {
        "claim_id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "voices": chain(claim.sayso),
        "voice_kind": voice.kind,
        "voice_name": label(voice),
        "voice_code": voice.code,
        "stance": voice.stance,
        "quote": voice.quote,
        "depth": len(claim.sayso) - 1,
        "sayso": [_voice(link) for link in claim.sayso],
        "status": claim.status,
        "certainty": claim.certainty,
        "likelihood_low": low,
        "likelihood_high": high,
        **_event(claim.event),
        "evidence": [evidence.text for evidence in claim.evidence],
        "evidence_kinds": [evidence.kind for evidence in claim.evidence],
        "loaded": [span.text for span in claim.loaded],
        "confidence": claim.confidence,
        "text_folded": fold(claim.text),
        "who_folded": "\n".join(_folded(_voice_names(link)) for link in claim.sayso),
        "record": claim.model_dump_json(),
    }


def _voice(voice: Voice) -> Row:
    return {
        "kind": voice.kind,
        "name": voice.name,
        "code": voice.code,
        "stance": voice.stance,
        "quote": voice.quote,
        "mention": voice.mention.text if voice.mention is not None else None,
        "cue": voice.cue.text if voice.cue is not None else None,
        "attribution": voice.attribution,
    }


def _event(event: Event | None) -> Row:
    if event is None:
        empty = dict.fromkeys(("contexts", "auxiliary", "actors", "actor_codes"), ())
        return empty | dict.fromkeys(("recipients", "recipient_codes"), ())
    when, where = event.when, event.where
    return {
        "event_id": event.event_id,
        "event_type": event.type,
        "mode": event.mode,
        "contexts": event.contexts,
        "auxiliary": event.auxiliary,
        "trigger": event.trigger.text,
        "actors": [party.name for party in event.actors],
        "actor_codes": [party.code for party in event.actors],
        "recipients": [party.name for party in event.recipients],
        "recipient_codes": [party.code for party in event.recipients],
        "when_text": when.text if when is not None else None,
        "when_value": when.value if when is not None else None,
        "when_precision": when.precision if when is not None else None,
        "place": where.name if where is not None else None,
        "place_country": where.country if where is not None else None,
        "latitude": where.latitude if where is not None else None,
        "longitude": where.longitude if where is not None else None,
        "geonames": where.geonames if where is not None else None,
        "quad": event.quad,
        "score": event.score,
        "actors_folded": "\n".join(_folded(_party_names(party)) for party in event.actors),
        "recipients_folded": "\n".join(_folded(_party_names(party)) for party in event.recipients),
    }


def _parties(claim: Claim) -> Iterable[Row]:
    if claim.event is None:
        return
    for role, parties in (("actor", claim.event.actors), ("recipient", claim.event.recipients)):
        for place, party in enumerate(parties):
            yield {
                "claim_id": claim.id,
                "event_id": claim.event.event_id,
                "event_type": claim.event.type,
                "role": role,
                "position": place,
                **{name: getattr(party, name) for name in Party.model_fields},
            }


def _voice_names(voice: Voice) -> tuple[str | None, ...]:
    return (voice.name, voice.code, voice.mention.text if voice.mention is not None else None)


def _party_names(party: Party) -> tuple[str | None, ...]:
    return (party.name, party.code, party.country)


def _folded(names: Iterable[str | None]) -> str:
    return "\t".join(fold(name) for name in names if name)


def _joined(spans: Sequence[Span]) -> str | None:
    return GAP.join(span.text for span in spans) if spans else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
