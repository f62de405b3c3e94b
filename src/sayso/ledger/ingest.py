"""A run: documents in, readings kept, with a record of what happened.

Comes in: documents and rejected sources, in any number, and a reader. Goes out: their readings in
the ledger, the rejected ones with their reasons, a row in ``runs``, and the counts. The idea in
between: what the ledger has is not read again; the rest is read a batch at a time and written a
batch at a time, so that no more than a batch is held in memory or lost with a crash.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Literal, Protocol

from sayso.errors import SaysoError, UsageError
from sayso.intake.sources import Rejected
from sayso.intake.text import document_id as text_id
from sayso.ledger import batches, keys, rows
from sayso.ledger.store import Store
from sayso.records import Document, ReaderInfo, Reading

Outcome = Literal["finished", "interrupted", "failed"]

#: Documents read before they are written: some half a minute of work on one core.
BATCH_SIZE = 200

# Documents seen before and rejections take no time to read, so more of them go into one commit.
_LIGHT_BATCH = 2_000


class Reads(Protocol):
    """What reads: :class:`sayso.Reader`, or anything that makes a reading of a document."""

    @property
    def info(self) -> ReaderInfo:
        """Which reader it is."""

    def read(self, document: Document) -> Reading:
        """Read one document."""


@dataclass(frozen=True)
class Plan:
    """What to ingest and how.

    ``since`` leaves out documents published before that day, and those without a date. ``limit`` is
    the most documents to read in this run; what the ledger has already doesn't count.
    """

    batch_size: int = BATCH_SIZE
    since: date | None = None
    limit: int | None = None
    merge_copies: bool = False
    dry_run: bool = False

    def check(self) -> None:
        """Refuse values that make no sense.

        Raises:
            UsageError: names the value.
        """
        if self.batch_size < 1:
            raise UsageError(f"batch_size={self.batch_size}: it must be 1 or more")
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"limit={self.limit}: it must be 1 or more")


@dataclass(frozen=True)
class Counts:
    """What became of what came in: ``seen`` is the sum of the others.

    ``added``: read, and in the ledger now. ``known``: there before. ``copies``: the same text as a
    document under another id (with ``merge_copies``). ``skipped``: left out by ``since``.
    ``rejected``: could not be read. After an interruption, what was seen and not finished is not
    counted.
    """

    seen: int = 0
    added: int = 0
    known: int = 0
    copies: int = 0
    skipped: int = 0
    rejected: int = 0


@dataclass
class Ingestion:
    """One run.

    Args:
        store: the ledger's tables, which must be there (but for a dry run).
        reader: reads what is new.
        plan: what to do.
        command: the command line, for the record.
        options: its options, for the record; anything that JSON can hold.
        stop: asked before each document; once it says yes, what was read is written, and the run
            ends.
        watch: told the counts after each document.
        on_rejected: told of each rejection.
    """

    store: Store
    reader: Reads
    plan: Plan = Plan()
    command: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    stop: Callable[[], bool] = lambda: False
    watch: Callable[[Counts], None] = lambda _: None
    on_rejected: Callable[[Rejected], None] = lambda _: None

    def __post_init__(self) -> None:
        self.plan.check()
        self.run_id = keys.new_run_id(datetime.now(UTC))
        self.counts = Counts()
        self._fingerprint = keys.fingerprint(self.reader.info)
        self._writer = batches.Writer(
            self.store, self._fingerprint, self.run_id, merge_copies=self.plan.merge_copies
        )
        self._pending: dict[str, Document] = {}
        self._pending_texts: dict[str, str] = {}
        self._again: list[tuple[str, Document]] = []
        self._rejected: list[Rejected] = []
        self._started = datetime.now(UTC)

    def run(self, items: Iterable[Document | Rejected]) -> Outcome:
        """Take in everything; the counts are in ``counts`` then.

        Raises:
            LedgerError: something could not be written. What was written before is in.
            ModelError: the reader lacks something.
        """
        if self.plan.dry_run:
            if self.store.exists():
                self._writer.refresh()
            return self._taken_in(items)
        self._writer.refresh()
        self._record(None)
        try:
            outcome = self._taken_in(items)
        except BaseException as error:
            with suppress(SaysoError):
                self._record("interrupted" if isinstance(error, KeyboardInterrupt) else "failed")
            raise
        self._record(outcome)
        return outcome

    def _taken_in(self, items: Iterable[Document | Rejected]) -> Outcome:
        for item in items:
            if self.stop():
                break
            if isinstance(item, Rejected):
                self._reject(item)
            else:
                self._consider(item)
            if len(self._pending) >= self.plan.batch_size or self._light() >= _LIGHT_BATCH:
                self._flush()
            if self._enough():
                break
        self._flush()
        return "interrupted" if self.stop() else "finished"

    def _enough(self) -> bool:
        limit = self.plan.limit
        return limit is not None and self.counts.added + len(self._pending) >= limit

    def _light(self) -> int:
        return len(self._again) + len(self._rejected)

    def _consider(self, document: Document) -> None:
        published = rows.day(document.published)
        if self.plan.since is not None and (published is None or published < self.plan.since):
            self._count(skipped=1)
            return
        try:
            document.model_dump_json().encode()
        except (UnicodeEncodeError, ValueError):
            name = rows.storable(document.id)
            self._reject(Rejected(name, "it holds characters that no file can hold (surrogates)"))
            return
        kind, owner = self._kind(document)
        if kind == "new":
            self._pending[document.id] = document
            self._pending_texts.setdefault(text_id(document.text), document.id)
        elif kind == "clash":
            self._reject(_clash(document))
        else:
            if not self._writer.has_appearance(owner, document):
                self._again.append((owner, document))
            self._count(**{"known" if kind == "known" else "copies": 1})

    def _kind(self, document: Document) -> tuple[str, str]:
        """As the ledger has it, and what is about to be written to it."""
        waiting = self._pending.get(document.id)
        if waiting is not None:
            same = text_id(waiting.text) == text_id(document.text)
            return ("known" if same else "clash"), document.id
        kind, owner = self._writer.known.kind(document)
        if kind == "new" and self.plan.merge_copies:
            twin = self._pending_texts.get(text_id(document.text))
            if twin is not None:
                return "copy", twin
        return kind, owner

    def _reject(self, item: Rejected) -> None:
        self._rejected.append(item)
        self.on_rejected(item)
        self._count(rejected=1)

    def _count(self, **more: int) -> None:
        changed = {name: getattr(self.counts, name) + by for name, by in more.items()}
        self.counts = replace(self.counts, seen=self.counts.seen + sum(more.values()), **changed)
        self.watch(self.counts)

    def _flush(self) -> None:
        """Read what is pending, and write it with what was seen again and what was rejected."""
        waiting, again = list(self._pending.values()), self._again
        self._pending, self._pending_texts, self._again = {}, {}, []
        if self.plan.dry_run:
            for document in waiting:  # as if they were in now
                self._writer.known.add(document.id, text_id(document.text))
            self._count(added=len(waiting))
            self._rejected = []
            return
        read = self._read(waiting)
        # A copy of a document that was not read after all (stopped, failed) waits for another run.
        left = {document.id for document in waiting} - {one.document.id for one in read}
        again = [(owner, document) for owner, document in again if owner not in left]
        added = self._writer.write(read, again)
        self._settle(read, added)
        rejected, self._rejected = self._rejected, []
        self._writer.write_rejected((item.source, item.reason) for item in rejected)

    def _read(self, waiting: Sequence[Document]) -> list[batches.Read]:
        found = []
        base = self.counts
        for document in waiting:
            if self.stop():
                break
            try:
                found.append(batches.Read(document, self.reader.read(document)))
            except SaysoError:
                raise
            except Exception as error:  # one document's trouble must not end the run
                reason = f"it could not be read ({type(error).__name__}: {error})"
                self._reject(Rejected(document.id, rows.storable(reason[:500])))
                base = self.counts
            self.watch(replace(base, seen=base.seen + len(found), added=base.added + len(found)))
        return found

    def _settle(self, read: Sequence[batches.Read], added: Sequence[batches.Read]) -> None:
        """Count the batch: what is in, and what another writer has put in before us."""
        self._count(added=len(added))
        ours = {one.document.id for one in added}
        for one in read:
            if one.document.id in ours:
                continue
            kind, _ = self._writer.known.kind(one.document)
            if kind == "clash":
                self._reject(_clash(one.document))
            else:
                self._count(**{"copies" if kind == "copy" else "known": 1})

    def _record(self, outcome: Outcome | None) -> None:
        """The run's row in ``runs``: one when it starts, one when it ends."""
        info = self.reader.info
        row = {
            "run_id": self.run_id,
            "started": self._started,
            "ended": datetime.now(UTC) if outcome is not None else None,
            "outcome": outcome,
            "command": rows.storable(self.command) if self.command is not None else None,
            "options": json.dumps(dict(self.options), ensure_ascii=True, default=str),
            "version": info.version,
            "reader": self._fingerprint,
            "reader_info": info.model_dump_json(),
            **asdict(self.counts),
        }
        batches.append(self.store, "runs", [row], {"run": self.run_id})


def _clash(document: Document) -> Rejected:
    return Rejected(
        document.id, "its id stands for another text in this ledger; give it an id of its own"
    )
