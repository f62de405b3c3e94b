"""The texts to weigh: what is known of each, and its words when they are asked for.

Comes in: a snapshot of a ledger, or documents at hand. Goes out: a shelf: a row about each text in
a fixed order, the earliest first, and the texts themselves, streamed or by key. The idea in
between: a ledger keeps a text once and notes where else it appeared; here each of these appearances
is a text of its own, since a text in two papers is what copies are about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sayso.intake.text import document_id, iso_date
from sayso.ledger.snapshot import Snapshot, told
from sayso.records import Document

# Texts that are in memory together while all are streamed.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a text.

    ``id`` is what its owner calls it; ``document_id`` what the ledger keeps it under, another id
    where an earlier document has the same text. ``text_id`` is equal for equal texts.
    """

    id: str
    document_id: str
    text_id: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None


class Shelf(Protocol):
    """Texts, and what is known of them."""

    @property
    def abouts(self) -> tuple[About, ...]:
        """A row a text: those with a date first, by date, id and publisher."""
        ...

    def texts(self, text_ids: Collection[str]) -> Iterator[tuple[str, str]]:
        """Text ids, each with its text, as they come."""
        ...


class Documents:
    """A shelf of documents at hand."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._texts: dict[str, str] = {}
        abouts = []
        for document in documents:
            key = document_id(document.text)
            self._texts.setdefault(key, document.text)
            day = iso_date(document.published or "")
            abouts.append(
                About(
                    document.id,
                    document.id,
                    key,
                    document.title,
                    document.publisher,
                    document.author,
                    date.fromisoformat(day) if day else None,
                )
            )
        self.abouts = tuple(sorted(abouts, key=in_order))

    def texts(self, text_ids: Collection[str]) -> Iterator[tuple[str, str]]:
        """Text ids, each with its text."""
        return ((key, self._texts[key]) for key in sorted(text_ids))


class Kept:
    """A shelf of what a ledger holds.

    Args:
        snapshot: the ledger as it is or was.

    Raises:
        LedgerError: the ledger cannot be read.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        found: Iterable[Mapping[str, object]] = snapshot.query(
            "SELECT coalesce(given_id, document_id) AS id, document_id, text_id, title, publisher, "
            "author, published FROM kept.whole_appearances "
            "QUALIFY row_number() OVER (PARTITION BY document_id, id, publisher "
            "ORDER BY published NULLS LAST, seen_at, appearance_id) = 1"
        ).to_pylist()
        self.abouts = tuple(sorted((About(**row) for row in found), key=in_order))  # type: ignore[arg-type]

    def texts(self, text_ids: Collection[str]) -> Iterator[tuple[str, str]]:
        """Text ids, each with its text; the texts are streamed from the table."""
        import pyarrow as pa

        if not text_ids:
            return
        wanted = pa.table({"text_id": pa.array(sorted(text_ids), pa.string())})
        with self.snapshot.connection() as connection, told(self.snapshot.store):
            connection.register("wanted", wanted)
            # Equal text ids may stand for texts that differ in white space: always the same one.
            reader = connection.sql(
                "SELECT text_id, text FROM kept.whole_documents SEMI JOIN wanted USING (text_id) "
                "QUALIFY row_number() OVER (PARTITION BY text_id ORDER BY document_id, reading_id)"
                " = 1"
            ).to_arrow_reader(_AT_ONCE)
            for batch in reader:
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def in_order(about: About) -> tuple[bool, date, str, str]:
    """What texts are sorted by: those with a date first, by date, id and publisher."""
    return (
        about.published is None,
        about.published or date.max,
        about.id,
        about.publisher or "",
    )
