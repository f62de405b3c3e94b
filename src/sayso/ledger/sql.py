"""Other people's SQL, over the ledger and nothing else.

Comes in: a query in words. Goes out: an Arrow table. The idea in between: DuckDB runs in memory and
is told to open no file, no network and no extension and to let nobody change that; only a single
SELECT (or EXPLAIN) is let through; and a timer stops what takes too long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from threading import Timer

import duckdb
import pyarrow as pa

from sayso.errors import LedgerError, UsageError
from sayso.ledger.snapshot import Snapshot

#: Seconds after which a query is stopped, unless told otherwise.
SECONDS = 60.0

#: Rows of a result that are kept, unless told otherwise.
ROWS = 1_000_000

_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(?!ANALYZE\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What a query returned; ``cut`` says that there was more than the rows kept."""

    table: pa.Table
    cut: bool


def ask(snapshot: Snapshot, query: str, *, seconds: float = SECONDS, rows: int = ROWS) -> Answer:
    """Run one SELECT over the views of a snapshot.

    Args:
        snapshot: what to look at.
        query: in DuckDB's SQL.
        seconds: how long it may take.
        rows: how many rows of the result to keep.

    Raises:
        UsageError: it is no SELECT, is wrong, asks for what it may not have, or takes too long.
        LedgerError: the ledger cannot be read.
    """
    _check(query)
    with snapshot.connection(locked=True) as connection:
        timer = Timer(seconds, connection.interrupt)
        timer.daemon = True
        timer.start()
        try:
            reader = connection.sql(query).arrow(10_000)
            return _taken(reader, rows)
        except duckdb.InterruptException as error:
            raise UsageError(
                f"the query was stopped after {seconds:g} seconds; narrow it, or allow more time"
            ) from error
        except duckdb.Error as error:
            raise UsageError(f"SQL: {_words(error)}") from error
        except (pa.ArrowException, OSError) as error:
            if "INTERRUPT" in str(error).upper():
                raise UsageError(f"the query was stopped after {seconds:g} seconds") from error
            raise LedgerError(
                f"{snapshot.store.location}: it cannot be read ({error}); see 'sayso ledger verify'"
            ) from error
        finally:
            timer.cancel()


def _check(query: str) -> None:
    """Let one SELECT through, or EXPLAIN of one; EXPLAIN ANALYZE would run what it explains."""
    try:
        statements = duckdb.extract_statements(query)
        if len(statements) == 1 and statements[0].type == duckdb.StatementType.EXPLAIN:
            statements = duckdb.extract_statements(_EXPLAIN.sub("", query, count=1))
    except duckdb.Error as error:
        raise UsageError(f"SQL: {_words(error)}") from error
    if len(statements) != 1:
        raise UsageError(f"SQL: give one query, not {len(statements)}")
    if statements[0].type != duckdb.StatementType.SELECT:
        kind = str(statements[0].type).rpartition(".")[2]
        raise UsageError(
            f"SQL: only SELECT is let through, and this is {kind}; a ledger is changed with "
            "'sayso ingest' and 'sayso review' alone"
        )


def _taken(reader: pa.RecordBatchReader, rows: int) -> Answer:
    batches, count = [], 0
    for batch in reader:
        batches.append(batch.slice(0, rows - count))
        count += batch.num_rows
        if count > rows:
            return Answer(pa.Table.from_batches(batches, reader.schema), cut=True)
    return Answer(pa.Table.from_batches(batches, reader.schema), cut=False)


def _words(error: duckdb.Error) -> str:
    return str(error).strip().split("\n\nLINE")[0]
