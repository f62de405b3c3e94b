"""Where the workers are: on this machine, started for one run; or wherever a scheduler has them.

Comes in: how many workers, or a scheduler's address. Goes out: readers on them. Workers of this
machine listen on its loopback interface alone and know each other by a certificate made for the
run, since who may talk to a Dask worker may run code in it.
"""

from __future__ import annotations

import json
import logging
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from pathlib import Path

import dask
from distributed import Client, LocalCluster, Security

from sayso.errors import ScaleError, UsageError
from sayso.scale.task import MakeReader
from sayso.scale.workers import PATIENCE, Workers, told

# Seconds in which a scheduler must answer, and in which workers must have ended.
_CONNECT = 30.0
_CLOSE = 10.0

_LOOPBACK = "127.0.0.1"
_SETTINGS = {
    # A worker may be lost by bad luck once; after that the work is looked at more closely.
    "distributed.scheduler.allowed-failures": 1,
    # Dask starts a worker again, but not one that is lost the moment it is there: that one is
    # forgotten after this time, and we ask for another. On a busy machine starting takes long.
    "distributed.deploy.lost-worker-timeout": "60s",
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.active-memory-manager.start": False,
    # What Dask remembers for its dashboard would grow with the corpus for a long while.
    "distributed.admin.log-length": 100,
    "distributed.admin.low-level-log-length": 100,
    "distributed.admin.system-monitor.log-length": 100,
    # Looking at itself fifty times a second would cost a process some per cent of a core.
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.diagnostics.computations.max-history": 1,
    "distributed.diagnostics.erred-tasks.max-history": 1,
    "distributed.diagnostics.nvml": False,
}


@contextmanager
def local(
    workers: int, make_reader: MakeReader, *, patience: float = PATIENCE
) -> Iterator[Workers]:
    """Readers on this machine, each a process with one thread; they end when this ends.

    Args:
        workers: how many.
        make_reader: makes the reader; a worker must be able to import it.
        patience: seconds without any worker after which reading ends with an error.

    Raises:
        ScaleError: the processes can't be started.
        UsageError: ``workers`` is less than 1.
    """
    if workers < 1:
        raise UsageError(f"workers={workers}: it must be 1 or more")
    with dask.config.set(_SETTINGS), _silenced():
        with told("workers on this machine"), _without_interrupts():
            cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                memory_limit=0,  # else a worker that is short of memory stops, and never goes on
                host=_LOOPBACK,
                security=Security.temporary(),
                dashboard_address=None,
                scheduler_kwargs={"dashboard": False, "dashboard_address": f"{_LOOPBACK}:0"},
                silence_logs=logging.CRITICAL,
            )
        try:
            with Client(cluster, set_as_default=False, direct_to_workers=True) as client:

                def look_after(running: int) -> None:
                    if running < workers:
                        cluster.scale(workers)  # nothing happens where they are being started

                yield Workers(client, make_reader, patience=patience, look_after=look_after)
        finally:
            cluster.close(timeout=_CLOSE)


@contextmanager
def running(
    address: str | None = None,
    file: Path | None = None,
    *,
    make_reader: MakeReader,
    patience: float = PATIENCE,
) -> Iterator[Workers]:
    """Readers on the workers of a scheduler that is running; they go on running after this.

    Args:
        address: the scheduler's, like ``tcp://10.0.0.5:8786``.
        file: the file that ``dask scheduler --scheduler-file`` wrote, instead of an address.
        make_reader: makes the reader; a worker must be able to import it.
        patience: seconds without any worker after which reading ends with an error.

    Raises:
        ScaleError: no scheduler answers there within 30 seconds.
        UsageError: the file cannot be read, or the address is none.
    """
    address = _written(file) if file is not None else address
    if not address:
        raise UsageError("name a scheduler by its address or its file")
    with _silenced():
        try:
            client = Client(address, timeout=min(_CONNECT, patience), set_as_default=False)
        except OSError as error:
            raise ScaleError(
                f"{address}: no scheduler answers there; is 'dask scheduler' running, and can it "
                "be reached from here?"
            ) from error
        except (ValueError, TypeError, KeyError) as error:
            raise UsageError(
                f"{address}: write a scheduler's address like tcp://10.0.0.5:8786"
            ) from error
        with client:
            yield Workers(client, make_reader, patience=patience)


def _written(file: Path) -> str:
    try:
        return str(json.loads(file.read_text("utf8"))["address"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{file}: this is no file that 'dask scheduler --scheduler-file' wrote"
        ) from error


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Processes started from here don't get the Ctrl-C that is meant for us; we get it later."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    # Where it starts first is where it lets interrupts through again.
    resource_tracker.ensure_running()
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


@contextmanager
def _silenced() -> Iterator[None]:
    """Dask says nothing of its own: what matters, we say."""
    names = ("distributed", *(name for name in logging.root.manager.loggerDict if _is_dasks(name)))
    former = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"(distributed|dask)(\.|$)")
            yield
    finally:
        for name, level in former.items():
            logging.getLogger(name).setLevel(level)


def _is_dasks(name: str) -> bool:
    return name.startswith(("distributed.", "tornado"))
