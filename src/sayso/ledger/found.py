"""Claims found, as records, a page of them at a time, with their document and their review.

Comes in: a snapshot and filters. Goes out: a :class:`Page`. The idea in between: which claims come
first is settled from the few columns that tell; only what a page shows is then taken out whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sayso.errors import LedgerError, UsageError
from sayso.ledger import corrections
from sayso.ledger.claims import Filters, condition
from sayso.ledger.snapshot import Snapshot
from sayso.records import Claim

Order = Literal["newest", "oldest"]

_ORDERS: Mapping[Order, str] = {
    "newest": "published DESC NULLS LAST, document_id, reader, position",
    "oldest": "published NULLS LAST, document_id, reader, position",
}

_TAKEN = """
    SELECT told.document_id, told.claim_id, told.record, title, publisher, published,
        said.verdict, said.correction, said."by", said.why, said.reviewed_at
    FROM {few} AS told LEFT JOIN kept.last_reviews AS said USING (document_id, reader, claim_id)
    ORDER BY {order}
"""


@dataclass(frozen=True)
class Judgement:
    """The review of a claim that counts: what it says, whose it is, and why."""

    verdict: str
    correction: Mapping[str, str]
    by: str
    why: str | None
    reviewed_at: datetime


@dataclass(frozen=True)
class Found:
    """A claim with what its document says of itself, and the review that counts, if any."""

    key: str
    claim: Claim
    document_id: str
    title: str | None
    publisher: str | None
    published: date | None
    review: Judgement | None


@dataclass(frozen=True)
class Page:
    """Some of the claims that pass, and how many pass in all."""

    total: int
    found: tuple[Found, ...]


def page(
    snapshot: Snapshot,
    filters: Filters,
    *,
    limit: int,
    skip: int = 0,
    order: Order = "newest",
    reviewed: bool = False,
) -> Page:
    """A page of the claims that pass.

    Args:
        snapshot: what to look at.
        filters: what to look for.
        limit: how many claims make a page.
        skip: how many come before it.
        order: by day of publication; claims of one document stand as in the text.
        reviewed: apply people's reviews first.

    Raises:
        UsageError: a number makes no sense.
        LedgerError: the ledger cannot be read.
    """
    if limit < 0 or skip < 0:
        raise UsageError(f"limit={limit}, skip={skip}: they must be 0 or more")
    where, parameters = condition(filters)
    source = corrections.judged if reviewed else corrections.unjudged
    with snapshot.connection() as connection:
        corrections.apply(snapshot, connection)
        bare = source("bare_claims")
        chosen = snapshot.asked(
            connection,
            f"SELECT reading_id, position, count(*) OVER () AS total FROM {bare} {where} "  # noqa: S608
            f"ORDER BY {_ORDERS[order]} LIMIT {limit} OFFSET {skip}",
            parameters,
        )
        if chosen.num_rows:
            total = int(chosen.column("total")[0].as_py())
        else:  # a page after the last one
            count = f"SELECT count(*) FROM {bare} {where}"  # noqa: S608
            total = int(snapshot.asked(connection, count, parameters).column(0)[0].as_py())
        connection.register("chosen", chosen)
        few = source("whole_claims", "SEMI JOIN chosen USING (reading_id, position)")
        rows = snapshot.asked(connection, _TAKEN.format(few=few, order=_ORDERS[order])).to_pylist()
    return Page(total, tuple(_found(snapshot, row) for row in rows))


def named(snapshot: Snapshot, names: Sequence[str], *, limit: int = 200) -> tuple[Found, ...]:
    """The claims of these names (``seoul-01:c7``), by day; names that stand for none are left out.

    Args:
        snapshot: what to look at.
        names: of claims.
        limit: the most to take.
    """
    with snapshot.connection() as connection:
        corrections.apply(snapshot, connection)
        chosen = snapshot.asked(
            connection,
            "SELECT reading_id, position FROM kept.bare_claims "  # noqa: S608 - our own names
            "WHERE list_contains($names, document_id || ':' || claim_id) "
            f"ORDER BY {_ORDERS['oldest']} LIMIT {int(limit)}",
            {"names": list(names)},
        )
        connection.register("chosen", chosen)
        few = corrections.unjudged("whole_claims", "SEMI JOIN chosen USING (reading_id, position)")
        query = _TAKEN.format(few=few, order=_ORDERS["oldest"])
        rows = snapshot.asked(connection, query).to_pylist()
    return tuple(_found(snapshot, row) for row in rows)


def judgements(snapshot: Snapshot, document_id: str) -> dict[str, Judgement]:
    """The reviews that count of a document's claims, by claim id."""
    with snapshot.connection() as connection:
        corrections.apply(snapshot, connection)
        rows = snapshot.asked(
            connection,
            'SELECT claim_id, verdict, correction, "by", why, reviewed_at '
            "FROM kept.last_reviews SEMI JOIN kept.readings USING (document_id, reader) "
            "WHERE document_id = $document",
            {"document": document_id},
        ).to_pylist()
    return {row["claim_id"]: _judgement(row) for row in rows}


def _found(snapshot: Snapshot, row: Mapping[str, Any]) -> Found:
    try:
        claim = Claim.model_validate_json(row["record"])
    except ValueError as error:
        raise LedgerError(
            f"{snapshot.store.location}: a claim of document {row['document_id']} is damaged; "
            "see 'sayso ledger verify'"
        ) from error
    return Found(
        key=f"{row['document_id']}:{row['claim_id']}",
        claim=claim,
        document_id=row["document_id"],
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        review=_judgement(row) if row["verdict"] is not None else None,
    )


def _judgement(row: Mapping[str, Any]) -> Judgement:
    return Judgement(
        row["verdict"], dict(row["correction"] or ()), row["by"], row["why"], row["reviewed_at"]
    )
