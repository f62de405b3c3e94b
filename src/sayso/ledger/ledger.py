"""The ledger as a library: what the command line does, with Arrow tables as answers.

Comes in: where the ledger lies. Goes out: an object whose methods mirror the commands. Nothing is
decided here; each method asks the module of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from sayso.errors import UsageError
from sayso.intake.sources import Rejected
from sayso.knowledge.learned_offices import LearnedOffices
from sayso.ledger import (
    audits,
    claims,
    compaction,
    contents,
    history,
    offices,
    pages,
    reviews,
    searches,
    snapshot,
    sql,
    verification,
)
from sayso.ledger.audits import Audit, By
from sayso.ledger.claims import Filters
from sayso.ledger.compaction import Compaction
from sayso.ledger.contents import Info
from sayso.ledger.history import Version, When
from sayso.ledger.ingest import Counts, Ingestion, Plan
from sayso.ledger.readers import Readers, Reads
from sayso.ledger.reviews import Review
from sayso.ledger.schema import SCHEMAS
from sayso.ledger.searches import Search
from sayso.ledger.selection import Selection, selected
from sayso.ledger.snapshot import CURRENT, Snapshot
from sayso.ledger.store import Store
from sayso.ledger.verification import Report
from sayso.records import Document, Reading


class Ledger:
    """A folder, or a place in an object store, that keeps readings.

    Args:
        location: a folder or a URL such as ``s3://bucket/corpus``. It is made by the first
            :meth:`ingest`.
        at: look at the ledger as it was: a version, the end of a day, or a moment (UTC if it says
            no more). None: as it is when a method is called.
        reader: ``current`` for the last reading of each document, ``all``, or the start of the
            fingerprint of the reader whose readings are wanted.
        storage_options: what the object store needs, as deltalake takes it.

    Example:
        >>> from sayso import Reader
        >>> from sayso.ledger import Ledger
        >>> import tempfile
        >>> from sayso.records import Document
        >>> ledger = Ledger(tempfile.mkdtemp())
        >>> text = "Moscow denied it had shelled Kharkiv."
        >>> ledger.ingest([Document(id="d1", text=text)], Reader()).added
        1
        >>> ledger.claims(status=["denied"]).select(["claim", "voice_name"]).to_pylist()
        [{'claim': 'd1:c2', 'voice_name': 'Moscow'}]
    """

    def __init__(
        self,
        location: str | Path,
        *,
        at: When | None = None,
        reader: str = CURRENT,
        storage_options: Mapping[str, str] | None = None,
    ) -> None:
        self.store = Store(location, storage_options)
        self.at = at
        self.reader = reader

    def ingest(
        self,
        documents: Iterable[Document | Rejected],
        reader: Reads | Readers,
        plan: Plan | None = None,
        *,
        command: str | None = None,
        options: Mapping[str, Any] | None = None,
        stop: Callable[[], bool] = lambda: False,
        watch: Callable[[Counts], None] = lambda _: None,
        on_rejected: Callable[[Rejected], None] = lambda _: None,
        written: Callable[[bool], None] = lambda _: None,
    ) -> Counts:
        """Read documents that are not there yet, and keep their readings.

        Args:
            documents: as :func:`sayso.intake.sources.read_sources` yields them.
            reader: reads them; a :class:`sayso.Reader`, or many of them as
                :mod:`sayso.scale` has them.
            plan: batch size and what to leave out.
            command: what was typed, for the record.
            options: the options, for the record.
            stop: asked before each document; yes ends the run after what was read is written.
            watch: told the counts after each document.
            on_rejected: told of each rejection.
            written: told each time that nothing waits to be written: whether all that came in
                since the last time is in the ledger.

        Returns:
            What became of the documents.

        Raises:
            LedgerError: the ledger cannot be made or written; what was written before is in.
        """
        plan = plan or Plan()
        self._writable()
        if not plan.dry_run:
            self.ensure()
        ingestion = Ingestion(
            self.store, reader, plan, command, options or {}, stop, watch, on_rejected, written
        )
        ingestion.run(documents)
        return ingestion.counts

    def ensure(self) -> None:
        """Make the tables if they are not there.

        Raises:
            LedgerError: they cannot be made.
        """
        if not self.store.exists():
            self.store.create()

    def snapshot(self) -> Snapshot:
        """The tables as they are now, or at ``at``.

        Raises:
            LedgerError: there is no ledger, or it cannot be read.
        """
        return snapshot.opened(self.store, self.at, self.reader)

    def table(self, name: str) -> pa.Table:
        """One of the tables, as SQL sees it: ``documents``, ``claims``, ``parties`` ...

        Raises:
            UsageError: there is no table of that name.
        """
        names = sorted({*SCHEMAS, "offices"})
        if name not in names:
            raise UsageError(f"there is no table {name!r}; tables are {', '.join(names)}")
        return self.snapshot().query(f"FROM {name}")

    def claims(
        self,
        filters: Filters | None = None,
        *,
        limit: int | None = None,
        reviewed: bool = False,
        **given: Any,
    ) -> pa.Table:
        """The claims that pass the filters, one row each.

        Args:
            filters: see :class:`sayso.ledger.claims.Filters`; or its fields as keywords, lists
                for those that take several values.
            limit: the most claims.
            reviewed: apply people's reviews: leave out what they rejected, show what they
                corrected.
            given: fields of the filters.
        """
        return claims.find(
            self.snapshot(), _filters(filters, given), limit=limit, reviewed=reviewed
        )

    def sql(self, query: str, *, seconds: float = sql.SECONDS, rows: int = sql.ROWS) -> pa.Table:
        """The answer to one SELECT over the tables; see :func:`sayso.ledger.sql.ask`."""
        return sql.ask(self.snapshot(), query, seconds=seconds, rows=rows).table

    def reading(self, document_id: str) -> Reading:
        """The reading of a document, equal to the one that was written."""
        return contents.reading(self.snapshot(), document_id)

    def readings(
        self, filters: Filters | None = None, *, reviewed: bool = False, **given: Any
    ) -> Iterator[Reading]:
        """The readings, by date and document id, one in memory at a time.

        Args:
            filters: only readings with a claim that passes, and only those claims of theirs; see
                :meth:`claims`.
            reviewed: apply people's reviews first.
            given: fields of the filters.
        """
        with self.selected(filters, reviewed=reviewed, **given) as selection:
            for chosen in selection:
                yield chosen.narrowed()

    @contextmanager
    def selected(
        self, filters: Filters | None = None, *, reviewed: bool = False, **given: Any
    ) -> Iterator[Selection]:
        """The claims that pass, to be taken out one document or one batch at a time.

        Args:
            filters: as :meth:`claims` takes them.
            reviewed: apply people's reviews first.
            given: fields of the filters.

        Example:
            >>> from sayso import Reader
            >>> from sayso.ledger import Ledger
            >>> import sys, tempfile
            >>> from sayso.records import Document
            >>> from sayso.views import network
            >>> ledger = Ledger(tempfile.mkdtemp())
            >>> text = "Moscow denied it had shelled Kharkiv."
            >>> ledger.ingest([Document(id="d1", text=text)], Reader()).added
            1
            >>> with ledger.selected(types=["ASSAULT"]) as selection:
            ...     graph = network.graph((one.reading, one.claims) for one in selection)
            >>> [(told["type"], told["denied"]) for _, _, told in graph.edges(data=True)]
            [('ASSAULT', 1)]
        """
        with selected(self.snapshot(), _filters(filters, given), reviewed=reviewed) as selection:
            yield selection

    def offices(
        self,
        person: str | None = None,
        country: str | None = None,
        office: str | None = None,
        day: date | None = None,
    ) -> pa.Table:
        """Who is called what in the texts; see :func:`sayso.ledger.offices.table`."""
        return offices.table(self.snapshot(), person, country, office, day)

    def office_evidence(self, found: pa.Table) -> pa.Table:
        """The words that rows of :meth:`offices` rest on."""
        return offices.evidence(self.snapshot(), found)

    def learned_offices(self) -> LearnedOffices:
        """The offices for ``Reader(offices=...)``; see :func:`sayso.ledger.offices.learned`."""
        return offices.learned(self.snapshot())

    def info(self) -> Info:
        """Counts, sizes and readers."""
        return contents.info(self.snapshot())

    def verify(self, *, quick: bool = False) -> Report:
        """Check everything; see :func:`sayso.ledger.verification.verify`."""
        return verification.verify(self.store, quick=quick)

    def compact(self, keep_days: int | None = None) -> Compaction:
        """Put small files together; see :func:`sayso.ledger.compaction.compact`."""
        self._writable()
        return compaction.compact(self.store, keep_days)

    def history(self, limit: int | None = None) -> list[Version]:
        """The versions, the last first."""
        return history.versions(self.store, limit)

    def restore(self, when: When) -> int:
        """Hold what was held then; see :func:`sayso.ledger.history.restore`."""
        self._writable()
        pages.forget(self.store)
        return history.restore(self.store, when)

    def review(self, review: Review) -> str:
        """Write what somebody says of a claim; see :class:`sayso.ledger.reviews.Review`.

        Returns:
            The review's id.
        """
        self._writable()
        return reviews.write(self.store, self.snapshot(), review)

    def undo(self, claim: str, by: str) -> str:
        """Take the last verdict on a claim back; see :func:`sayso.ledger.reviews.undo`."""
        self._writable()
        return reviews.undo(self.store, self.snapshot(), claim, by)

    def reviews(self, claim: str | None = None, *, current: bool = False) -> pa.Table:
        """All reviews, the last first, or with ``current`` the one of each claim that counts."""
        return reviews.listed(self.snapshot(), claim, current=current)

    def sample(self, n: int = 50, by: By = "none", seed: int = 0) -> str:
        """Draw claims for review, see :func:`sayso.ledger.audits.sample`; returns the draw's id."""
        self._writable()
        return audits.sample(self.store, self.snapshot(), n, by, seed)

    def samples(self) -> list[str]:
        """The ids of the samples that were drawn, the last first."""
        return audits.samples(self.snapshot())

    def drawn(self, sample_id: str) -> pa.Table:
        """The claims of a sample with the verdict on each."""
        return audits.drawn(self.snapshot(), sample_id)

    def report(self, sample_id: str | None = None) -> Audit:
        """The error rates of a sample, by default of the last; see :class:`Audit`."""
        return audits.report(self.snapshot(), sample_id)

    def save_search(self, name: str, query: str, by: str | None = None) -> Search:
        """Keep a search under a name; see :func:`sayso.ledger.searches.save`."""
        self._writable()
        return searches.save(self.store, name, query, by)

    def forget_search(self, name: str, by: str | None = None) -> None:
        """Take a search away; see :func:`sayso.ledger.searches.forget`."""
        self._writable()
        searches.forget(self.store, name, by)

    def searches(self) -> list[Search]:
        """The searches that are kept, by name."""
        return searches.listed(self.snapshot().tables["searches"], self.store)

    def _writable(self) -> None:
        if self.at is not None:
            raise UsageError("a ledger as it was cannot be written; open it without at=")


def _filters(filters: Filters | None, given: Mapping[str, Any]) -> Filters:
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    return replace(filters or Filters(), **{**given, **lists})
