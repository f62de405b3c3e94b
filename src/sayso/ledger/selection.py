"""What goes out of a ledger: the readings whose claims pass, one after the other, or their tables.

Comes in: a snapshot and filters. Goes out: readings with the claims of each that pass, or Arrow
batches of the tables that SQL sees. The idea in between: which claims pass is settled first and
kept by number; then the rows of their documents are gathered on disk and sorted some thousand
documents at a time, and each reading is rebuilt when its turn comes. So memory stays within bounds,
whatever the size of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa

from sayso.errors import UsageError
from sayso.ledger import corrections
from sayso.ledger.claims import Filters, condition
from sayso.ledger.contents import damaged
from sayso.ledger.rows import rebuilt
from sayso.ledger.schema import HIDDEN
from sayso.ledger.snapshot import Snapshot, columns, told
from sayso.records import Claim, Reading

#: The tables that an export may hold.
TABLES = ("documents", "attributions", "claims", "parties")

# What DuckDB may hold in memory before it goes on on disk.
_MEMORY = "300MB"

# Documents that are sorted at once, and rows that are handed on at once.
_DOCUMENTS = 5_000
_ROWS = 2_000

_SHOWN = "SELECT * EXCLUDE (_no, _place)"

# One table after the other: a sort of their union would not fit.
_RECORDS = {
    "document": """
        SELECT no, 'document', 0, record, wanted.document_id, text, false, NULL
        FROM kept.documents JOIN taken.wanted USING (reading_id)
    """,
    "attribution": """
        SELECT no, 'attribution', position, record, NULL, NULL, false, NULL
        FROM kept.attributions JOIN taken.wanted USING (reading_id)
    """,
    "claim": """
        SELECT no, 'claim', position, record, NULL, NULL, chosen.position IS NOT NULL,
            CASE WHEN reviews.verdict IS NOT NULL THEN {{'verdict': reviews.verdict,
                'by': reviews."by", 'why': reviews.why, 'reviewed_at': reviews.reviewed_at}} END
        FROM {claims} AS claims
        JOIN (SELECT reading_id, no FROM taken.wanted) AS wanted USING (reading_id)
        LEFT JOIN (SELECT reading_id, position FROM taken.chosen) AS chosen
            USING (reading_id, position)
        LEFT JOIN kept.last_reviews AS reviews USING (document_id, reader, claim_id)
    """,
}

_ROWS_TABLE = """
    CREATE OR REPLACE TABLE taken.rows (
        _no BIGINT, part VARCHAR, position INTEGER, record VARCHAR, document_id VARCHAR,
        text VARCHAR, passes BOOLEAN,
        review STRUCT(verdict VARCHAR, "by" VARCHAR, why VARCHAR, reviewed_at TIMESTAMPTZ)
    )
"""


@dataclass(frozen=True)
class Chosen:
    """A reading and what was chosen of it.

    Args:
        reading: the whole reading; with reviews applied where that was asked for.
        claims: those of its claims that pass, in their order.
        reviews: by claim id, the last review of each claim that has one: ``verdict``, ``by``,
            ``why`` and ``reviewed_at``.
    """

    reading: Reading
    claims: tuple[Claim, ...]
    reviews: Mapping[str, Mapping[str, Any]]

    def narrowed(self) -> Reading:
        """The reading with the claims that pass and no others; its attributions all stay."""
        if len(self.claims) == len(self.reading.claims):
            return self.reading
        return self.reading.model_copy(update={"claims": self.claims})


class Selection:
    """The claims of a ledger that pass, while its connection is open; see :func:`selected`.

    Where no filter is given, documents without a claim are in it, too.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        connection: duckdb.DuckDBPyConnection,
        *,
        narrow: bool,
        reviewed: bool,
    ) -> None:
        self._snapshot, self._connection = snapshot, connection
        self._narrow, self._reviewed = narrow, reviewed
        self._source = corrections.judged if reviewed else corrections.unjudged
        #: How many documents and claims are in it.
        self.documents = int(self._one("SELECT count(*) FROM taken.wanted"))
        self.claims = int(self._one("SELECT count(*) FROM taken.chosen"))

    def __iter__(self) -> Iterator[Chosen]:
        """The readings by date and document, each rebuilt when its turn comes."""
        claims = self._source("whole_claims", "SEMI JOIN taken.wanted USING (reading_id)")
        with told(self._snapshot.store):
            self._connection.execute(_ROWS_TABLE)
            for query in _RECORDS.values():
                self._connection.execute(f"INSERT INTO taken.rows {query.format(claims=claims)}")
        batches = self._sorted("SELECT *", "rows", "_no, part, position")
        rows = (row for batch in batches for row in batch.to_pylist())
        for _, group in groupby(rows, key=lambda row: row["_no"]):
            yield self._rebuilt(list(group))

    def table(self, name: str) -> pa.RecordBatchReader:
        """The rows of one table that belong to the claims that pass, as SQL sees that table.

        Args:
            name: one of :data:`TABLES`. Documents and attributions are those of the documents
                with a claim that passes; with reviews applied, claims have the column ``verdict``.

        Returns:
            A reader of batches; nothing else can be asked until it was read to its end.

        Raises:
            UsageError: there is no such table.
            LedgerError: the ledger cannot be read.
        """
        if name not in TABLES:
            raise UsageError(f"there is no table {name!r} to export; use {', '.join(TABLES)}")
        return self._table(name)

    def flat(self) -> pa.RecordBatchReader:
        """The claims that pass as :meth:`sayso.ledger.Ledger.claims` has them, in batches."""
        return self._table("claims", "rows.document_id || ':' || claim_id AS claim")

    def _table(self, name: str, *first: str) -> pa.RecordBatchReader:
        shown = [f'rows."{column}"' for column in columns(name) if column not in HIDDEN]
        if name == "claims" and self._reviewed:
            shown.append("verdict")
        rows, place = f"kept.{name}", "0"
        if name == "attributions":
            place = "position"
        elif name == "claims":
            only = "SEMI JOIN taken.chosen USING (reading_id, position)" if self._narrow else ""
            rows, place = self._source("whole_claims", only), "position"
        elif name == "parties":
            only = "SEMI JOIN taken.chosen USING (reading_id, claim_id)" if self._narrow else ""
            rows = self._source("whole_parties", only)
            place = "(length(claim_id), claim_id, role, position)"  # c2 before c10
        gathered = (
            f"SELECT no AS _no, {place} AS _place, {', '.join((*first, *shown))} "  # noqa: S608
            f"FROM {rows} AS rows "
            "JOIN (SELECT reading_id, no FROM taken.wanted) AS wanted USING (reading_id)"
        )
        with told(self._snapshot.store):
            self._connection.execute(f"CREATE OR REPLACE TABLE taken.gathered AS {gathered}")
        shape = self._snapshot.asked(self._connection, f"{_SHOWN} FROM taken.gathered LIMIT 0")
        batches = self._sorted(_SHOWN, "gathered", "_no, _place")
        return pa.RecordBatchReader.from_batches(shape.schema, batches)

    def _sorted(self, shown: str, table: str, order: str) -> Iterator[pa.RecordBatch]:
        """The rows of a table of ours by document; so many documents are sorted at once."""
        for first in range(1, self.documents + 1, _DOCUMENTS):
            query = (
                f"{shown} FROM taken.{table} WHERE _no BETWEEN {first} AND "
                f"{first + _DOCUMENTS - 1} ORDER BY {order}"
            )
            with told(self._snapshot.store):
                reader = self._connection.sql(query).arrow(_ROWS)
            while True:
                try:
                    with told(self._snapshot.store):
                        batch = reader.read_next_batch()
                except StopIteration:
                    break
                yield batch

    def _rebuilt(self, rows: list[dict[str, Any]]) -> Chosen:
        parts: dict[str, list[dict[str, Any]]] = {"document": [], "attribution": [], "claim": []}
        for row in rows:
            parts[row["part"]].append(row)
        (document,) = parts["document"]
        try:
            reading = rebuilt(document, parts["attribution"], parts["claim"])
        except (KeyError, TypeError, ValueError) as error:
            raise damaged(self._snapshot, document["document_id"]) from error
        pairs = list(zip(reading.claims, parts["claim"], strict=True))
        return Chosen(
            reading,
            tuple(claim for claim, row in pairs if row["passes"]),
            {claim.id: row["review"] for claim, row in pairs if row["review"] is not None},
        )

    def _one(self, query: str) -> Any:
        return self._snapshot.asked(self._connection, query).column(0)[0].as_py()


@contextmanager
def selected(
    snapshot: Snapshot, filters: Filters | None = None, *, reviewed: bool = False
) -> Iterator[Selection]:
    """Choose claims, to be taken out while this is open.

    Args:
        snapshot: what to look at.
        filters: what to look for; None: everything.
        reviewed: apply people's reviews first (see :mod:`sayso.ledger.corrections`).

    Raises:
        LedgerError: the ledger cannot be read.
    """
    where, parameters = condition(filters or Filters())
    with TemporaryDirectory(prefix="sayso-") as folder, snapshot.connection() as connection:
        place = folder.replace("'", "''")
        with told(snapshot.store):
            connection.execute(
                f"SET temp_directory = '{place}'; SET memory_limit = '{_MEMORY}'; "
                f"ATTACH '{place}/taken.duckdb' AS taken"
            )
        if reviewed:
            corrections.apply(snapshot, connection)
        else:
            corrections.load(connection)
        source = (corrections.judged if reviewed else corrections.unjudged)("bare_claims")
        only = "SEMI JOIN taken.chosen USING (reading_id)" if where else ""
        chosen = f"SELECT reading_id, position, claim_id FROM {source} {where}"  # noqa: S608
        wanted = (
            "SELECT reading_id, document_id, row_number() OVER "  # noqa: S608
            "(ORDER BY published NULLS LAST, document_id, reader, reading_id) AS no "
            f"FROM kept.readings {only}"
        )
        with told(snapshot.store):
            connection.execute(f"CREATE TABLE taken.chosen AS {chosen}", parameters)
            connection.execute(f"CREATE TABLE taken.wanted AS {wanted}")
        yield Selection(snapshot, connection, narrow=bool(where), reviewed=reviewed)
