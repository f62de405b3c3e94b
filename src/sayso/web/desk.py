"""The ledger as a desk has it open: one snapshot that many readers share, until the ledger changes.

Comes in: a ledger. Goes out: a :class:`Held` snapshot, and what was weighed over it. The idea in
between: opening the tables costs far more than asking them, so they are opened once for each
version; whatever is computed from a version is kept as long as that version is, and what is weighed
of texts as long as there are no others.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from sayso.intake.actors import load_actors
from sayso.intake.alliances import Alliance, load_alliances
from sayso.intake.outlets import Outlet, load_outlets, owners
from sayso.knowledge.user_actors import UserActors
from sayso.ledger import Ledger, corrections, searches
from sayso.ledger.schema import SCHEMAS
from sayso.ledger.searches import Search
from sayso.ledger.snapshot import Snapshot, told
from sayso.web.answers import Answers

# The tables that pages show, and those among them that are weighed.
_SHOWN = tuple(name for name in SCHEMAS if name != "searches")
_WEIGHED = tuple(name for name in _SHOWN if name not in ("reviews", "rejected", "runs"))

# Seconds after which a ledger in an object store is looked at anew.
_STALE = 10.0

# Claims whose columns for filters are held in memory, some 600 bytes each.
_REMEMBERED = 2_000_000

_HELD_CLAIMS = """
    CREATE TABLE kept.held_claims AS SELECT * EXCLUDE (record) FROM kept.bare_claims;
    CREATE OR REPLACE VIEW kept.bare_claims AS FROM kept.held_claims;
"""

# Claims whose stories are told within a few seconds.
_QUICK = 5_000

# Answers kept for one version of the ledger.
_ANSWERS = 64

_Answer = TypeVar("_Answer")

# Seconds that a page waits for what is being weighed, before it says that it is.
_PATIENCE = 1.0


class StillWeighed(Exception):  # noqa: N818 - no error: it will be there
    """What a page wants is being weighed, since so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"this is being weighed, since {seconds:.0f} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Held(Snapshot):
    """A snapshot whose connection stays open: each :meth:`connection` is a cursor of it.

    Reviews are applied (see :func:`sayso.ledger.corrections.apply`).
    """

    base: duckdb.DuckDBPyConnection = field(kw_only=True)
    datasets: Mapping[str, Any] = field(kw_only=True)
    answers: Answers = field(kw_only=True)
    weighed: Answers = field(kw_only=True)

    def connection(self, *, locked: bool = False) -> duckdb.DuckDBPyConnection:
        """A cursor of the open connection; a new connection where it is to be locked."""
        if locked:
            return super().connection(locked=True)
        cursor = self.base.cursor()
        for name, dataset in self.datasets.items():
            cursor.register(name, dataset)
        return cursor

    def alone(self) -> Snapshot:
        """The same with connections of its own, for those who make tables in them."""
        return Snapshot(self.store, self.tables, self.reader)


@dataclass(frozen=True)
class Sides:
    """What a user's tables say of whose a voice is: actors, outlets, and who is whose ally."""

    actors: UserActors | None = None
    outlets: Sequence[Outlet] = ()
    alliances: Sequence[Alliance] = ()

    @property
    def controlled(self) -> Mapping[str, str]:
        """The side that owns an outlet, by the outlet's name."""
        return owners(self.outlets)


def sides_of(
    actors: Iterable[str | Path],
    outlets: Iterable[str | Path],
    alliances: Iterable[str | Path] = (),
) -> Sides:
    """Sides as tables of a user's say, read from their files.

    Raises:
        IntakeError: a table cannot be read.
    """
    return Sides(
        load_actors([str(one) for one in actors]),
        load_outlets([Path(one) for one in outlets]),
        load_alliances([str(one) for one in alliances]),
    )


class Desk:
    """A ledger and what is open of it.

    Args:
        ledger: read, and written where somebody keeps a text or reviews a claim.
        sides: whose voices are, where the ledger can't tell.
        example: whether it holds the example corpus.
    """

    def __init__(
        self, ledger: Ledger, sides: Sides | None = None, *, example: bool = False
    ) -> None:
        self.ledger = ledger
        self.sides = sides or Sides()
        self.example = example
        self._opening = threading.Lock()
        self._begun: dict[Hashable, tuple[float, Future[Any]]] = {}
        self._held: tuple[Hashable, Held] | None = None
        self._searches: tuple[Hashable, list[Search]] | None = None

    def snapshot(self) -> Held:
        """The ledger as it is now.

        Raises:
            LedgerError: it cannot be read.
        """
        state = self._state()
        with self._opening:
            if self._held is None or self._held[0] != state:
                self._held = (state, self._opened(self._held[1] if self._held else None))
            return self._held[1]

    def weighed(self, what: Hashable, weigh: Callable[[Held], _Answer]) -> _Answer:
        """What is weighed of the ledger as it is now: once, however many ask at a time.

        It is kept until other texts are in the ledger: what reviews change, it may not look at.

        Args:
            what: its name, with whatever it depends on.
            weigh: computes it.
        """
        snapshot = self.snapshot()
        return snapshot.weighed.of(what, lambda: weigh(snapshot))

    def patiently(self, what: Hashable, weigh: Callable[[Held], _Answer]) -> _Answer:
        """The same as :meth:`weighed`, for a page: it is weighed aside, however many wait for it.

        Raises:
            StillWeighed: it takes longer than a page should.
        """
        if what in self.snapshot().weighed:
            return self.weighed(what, weigh)
        with self._opening:
            since, future = self._begun.get(what, (0.0, None))
            if future is None:
                since, future = self._begun[what] = time.monotonic(), Future()
                aside = threading.Thread(target=self._weigh, args=(what, weigh), daemon=True)
                aside.start()
        try:
            answer: _Answer = future.result(_PATIENCE)
        except TimeoutError:
            raise StillWeighed(time.monotonic() - since) from None
        return answer

    def _weigh(self, what: Hashable, weigh: Callable[[Held], Any]) -> None:
        try:
            answer = self.weighed(what, weigh)
        except BaseException as error:
            self._begun.pop(what)[1].set_exception(error)
        else:
            self._begun.pop(what)[1].set_result(answer)

    def counted(self, what: Hashable, count: Callable[[Held], _Answer]) -> _Answer:
        """The same, of what reviews and runs may change."""
        snapshot = self.snapshot()
        return snapshot.answers.of(what, lambda: count(snapshot))

    def searches(self) -> list[Search]:
        """The searches that people keep.

        Raises:
            LedgerError: they cannot be read.
        """
        state = self._state(("searches",))
        with self._opening:
            if self._searches is None or self._searches[0] != state:
                store = self.ledger.store
                self._searches = (state, searches.listed(store.load("searches"), store))
            return self._searches[1]

    def tells_stories(self) -> bool:
        """Whether stories are at hand, or quickly so; for pages that can do without them."""
        held = self.snapshot()
        return "stories" in held.weighed or self.is_small()

    def is_small(self) -> bool:
        """Whether whatever is weighed of it is there within a few seconds."""
        return self.counted("claims", _claims) <= _QUICK

    def _opened(self, before: Held | None) -> Held:
        """The ledger anew; what was weighed is kept where it would be the same."""
        snapshot = self.ledger.snapshot()
        if before is not None and _versions(before, _SHOWN) == _versions(snapshot, _SHOWN):
            return before
        base = snapshot.connection()
        corrections.apply(snapshot, base)
        _remember(snapshot, base)
        same = before is not None and _versions(before, _WEIGHED) == _versions(snapshot, _WEIGHED)
        return Held(
            snapshot.store,
            snapshot.tables,
            snapshot.reader,
            base=base,
            datasets=snapshot.streamed(),
            answers=Answers(_ANSWERS),
            weighed=before.weighed if before is not None and same else Answers(_ANSWERS),
        )

    def _state(self, names: Iterable[str] = _SHOWN) -> Hashable:
        """Differs whenever the ledger may: the times of its logs, or the time in a far store."""
        folder = self.ledger.store.folder
        if folder is None:
            return int(time.monotonic() / _STALE)
        times = []
        for name in names:
            try:
                times.append((folder / name / "_delta_log").stat().st_mtime_ns)
            except OSError:
                times.append(0)
        return tuple(times)


def _claims(snapshot: Held) -> int:
    return int(snapshot.query("SELECT count(*) FROM kept.bare_claims").column(0)[0].as_py())


def _versions(snapshot: Snapshot, names: Iterable[str]) -> list[int]:
    return [snapshot.tables[name].version() for name in names]


def _remember(snapshot: Snapshot, base: duckdb.DuckDBPyConnection) -> None:
    """Hold what filters look at in memory, unless that is too much: searches take half the time."""
    with told(snapshot.store):
        counted = base.execute("SELECT count(*) FROM kept.claims").fetchone()
        if counted is not None and counted[0] <= _REMEMBERED:
            base.execute(_HELD_CLAIMS)
