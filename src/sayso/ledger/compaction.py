"""Making a ledger smaller and quicker: small files into large ones, and what nobody sees away.

Comes in: a store. Goes out: commits, and what they did. Three steps, each safe to be killed in and
safe beside other readers and writers:

1. many small files of each table become few;
2. rows of unfinished batches are removed, after a mark in ``documents`` that makes a writer who is
   just now writing such rows write them anew (see :mod:`sayso.ledger.batches`);
3. only when asked: files that no version of the last so many days needs are deleted. Older versions
   cannot be looked at or restored after that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import CommitProperties, DeltaTable, Transaction
from deltalake.exceptions import CommitFailedError

from sayso.errors import LedgerError
from sayso.ledger import batches
from sayso.ledger.batches import SWEEP
from sayso.ledger.schema import DETAILS, SCHEMAS
from sayso.ledger.store import COMPRESSION, NOTE, ConflictError, Store

# Keys in one predicate; a longer one takes the query planner long.
_AT_ONCE = 500


@dataclass(frozen=True)
class Compaction:
    """What was done: files before and after, rows removed by table, files deleted."""

    files_before: int
    files_after: int
    rows_removed: dict[str, int]
    files_deleted: int


@dataclass(frozen=True)
class Orphans:
    """Rows that nobody sees, by table: how many, and the keys by which they are found."""

    rows: dict[str, int]
    keys: dict[str, list[str]]


def compact(store: Store, keep_days: int | None = None) -> Compaction:
    """Put small files together and remove what unfinished batches have left.

    Args:
        store: the ledger's tables.
        keep_days: also delete the files that no version of the last so many days needs; with 0
            nobody may be writing. None deletes nothing.

    Raises:
        LedgerError: it cannot be written; the ledger holds what it held.
    """
    before = _files(store)
    removed = store.retried(lambda: _sweep(store))
    for name in SCHEMAS:
        _changed(store, name, lambda table, properties: _merged(table, properties))
    after = _files(store)
    deleted = 0 if keep_days is None else sum(_vacuumed(store, n, keep_days) for n in SCHEMAS)
    return Compaction(before, after, removed, deleted)


def orphans(store: Store, documents: DeltaTable) -> Orphans:
    """The rows that the documents of this version don't account for."""
    held = _columns(store, documents, "reading_id", "document_id", "text_id")
    rows, keys = {}, {}
    for name in DETAILS:
        found = _columns(store, store.load(name), "reading_id").column("reading_id")
        known = held.column("reading_id")
        lost = found.filter(pc.invert(pc.is_in(found, value_set=known.combine_chunks())))
        rows[name], keys[name] = len(lost), sorted(lost.unique().to_pylist())
    about = ["document_id", "text_id"]
    appeared = _columns(store, store.load("appearances"), "appearance_id", *about)
    unseen = appeared.join(held, about, join_type="left anti").column("appearance_id")
    rows["appearances"], keys["appearances"] = len(unseen), sorted(unseen.to_pylist())
    return Orphans(rows, keys)


def _sweep(store: Store) -> dict[str, int]:
    documents = store.load("documents")
    found = orphans(store, documents)
    if not any(found.keys.values()):
        return found.rows
    count = documents.transaction_version(SWEEP) or 0
    note = {"swept": found.rows, "tables": batches.cut(store)}
    store.append(
        documents,
        SCHEMAS["documents"].empty_table(),
        note,
        only_if_unchanged=True,
        transaction=Transaction(SWEEP, count + 1),
    )
    for name, lost in found.keys.items():
        column = "appearance_id" if name == "appearances" else "reading_id"
        for some in _chunks(lost):
            listed = ", ".join("'" + key.replace("'", "''") + "'" for key in some)
            predicate = f"{column} IN ({listed})"
            _changed(store, name, _deletion(predicate))
    return found.rows


def _deletion(predicate: str) -> Callable[[DeltaTable, CommitProperties], None]:
    def delete(table: DeltaTable, properties: CommitProperties) -> None:
        table.delete(predicate, writer_properties=COMPRESSION, commit_properties=properties)

    return delete


def _merged(table: DeltaTable, properties: CommitProperties) -> None:
    if len(table.file_uris()) > 1:
        table.optimize.compact(writer_properties=COMPRESSION, commit_properties=properties)


def _changed(
    store: Store, name: str, change: Callable[[DeltaTable, CommitProperties], None]
) -> None:
    """Change a table, and try again where somebody else was quicker."""

    def attempt() -> None:
        table = store.load(name)
        note: dict[str, Any] = {"compacted": True}
        retries = None
        if name == "documents":  # what the commit notes must be true of it
            note["tables"], retries = batches.cut(store), 0
        properties = CommitProperties(custom_metadata={NOTE: note}, max_commit_retries=retries)
        try:
            with store.errors("nothing was changed"):
                change(table, properties)
        except LedgerError as error:
            if isinstance(error.__cause__, CommitFailedError):
                raise ConflictError from error
            raise

    store.retried(attempt)


def _vacuumed(store: Store, name: str, keep_days: int) -> int:
    table = store.load(name)
    note: Mapping[str, Any] = {"tables": batches.cut(store)} if name == "documents" else {}
    with store.errors("old files were not deleted"):
        return len(
            table.vacuum(
                retention_hours=24 * keep_days,
                dry_run=False,
                enforce_retention_duration=False,
                full=True,
                commit_properties=CommitProperties(custom_metadata={NOTE: dict(note)}),
            )
        )


def _files(store: Store) -> int:
    return sum(len(store.load(name).file_uris()) for name in SCHEMAS)


def _columns(store: Store, table: DeltaTable, *columns: str) -> pa.Table:
    with store.errors("it cannot be read"):
        return store.dataset(table).to_table(columns=list(columns))


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
