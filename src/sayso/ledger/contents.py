"""What is in a ledger: one reading, rebuilt, and the figures of ``sayso ledger info``.

Comes in: a snapshot. Goes out: a reading, equal to the one that was written, or counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from sayso.errors import LedgerError, UsageError
from sayso.ledger.corrections import DRAWN
from sayso.ledger.rows import rebuilt
from sayso.ledger.snapshot import Snapshot, told
from sayso.records import Reading

# What a reading is rebuilt from.
_PARTS = {
    "documents": "document_id, text, record",
    "attributions": "position, record",
    "claims": "position, record",
}


@dataclass(frozen=True)
class ReaderShare:
    """What one reader has read."""

    reader: str
    version: str
    models: str
    documents: int
    last: datetime


@dataclass(frozen=True)
class Info:
    """The figures of a ledger; ``bytes`` and ``files`` are of the present version."""

    location: str
    version: int
    documents: int
    appearances: int
    attributions: int
    claims: int
    parties: int
    rejected: int
    reviews: int
    runs: int
    words: int
    first_published: date | None
    last_published: date | None
    files: int
    bytes: int
    readers: tuple[ReaderShare, ...]


def reading(snapshot: Snapshot, document_id: str) -> Reading:
    """The reading of a document, rebuilt.

    Args:
        snapshot: what to look at.
        document_id: its id, the id that a copy of it was given, or the start of only one id.

    Raises:
        UsageError: there is no such document, or several begin like this.
        LedgerError: its rows are damaged.
    """
    with snapshot.connection() as connection:
        key = _named(snapshot, connection, document_id)
        parts = {
            name: snapshot.asked(
                connection,
                f"SELECT {columns} FROM kept.{name} WHERE reading_id = $key",  # noqa: S608
                {"key": key},
            ).to_pylist()
            for name, columns in _PARTS.items()
        }
    (document,) = parts["documents"]
    try:
        return rebuilt(document, parts["attributions"], parts["claims"])
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(snapshot, document["document_id"]) from error


def info(snapshot: Snapshot) -> Info:
    """Count what is there."""
    with snapshot.connection() as connection, told(snapshot.store):
        counts = connection.sql(
            "SELECT count(*) AS documents, sum(attribution_count) AS attributions, "
            "sum(claim_count) AS claims, sum(party_count) AS parties, sum(words) AS words, "
            "min(published) AS first_published, max(published) AS last_published FROM documents"
        ).to_arrow_table()
        figures: dict[str, Any] = counts.to_pylist()[0]
        for name, source in (
            ("appearances", "appearances"),
            ("rejected", "rejected"),
            ("reviews", f"reviews WHERE verdict <> '{DRAWN}'"),
            ("runs", "runs"),
        ):
            row = connection.execute(f"SELECT count(*) FROM {source}").fetchone()  # noqa: S608
            figures[name] = row[0] if row is not None else 0
        shares = connection.execute(
            "SELECT reader, any_value(reader_version), any_value(reader_models), "
            "count(*), max(read_at) FROM kept.documents GROUP BY reader ORDER BY max(read_at)"
        ).fetchall()
    for name in ("attributions", "claims", "parties", "words"):
        figures[name] = int(figures[name] or 0)
    sizes = [
        size
        for table in snapshot.tables.values()
        for size in table.get_add_actions(flatten=True).column("size_bytes").to_pylist()
    ]
    return Info(
        location=snapshot.store.location,
        version=snapshot.version,
        files=len(sizes),
        bytes=sum(sizes),
        readers=tuple(ReaderShare(*share) for share in shares),
        **figures,
    )


def _named(snapshot: Snapshot, connection: duckdb.DuckDBPyConnection, document_id: str) -> str:
    """The reading of the document that goes by this name: exactly, as a copy, or by its start."""
    for condition in (
        "document_id = $id",
        "document_id IN (SELECT document_id FROM kept.appearances WHERE given_id = $id)",
        "starts_with(document_id, $id)",
    ):
        found = snapshot.asked(
            connection,
            "SELECT document_id, reading_id FROM kept.whole_documents "  # noqa: S608
            f"WHERE {condition} ORDER BY read_at DESC LIMIT 2",
            {"id": document_id},
        ).to_pylist()
        if len({row["document_id"] for row in found}) > 1:
            raise UsageError(f"several documents are called {document_id!r}; give the whole id")
        if found:
            return str(found[0]["reading_id"])
    raise UsageError(f"{snapshot.store.location}: there is no document {document_id!r}")


def damaged(snapshot: Snapshot, document_id: str) -> LedgerError:
    """The error for a document whose rows don't make a reading."""
    return LedgerError(
        f"{snapshot.store.location}: the rows of document {document_id} are damaged; "
        "see 'sayso ledger verify'"
    )
