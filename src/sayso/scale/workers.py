"""Documents to workers, and rows back: so many at a time that all have work and none piles up.

Comes in: a Dask client, how to make a reader, and documents. Goes out: what became of each, as it
comes. The idea in between: a worker has one piece of work in hand and one waiting, and only when
one comes back is the next document asked for; so what is held in memory doesn't grow with the
corpus, and a slow ledger slows the reading down.

A worker that is lost is Dask's concern: its work goes to another one. Work whose workers are lost
time and again falls back to us. One of its documents may be what ends them, so each is read once
more with nothing else under way; a document that ends its workers even then, and once more after
all others, is rejected.
"""

from __future__ import annotations

import pickle
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import TypeVar

from distributed import Client, Future, KilledWorker

from sayso.errors import SaysoError, ScaleError
from sayso.intake.sources import Rejected
from sayso.ledger import keys
from sayso.ledger.readers import Read, outcome
from sayso.records import Document, ReaderInfo
from sayso.scale import task
from sayso.scale.chunks import chunks
from sayso.scale.task import MakeReader

#: Seconds without any worker after which we give up.
PATIENCE = 300.0

_PER_WORKER = 2
# Seconds between looks at how many workers there are.
_LOOK = 2.0
# Seconds in which a scheduler must answer, or a finished piece of work be handed over.
_ANSWER = 60.0

_Result = TypeVar("_Result")


class Workers:
    """Readers on the workers of a Dask cluster; use :func:`sayso.scale.local` or ``running``.

    Args:
        client: connected to the cluster.
        make_reader: makes the reader, here to know which one it is, and on each worker once.
        patience: seconds without any worker after which reading ends with an error.
        look_after: told now and then how many workers there are, to see to more.
    """

    def __init__(
        self,
        client: Client,
        make_reader: MakeReader,
        *,
        patience: float = PATIENCE,
        look_after: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.client, self.patience, self.look_after = client, patience, look_after
        self.recipe = pickle.dumps(make_reader)
        self._info = make_reader().info

    @property
    def info(self) -> ReaderInfo:
        """Which reader the workers have; they refuse to read with another one."""
        return self._info

    def read_all(self, documents: Iterable[Document]) -> Iterator[Read | Rejected]:
        """Read documents, and give what became of each as it comes.

        Raises:
            ScaleError: the scheduler is gone, there are no workers, or theirs is another reader.
        """
        work = _Work(self, documents)
        try:
            while work.send():
                yield from work.received()
        finally:
            work.cancel()


class _Work:
    """What is out with the workers."""

    def __init__(self, workers: Workers, documents: Iterable[Document]) -> None:
        self._workers, self._client = workers, workers.client
        self._fingerprint = keys.fingerprint(workers.info)
        self._chunks = chunks(documents)
        self._name, self._number = f"sayso-{uuid.uuid4().hex}", 0
        self._out: dict[Future, tuple[Document, ...]] = {}
        self._back: SimpleQueue[Future] = SimpleQueue()
        self._suspects: deque[Document] = deque()
        self._accused: set[str] = set()  # those that have ended their workers alone, once
        self._on_trial = False
        self._room = _PER_WORKER
        self._looked = 0.0
        self._last_seen = time.monotonic()  # when there were workers

    def send(self) -> bool:
        """Send out as much as there is room for; returns whether anything is out."""
        self._look()
        if self._out and (self._suspects or self._on_trial):
            return True  # first let everything else come back
        self._on_trial = bool(self._suspects)
        if self._on_trial:
            self._submit((self._suspects.popleft(),))
            return True
        while len(self._out) < self._room:
            piece = next(self._chunks, None)
            if piece is None:
                break
            self._submit(piece)
        return bool(self._out)

    def received(self) -> Iterator[Read | Rejected]:
        """Wait for a piece of work to come back, and give what is in it."""
        future = self._landed()
        documents = self._out.pop(future)
        try:
            found = self._answered(lambda: future.result(timeout=_ANSWER))
        except KilledWorker as error:
            if not self._is_guilty(documents):
                self._suspects.extend(documents)
                return
            reason = (
                f"it ended {2 * error.allowed_failures + 2} workers that read nothing else "
                "(perhaps it needs more memory than they have)"
            )
            found = [reason for _ in documents]
        for document, made in zip(documents, found, strict=True):
            yield outcome(document, made)

    def _is_guilty(self, documents: tuple[Document, ...]) -> bool:
        """Whether what was read when workers were lost was alone, and not for the first time."""
        if not self._on_trial:
            return False
        (document,) = documents
        known = document.id in self._accused
        self._accused.add(document.id)
        return known

    def cancel(self) -> None:
        """Nobody waits any more for what is out."""
        if self._out:
            with suppress(Exception):  # the cluster may be gone, and with it the work
                self._client.cancel(list(self._out), force=True)
            self._out.clear()

    def _submit(self, documents: tuple[Document, ...]) -> None:
        self._number += 1
        future = self._answered(
            lambda: self._client.submit(
                task.read,
                self._workers.recipe,
                self._fingerprint,
                documents,
                key=(self._name, self._number),
            )
        )
        self._out[future] = documents
        future.add_done_callback(self._back.put)

    def _landed(self) -> Future:
        while True:
            with suppress(Empty):
                return self._back.get(timeout=_LOOK)
            self._look()

    def _look(self) -> None:
        """See now and then how many workers there are."""
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return
        threads = sum(self._answered(self._client.nthreads).values())
        self._answered(lambda: self._workers.look_after(threads))
        self._looked = now
        if threads:
            self._last_seen, self._room = now, _PER_WORKER * threads
        elif now - self._last_seen > self._workers.patience:
            raise ScaleError(
                f"{_address(self._client)}: there has been no worker for "
                f"{self._workers.patience:.0f} seconds; {AGAIN}"
            )

    def _answered(self, ask: Callable[[], _Result]) -> _Result:
        with told(_address(self._client)):
            return ask()


#: What to do after a cluster has failed.
AGAIN = "what was written is in the ledger, run the same command again for the rest"


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what Dask raises into words.

    Args:
        where: the scheduler's address.

    Raises:
        ScaleError: says what is lost, and that what was written is in.
    """
    try:
        yield
    except (SaysoError, KilledWorker):
        raise
    except (OSError, RuntimeError, CancelledError, ImportError, AttributeError) as error:
        reason = str(error).strip().split("\n")[0][:200] or type(error).__name__
        if isinstance(error, ImportError | AttributeError) or "deserializ" in reason:
            raise ScaleError(
                f"{where}: the scheduler or a worker cannot run this sayso ({reason}); install "
                "the same sayso[ledger,scale] on all of them"
            ) from error
        raise ScaleError(f"{where}: the scheduler is lost ({reason}); {AGAIN}") from error


def _address(client: Client) -> str:
    return str(getattr(client.scheduler, "address", "the cluster"))
