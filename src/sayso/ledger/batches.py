"""How a batch gets into the ledger: whole or not at all, and each document once.

Comes in: readings, appearances and rejections. Goes out: commits. A Delta commit concerns one
table, and a batch concerns six, so this is the order of things:

1. Every attempt to write a batch has an id of its own, and every reading in it a ``reading_id``
   made of that, the document and the reader.
2. ``attributions``, ``claims`` and ``parties`` are appended, then ``appearances``. Nobody sees
   these rows yet: whoever reads the ledger keeps those whose ``reading_id`` (for appearances:
   document and text) stands in ``documents``.
3. ``documents`` is appended, only if nobody has committed to it since it was loaded and found not
   to hold these documents. That commit is the moment of truth: with it the batch is there.

A run killed before 3 leaves rows that nobody sees, and the next run reads those documents again
under new ids. A writer that comes second at 3 looks again, leaves out what is there by now, and
tries once more, so two writers with the same document end with it once.

``compact`` removes rows that nobody sees, and must not take those of a writer that is between 2 and
3. So it first commits a mark to ``documents`` (:data:`SWEEP`); a writer that finds a new mark at 3
writes its rows anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sayso.ledger import keys, rows
from sayso.ledger.known import KnownDocuments, KnownKeys
from sayso.ledger.readers import Read
from sayso.ledger.rows import Row
from sayso.ledger.schema import DETAILS, SCHEMAS
from sayso.ledger.store import Store
from sayso.records import Document

#: The application whose transaction version counts how often compact has removed rows.
SWEEP = "sayso.sweep"


class Writer:
    """Writes batches of one reader in one run.

    Args:
        store: where to.
        reader: the reader's fingerprint.
        run_id: written into each row.
        merge_copies: whether a text that is there under another id becomes an appearance of that.
    """

    def __init__(self, store: Store, reader: str, run_id: str, *, merge_copies: bool) -> None:
        self._store, self._reader, self._run_id = store, reader, run_id
        self.known = KnownDocuments(store, reader, merge_copies=merge_copies)
        self._appearances = KnownKeys(store, "appearances", "appearance_id")
        self._rejections = KnownKeys(store, "rejected", "rejection_id")

    def refresh(self) -> None:
        """Learn what the ledger holds."""
        self.known.refresh(self._store.load("documents"))
        self._appearances.refresh(self._store.load("appearances"))
        self._rejections.refresh(self._store.load("rejected"))

    def has_appearance(self, document_id: str, document: Document) -> bool:
        """Whether the document was seen at this address, from this publisher, on this day."""
        return keys.appearance_id(document_id, document) in self._appearances

    def write(self, batch: Sequence[Read], seen: Sequence[tuple[str, Document]]) -> list[Read]:
        """Write readings, and documents that were seen again.

        Args:
            batch: readings, of documents that differ from each other.
            seen: ids that are kept, each with a document that is an appearance of it.

        Returns:
            Those that are in now: all but what another writer has put in meanwhile, and but what
            clashes with an id that another writer has given to another text.

        Raises:
            LedgerError: nothing of the batch is in.
        """
        added = _Attempt(self, batch).write() if batch else []
        here = {read.document.id for read in added}
        late = [
            (owner, read.document)
            for read in batch
            if read.document.id not in here
            for kind, owner in [self.known.kind(read.document)]
            if kind in ("known", "copy")
        ]
        self.write_appearances([*seen, *late])
        return added

    def write_appearances(self, seen: Iterable[tuple[str, Document]]) -> None:
        """Write where kept documents were seen; what is known is left out."""
        now = datetime.now(UTC)
        self._write_once(
            "appearances",
            "appearance_id",
            self._appearances,
            [rows.appearance(owner, document, self._run_id, now) for owner, document in seen],
        )

    def write_rejected(self, rejected: Iterable[tuple[str, str]]) -> None:
        """Write sources and why they were rejected; what is known is left out."""
        now = datetime.now(UTC)
        self._write_once(
            "rejected",
            "rejection_id",
            self._rejections,
            [rows.rejection(source, reason, self._run_id, now) for source, reason in rejected],
        )

    def _write_once(self, name: str, key: str, known: KnownKeys, found: Sequence[Row]) -> None:
        if not found:
            return
        unique = {row[key]: row for row in found}

        def attempt() -> None:
            table = self._store.load(name)
            known.refresh(table)
            fresh = [row for row in unique.values() if row[key] not in known]
            if fresh:
                note = {"run": self._run_id, "rows": len(fresh)}
                self._store.append(table, rows.table(name, fresh), note, only_if_unchanged=True)
                known.refresh(table)

        self._store.retried(attempt)


class _Attempt:
    """The writing of one batch, until it is in."""

    def __init__(self, writer: Writer, batch: Sequence[Read]) -> None:
        self._writer, self._store, self._batch = writer, writer._store, batch
        self._sweep: int | None = None
        self._batch_id: str | None = None
        self._rows: dict[str, Row] = {}

    def write(self) -> list[Read]:
        """Write until the documents are in; returns those that are."""
        return self._store.retried(self._once)

    def _once(self) -> list[Read]:
        documents = self._store.load("documents")
        self._writer.known.refresh(documents)
        fresh = [read for read in self._batch if self._writer.known.kind(read.document)[0] == "new"]
        if not fresh:
            return []
        sweep = documents.transaction_version(SWEEP)
        if self._batch_id is None or sweep != self._sweep:
            self._write_details(fresh, sweep)
        note = {
            "run": self._writer._run_id,
            "batch": self._batch_id,
            "documents": len(fresh),
            "tables": cut(self._store),
        }
        found = [self._rows[read.document.id] for read in fresh]
        self._store.append(documents, rows.table("documents", found), note, only_if_unchanged=True)
        self._writer.known.refresh(documents)
        return fresh

    def _write_details(self, fresh: Sequence[Read], sweep: int | None) -> None:
        if self._batch_id is not None:
            self._writer._appearances.forget()
        self._sweep, self._batch_id = sweep, keys.new_id()
        stamp = rows.Stamp(
            self._writer._reader, self._batch_id, self._writer._run_id, datetime.now(UTC)
        )
        made: dict[str, list[Row]] = {name: [] for name in (*DETAILS, "documents")}
        for read in fresh:
            for name, found in rows.stamped(read.rows, stamp).items():
                made[name] += found
        self._rows = {row["document_id"]: row for row in made["documents"]}
        note = {"run": self._writer._run_id, "batch": self._batch_id}
        for name in DETAILS:
            if made[name]:
                append(self._store, name, made[name], note)
        self._writer.write_appearances((read.document.id, read.document) for read in fresh)


def append(store: Store, name: str, found: Sequence[Row], note: Mapping[str, Any]) -> None:
    """Append rows to a table, whatever others append meanwhile."""
    table = rows.table(name, found)
    store.retried(lambda: store.append(store.load(name), table, note))


def cut(store: Store) -> dict[str, int]:
    """Versions of all tables but ``documents`` that hold what belongs to the documents of now.

    Load ``documents`` first: what belongs to its rows was committed before them.
    """
    return {name: store.load(name).version() for name in SCHEMAS if name != "documents"}
