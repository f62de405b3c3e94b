"""A run: documents in, readings kept, with a record of what happened.

Comes in: documents and rejected sources, in any number, and whoever reads them. Goes out: their
readings in the ledger, the rejected ones with their reasons, a row in ``runs``, and the counts. The
idea in between: what the ledger has is not read again; the rest is read and written a batch at a
time, so that no more than a batch, and what is being read, is held in memory or lost with a crash.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Literal

from sayso.errors import SaysoError, UsageError
from sayso.intake.sources import Rejected
from sayso.intake.text import document_id as text_id
from sayso.ledger import batches, keys, rows
from sayso.ledger.readers import Alone, Read, Readers, Reads
from sayso.ledger.store import Store
from sayso.records import Document

Outcome = Literal["finished", "interrupted", "failed"]

#: Documents read before they are written: some half a minute of work on one core.
BATCH_SIZE = 200

# Documents seen before and rejections take no time to read, so more of them go into one commit.
_LIGHT_BATCH = 2_000


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
        reader: reads what is new; one reader, or any number of them.
        plan: what to do.
        command: the command line, for the record.
        options: its options, for the record; anything that JSON can hold.
        stop: asked before each document; once it says yes, what was read is written, and the run
            ends.
        watch: told the counts after each document.
        on_rejected: told of each rejection.
        written: told each time that all taken in so far is written and nothing waits: whether all
            of it since the last time is in the ledger, or some was left out or refused there.
    """

    store: Store
    reader: Reads | Readers
    plan: Plan = Plan()
    command: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    stop: Callable[[], bool] = lambda: False
    watch: Callable[[Counts], None] = lambda _: None
    on_rejected: Callable[[Rejected], None] = lambda _: None
    written: Callable[[bool], None] = lambda _: None

    def __post_init__(self) -> None:
        self.plan.check()
        self.run_id = keys.new_run_id(datetime.now(UTC))
        self.counts = Counts()
        self._readers = self.reader if isinstance(self.reader, Readers) else Alone(self.reader)
        self._fingerprint = keys.fingerprint(self.reader.info)
        self._writer = batches.Writer(
            self.store, self._fingerprint, self.run_id, merge_copies=self.plan.merge_copies
        )
        self._pending: dict[str, str] = {}  # documents to be read or written -> their texts
        self._pending_texts: dict[str, str] = {}  # and these -> the first document with each
        self._ready: list[Read] = []
        self._again: list[tuple[str, Document]] = []
        self._rejected: list[Rejected] = []
        self._all_in = True
        self._ended = False
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
        coming = iter(items)
        while not (self._ended or self.stop() or self._enough()):
            fresh = self._fresh(coming)
            if self.plan.dry_run:
                self._pretend(fresh)
            else:
                with closing(self._read_all(fresh)) as outcomes:
                    for outcome in outcomes:
                        self._take(outcome)
            self._flush()
        return "interrupted" if self.stop() else "finished"

    def _fresh(self, coming: Iterator[Document | Rejected]) -> Iterator[Document]:
        """What is to be read of what comes in; it ends where one has to see first what comes of it.

        That is where the limit is reached if all of it can be read, and where too much is seen
        again of what is being read.
        """
        while not (self.stop() or self._enough()):
            item = next(coming, None)
            if item is None:
                self._ended = True
                return
            if self.stop():
                return
            if isinstance(item, Rejected):
                self._reject(item)
            elif self._is_new(item):
                yield item
            if self._light() >= _LIGHT_BATCH:
                self._flush()
                if self._light() >= _LIGHT_BATCH:
                    return

    def _read_all(self, fresh: Iterator[Document]) -> Generator[Read | Rejected, None, None]:
        yield from self._readers.read_all(fresh)

    def _take(self, outcome: Read | Rejected) -> None:
        if isinstance(outcome, Rejected):
            self._no_longer_pending(outcome.source)
            self._refuse(outcome)
        else:
            self._ready.append(outcome)
            self._tell()
        if len(self._ready) >= self.plan.batch_size:
            self._flush()

    def _pretend(self, fresh: Iterator[Document]) -> None:
        """Take documents for read and written."""
        for document in fresh:
            self._writer.known.add(document.id, self._pending[document.id])
            self._no_longer_pending(document.id)
            self._count(added=1)

    def _enough(self) -> bool:
        limit = self.plan.limit
        return limit is not None and self.counts.added + len(self._pending) >= limit

    def _light(self) -> int:
        return len(self._again) + len(self._rejected)

    def _is_new(self, document: Document) -> bool:
        """Whether it is to be read; if not, it is counted, and noted if that is to be written."""
        published = rows.day(document.published)
        if self.plan.since is not None and (published is None or published < self.plan.since):
            self._all_in = False
            self._count(skipped=1)
            return False
        try:
            document.model_dump_json().encode()
        except (UnicodeEncodeError, ValueError):
            name = rows.storable(document.id)
            self._refuse(Rejected(name, "it holds characters that no file can hold (surrogates)"))
            return False
        kind, owner = self._kind(document)
        if kind == "new":
            self._pending[document.id] = text = text_id(document.text)
            self._pending_texts.setdefault(text, document.id)
        elif kind == "clash":
            self._refuse(_clash(document))
        else:
            if not self._writer.has_appearance(owner, document):
                self._again.append((owner, document))
            self._count(**{"known" if kind == "known" else "copies": 1})
        return kind == "new"

    def _kind(self, document: Document) -> tuple[str, str]:
        """As the ledger has it, and what is about to be written to it."""
        waiting = self._pending.get(document.id)
        if waiting is not None:
            same = waiting == text_id(document.text)
            return ("known" if same else "clash"), document.id
        kind, owner = self._writer.known.kind(document)
        if kind == "new" and self.plan.merge_copies:
            twin = self._pending_texts.get(text_id(document.text))
            if twin is not None:
                return "copy", twin
        return kind, owner

    def _refuse(self, item: Rejected) -> None:
        """Reject what came in as a document."""
        self._all_in = False
        self._reject(item)

    def _reject(self, item: Rejected) -> None:
        self._rejected.append(item)
        self.on_rejected(item)
        self._count(rejected=1)

    def _count(self, **more: int) -> None:
        changed = {name: getattr(self.counts, name) + by for name, by in more.items()}
        self.counts = replace(self.counts, seen=self.counts.seen + sum(more.values()), **changed)
        self._tell()

    def _tell(self) -> None:
        """Tell how far things are; what is read is as good as written."""
        ready, counts = len(self._ready), self.counts
        self.watch(replace(counts, seen=counts.seen + ready, added=counts.added + ready))

    def _no_longer_pending(self, document_id: str) -> None:
        text = self._pending.pop(document_id)
        if self._pending_texts.get(text) == document_id:
            del self._pending_texts[text]

    def _flush(self) -> None:
        """Write what was read, what was seen again and what was rejected."""
        read, self._ready = self._ready, []
        again, self._again = self._again, []
        rejected, self._rejected = self._rejected, []
        if self.plan.dry_run:
            return
        for one in read:
            self._no_longer_pending(one.document.id)
        ours = {one.document.id for one in read}
        seen = []
        for owner, document in again:
            if owner in self._pending:
                self._again.append((owner, document))
            # A copy of a document that could not be read after all waits for another run.
            elif owner in ours or self._writer.known.kind(document)[0] in ("known", "copy"):
                seen.append((owner, document))
        added = self._writer.write(read, seen)
        self._settle(read, added)
        rejected += self._rejected
        self._rejected = []
        self._writer.write_rejected((item.source, item.reason) for item in rejected)
        if not self._pending and not self._again:
            self.written(self._all_in)
            self._all_in = True

    def _settle(self, read: Sequence[Read], added: Sequence[Read]) -> None:
        """Count the batch: what is in, and what another writer has put in before us."""
        self._count(added=len(added))
        ours = {one.document.id for one in added}
        for one in read:
            if one.document.id in ours:
                continue
            kind, _ = self._writer.known.kind(one.document)
            if kind == "clash":
                self._refuse(_clash(one.document))
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
