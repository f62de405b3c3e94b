"""Who reads, and what comes of it: one reader in this process, or many of them elsewhere.

Comes in: documents. Goes out: of each the rows of its reading, or why it was rejected. The idea in
between: rows are made where the document is read, so that whoever writes them has little to do, and
one document's trouble ends nobody's run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sayso.errors import SaysoError
from sayso.intake.sources import Rejected
from sayso.ledger import rows
from sayso.ledger.rows import Row
from sayso.records import Document, ReaderInfo, Reading

#: What a document was made into: rows by table, not yet stamped; or why it cannot be read.
Made = Mapping[str, Sequence[Row]] | str


class Reads(Protocol):
    """What reads: :class:`sayso.Reader`, or anything that makes a reading of a document."""

    @property
    def info(self) -> ReaderInfo:
        """Which reader it is."""

    def read(self, document: Document) -> Reading:
        """Read one document."""


@dataclass(frozen=True)
class Read:
    """A document as it came in, and the rows of its reading, not yet stamped."""

    document: Document
    rows: Mapping[str, Sequence[Row]]


@runtime_checkable
class Readers(Protocol):
    """What reads any number of documents, one at a time or many at once."""

    @property
    def info(self) -> ReaderInfo:
        """Which reader it is; if there are many, they are all alike."""

    def read_all(self, documents: Iterable[Document]) -> Iterator[Read | Rejected]:
        """Read documents of different ids, and give what became of each, in any order.

        Documents are asked for only when there is somebody to read them. A rejected document is
        named by its id.

        Raises:
            SaysoError: nobody can read on.
        """


class Alone:
    """One reader, in this process."""

    def __init__(self, reader: Reads) -> None:
        self._reader = reader

    @property
    def info(self) -> ReaderInfo:
        """Which reader it is."""
        return self._reader.info

    def read_all(self, documents: Iterable[Document]) -> Iterator[Read | Rejected]:
        """Read one document after the other."""
        for document in documents:
            yield outcome(document, made(self._reader, document))


def made(reader: Reads, document: Document) -> Made:
    """Read a document.

    Raises:
        SaysoError: the reader lacks something; no other document could be read, either.
    """
    try:
        return rows.bare(reader.read(document))
    except SaysoError:
        raise
    except Exception as error:  # one document's trouble must not end the run
        reason = f"it could not be read ({type(error).__name__}: {error})"
        return rows.storable(reason[:500])


def outcome(document: Document, made: Made) -> Read | Rejected:
    """What became of a document."""
    return Rejected(document.id, made) if isinstance(made, str) else Read(document, made)
