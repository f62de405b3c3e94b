"""What a ledger holds already, small enough to keep in memory for millions of documents.

Comes in: the key columns of the tables, each file of them once. Goes out: whether a document, an
appearance or a rejection is known. The idea in between: keys are 64-bit hashes in sorted arrays,
8 bytes each; what comes in while we run lies in a set until there is enough of it to sort in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from deltalake import DeltaTable

from sayso.intake.text import document_id as text_id
from sayso.ledger.store import Store
from sayso.records import Document

#: What a document is to a ledger. ``clash``: its id stands for another text there.
Kind = Literal["new", "known", "copy", "clash"]

_SORT_IN = 50_000


class Hashes:
    """A growing set of 64-bit hashes."""

    def __init__(self) -> None:
        self._sorted: npt.NDArray[np.uint64] = np.empty(0, np.uint64)
        self._recent: set[int] = set()

    def add(self, keys: Iterable[int]) -> None:
        """Take in hashes."""
        self._recent.update(keys)
        if len(self._recent) > _SORT_IN:
            fresh = np.fromiter(self._recent, np.uint64, len(self._recent))
            self._sorted = np.union1d(self._sorted, fresh)
            self._recent.clear()

    def __contains__(self, key: int) -> bool:
        if key in self._recent:
            return True
        place = int(np.searchsorted(self._sorted, np.uint64(key)))
        return place < len(self._sorted) and int(self._sorted[place]) == key


class KnownKeys:
    """The keys of a table whose rows are written once: appearances, rejections.

    Args:
        store: where the table lies.
        name: the table.
        column: the column of its keys, 16 hexadecimal digits.
    """

    def __init__(self, store: Store, name: str, column: str) -> None:
        self._store, self._name, self._column = store, name, column
        self.forget()

    def forget(self) -> None:
        """Start anew, because rows may have been removed."""
        self._seen: set[str] = set()
        self._keys = Hashes()

    def refresh(self, table: DeltaTable) -> None:
        """Take in what was committed since the last time."""
        for batch in self._store.new_rows(table, self._seen, [self._column]):
            self._keys.add(int(key, 16) for key in batch.column(self._column).to_pylist())

    def __contains__(self, key: str) -> bool:
        return int(key, 16) in self._keys


class KnownDocuments:
    """The documents that one reader has read into a ledger.

    Args:
        store: where the table lies.
        reader: the fingerprint of the reader; what others have read doesn't count.
        merge_copies: whether a text that is known under another id is a copy of it.
    """

    def __init__(self, store: Store, reader: str, *, merge_copies: bool) -> None:
        self._store, self._reader, self.merge_copies = store, reader, merge_copies
        self._seen: set[str] = set()
        self._ids, self._pairs = Hashes(), Hashes()
        self._owners: dict[int, str] = {}  # text -> the id it is kept under; only to merge copies

    def refresh(self, table: DeltaTable) -> None:
        """Take in what was committed since the last time."""
        for batch in self._store.new_rows(table, self._seen, ["document_id", "text_id", "reader"]):
            self._add_batch(batch)

    def add(self, document_id: str, text: str) -> None:
        """Take in one document: its id and the id of its text."""
        self._ids.add([_hash(document_id)])
        self._pairs.add([_hash(f"{document_id}\0{text}")])
        if self.merge_copies:
            self._owners.setdefault(_hash(text), document_id)

    def kind(self, document: Document) -> tuple[Kind, str]:
        """What the document is to this ledger, and the id under which it is or would be kept."""
        text = text_id(document.text)
        if _hash(f"{document.id}\0{text}") in self._pairs:
            return "known", document.id
        if _hash(document.id) in self._ids:
            return "clash", document.id
        if self.merge_copies and (owner := self._owners.get(_hash(text))) is not None:
            return "copy", owner
        return "new", document.id

    def _add_batch(self, batch: pa.RecordBatch) -> None:
        columns = (batch.column(name).to_pylist() for name in ("document_id", "text_id", "reader"))
        for document_id, text, reader in zip(*columns, strict=True):
            if reader == self._reader:
                self.add(document_id, text)


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")
