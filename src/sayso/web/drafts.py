"""Drafts: texts that somebody gave the desk to read, until they are kept or thrown away.

Comes in: a text, a file or an address. Goes out: a :class:`Draft`, at once, whose state changes as
it is fetched and read. The idea in between: one reader reads one text after the other, whoever
asks; nothing is written anywhere until somebody says so, and the oldest drafts give way to new
ones.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal

from sayso.errors import IntakeError, SaysoError, UsageError
from sayso.intake import sources, text
from sayso.intake.addresses import is_url
from sayso.intake.sources import Rejected
from sayso.intake.web import Fetcher
from sayso.ledger import Ledger
from sayso.ledger.readers import Reads
from sayso.records import Document, ReaderInfo, Reading

State = Literal["waiting", "fetching", "reading", "done", "failed"]

#: Drafts that are held at once, and those of them that may wait to be read.
MOST = 24
MOST_WAITING = 6

_PASTED = "the text that was pasted"


@dataclass
class Draft:
    """A text on its way to a reading.

    Args:
        source: what it is called in messages.
        state: ``done`` once there is a reading, ``failed`` where there will be none.
        words: how many words there are to read, once that is known.
        reading: the reading, once it is done.
        error: why there is none.
    """

    source: str
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    state: State = "waiting"
    words: int | None = None
    reading: Reading | None = None
    error: str | None = None
    began: float = field(default_factory=time.monotonic)
    took: float | None = None

    @property
    def seconds(self) -> float:
        """How long it takes, or took."""
        return round(self.took if self.took is not None else time.monotonic() - self.began, 1)


class Drafts:
    """The drafts of a desk.

    Args:
        make_reader: makes the reader, when the first text comes.
        make_fetcher: makes what fetches pages, with its guard against private addresses.
    """

    def __init__(
        self, make_reader: Callable[[], Reads], make_fetcher: Callable[[], Fetcher] = Fetcher
    ) -> None:
        self._make_reader, self._make_fetcher = make_reader, make_fetcher
        self._reader: Reads | None = None
        self._held: OrderedDict[str, Draft] = OrderedDict()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="desk-reader")

    def paste(self, words: str, about: Mapping[str, str | None]) -> Draft:
        """Read a text.

        Args:
            words: the text.
            about: what is said of it: ``title``, ``publisher``, ``published`` (an ISO date).

        Raises:
            UsageError: too many texts wait.
        """

        def document() -> Document:
            return _described(text.document(words, _PASTED), about)

        return self._start(_PASTED, document)

    def upload(self, data: bytes, name: str, about: Mapping[str, str | None]) -> Draft:
        """Read a file of any kind that ``sayso read`` takes and that holds one text.

        Raises:
            UsageError: too many texts wait.
        """
        found = sources.read_bytes(data, name)
        return self._start(name, lambda: _described(_only(found, name), about))

    def fetch(self, url: str, about: Mapping[str, str | None]) -> Draft:
        """Fetch a page and read it; addresses that aren't public are refused, as everywhere.

        Raises:
            UsageError: this is no address, or too many texts wait.
        """
        if not is_url(url):
            raise UsageError(f"{url!r}: write an address with http:// or https:// before it")

        def document() -> Document:
            found = sources.read_sources([url], fetcher=self._make_fetcher())
            return _described(_only(found, url), about)

        return self._start(url, document, "fetching")

    def get(self, draft_id: str) -> Draft | None:
        """A draft by its id; None where it was thrown away."""
        with self._lock:
            return self._held.get(draft_id)

    def drop(self, draft_id: str) -> None:
        """Throw a draft away."""
        with self._lock:
            self._held.pop(draft_id, None)

    def keep(self, draft: Draft, ledger: Ledger) -> str:
        """Write a draft's reading into the ledger; the document's id.

        Raises:
            UsageError: it has not been read.
            LedgerError: it cannot be written, or its id stands for another text there.
        """
        if draft.reading is None:
            raise UsageError("there is no reading to keep yet")
        refused: list[Rejected] = []
        ledger.ingest(
            [draft.reading.document],
            _Read(draft.reading),
            command="sayso serve",
            options={"source": draft.source},
            on_rejected=refused.append,
        )
        if refused:
            raise UsageError(f"{refused[0].source}: {refused[0].reason}")
        self.drop(draft.id)
        return draft.reading.document.id

    def _start(
        self, source: str, document: Callable[[], Document], first: State = "reading"
    ) -> Draft:
        draft = Draft(source)
        with self._lock:
            waiting = sum(one.state not in ("done", "failed") for one in self._held.values())
            if waiting >= MOST_WAITING:
                raise UsageError(f"{waiting} texts wait to be read already; try again in a moment")
            self._held[draft.id] = draft
            while len(self._held) > MOST:
                oldest = next(
                    key for key, it in self._held.items() if it.state in ("done", "failed")
                )
                del self._held[oldest]
        self._worker.submit(self._read, draft, document, first)
        return draft

    def _read(self, draft: Draft, document: Callable[[], Document], first: State) -> None:
        try:
            draft.state = first
            made = document()
            draft.words = len(made.text.split())
            draft.state = "reading"
            if self._reader is None:
                self._reader = self._make_reader()
            draft.reading = self._reader.read(made)
            draft.took = draft.seconds
            draft.state = "done"
        except SaysoError as error:
            self._failed(draft, str(error))
        except Exception as error:  # one text's trouble must not end the desk
            self._failed(draft, f"it could not be read ({type(error).__name__}: {error})")

    def _failed(self, draft: Draft, why: str) -> None:
        draft.error, draft.took, draft.state = why, draft.seconds, "failed"


class _Read:
    """Reads what was read before."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @property
    def info(self) -> ReaderInfo:
        return self._reading.reader

    def read(self, document: Document) -> Reading:  # noqa: ARG002 - there is only one
        return self._reading


def _only(found: Iterator[Document | Rejected], source: str) -> Document:
    """The one text of a source.

    Raises:
        IntakeError: it holds none, or more than one.
    """
    first = next(found, None)
    if first is None:
        raise IntakeError(source, "it holds no text")
    if isinstance(first, Rejected):
        raise IntakeError(first.source, first.reason)
    if next(found, None) is not None:
        raise IntakeError(source, "it holds several texts; read them with 'sayso ingest'")
    return first


def _described(document: Document, about: Mapping[str, str | None]) -> Document:
    return document.model_copy(update={name: value for name, value in about.items() if value})
