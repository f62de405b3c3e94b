"""Many workers: the same tables as with one reader, whoever is killed; all processes are real."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
from distributed import Client
from typer.testing import CliRunner

import corpus
import quick
from sayso import Reader, scale
from sayso.cli import app
from sayso.errors import ScaleError, UsageError
from sayso.intake.sources import Rejected, read_sources
from sayso.ledger import Ledger
from sayso.ledger.ingest import Counts, Plan
from sayso.records import Document
from sayso.scale.chunks import CHARACTERS, DOCUMENTS, chunks

RUNS = ("outcome", "seen", "added", "known", "copies", "skipped", "rejected", "reader")


@pytest.fixture(scope="module")
def grammarians() -> Iterator[scale.Workers]:
    with scale.local(2, partial(Reader, heads="rules")) as found:
        yield found


@pytest.fixture(scope="module")
def quicks() -> Iterator[scale.Workers]:
    with scale.local(2, quick.Quick) as found:
        yield found


def runs(ledger: Ledger) -> list[tuple[Any, ...]]:
    return sorted(tuple(run[name] for name in RUNS) for run in ledger.table("runs").to_pylist())


def ids(ledger: Ledger) -> list[str]:
    found = ledger.table("documents").column("document_id").to_pylist()
    return sorted(found, key=lambda name: int(name[1:]))


def eventually(holds: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


# Pieces of work


def test_pieces_are_small_and_in_order() -> None:
    few = [Document(id=str(n), text="x" * size) for n, size in enumerate([10, CHARACTERS, 1, 1])]
    assert [[one.id for one in piece] for piece in chunks(few)] == [["0", "1"], ["2", "3"]]
    many = quick.documents(1, 2 * DOCUMENTS + 1)
    assert [len(piece) for piece in chunks(many)] == [DOCUMENTS, DOCUMENTS, 1]
    assert list(chunks([])) == []


# The same as one reader makes


def items() -> list[Document | Rejected]:
    some = [Document(**line) for line in corpus.lines(1, 20)]
    copies = [one.model_copy(update={"id": f"x{one.id}", "publisher": "X"}) for one in some[::4]]
    again = [one.model_copy(update={"url": "https://b.example/1"}) for one in some[::3]]
    clash = Document(id="d2", text="Ghana thanked Kenya.")
    odd = Document(id="odd", text="Chile thanked \ud800 Peru.")
    return [*some, *copies, *again, clash, odd, Rejected("empty.txt", "it is empty")]


@pytest.mark.parametrize(
    "plan",
    [
        Plan(),
        Plan(batch_size=3),
        Plan(batch_size=4, limit=7),
        Plan(since=date(2024, 5, 12), limit=9),
        Plan(merge_copies=True, batch_size=6),
        Plan(dry_run=True, merge_copies=True),
    ],
    ids=["plain", "batches", "limit", "since", "copies", "dry"],
)
def test_tables_are_the_same(
    plan: Plan, grammarians: scale.Workers, grammarian: Reader, tmp_path: Path
) -> None:
    assert grammarians.info == grammarian.info
    alone, together = Ledger(tmp_path / "alone"), Ledger(tmp_path / "together")
    for _ in range(2):  # once more, and only the rest is read
        expected = alone.ingest(items(), grammarian, plan)
        assert together.ingest(items(), grammarians, plan) == expected
    if plan.dry_run:
        assert list(tmp_path.iterdir()) == []
        return
    assert corpus.tables(together) == corpus.tables(alone)
    assert runs(together) == runs(alone)
    assert together.verify().problems == []


def test_a_limit_counts_what_could_be_read(quicks: scale.Workers, tmp_path: Path) -> None:
    coming = [*quick.documents(1, 9, "stumble"), *quick.documents(10, 30)]
    alone, together = Ledger(tmp_path / "alone"), Ledger(tmp_path / "together")
    plan = Plan(batch_size=4, limit=12)
    counts = together.ingest(coming, quicks, plan)
    assert counts == alone.ingest(coming, quick.Quick(), plan) == Counts(21, 12, rejected=9)
    assert corpus.tables(together) == corpus.tables(alone)


def test_much_that_is_seen_again_does_not_pile_up(quicks: scale.Workers, tmp_path: Path) -> None:
    (one,) = quick.documents(1, 1)
    coming = (one.model_copy(update={"url": f"https://a.example/{n}"}) for n in range(5000))
    ledger = Ledger(tmp_path / "ledger")
    assert ledger.ingest(coming, quicks) == Counts(seen=5000, added=1, known=4999)
    assert len(ledger.table("appearances")) == 5000


def test_documents_are_asked_for_as_they_are_read(quicks: scale.Workers, tmp_path: Path) -> None:
    asked = 0

    def coming() -> Iterator[Document]:
        nonlocal asked
        for one in quick.documents(1, 300):
            asked += 1
            yield one

    ahead = []
    Ledger(tmp_path / "ledger").ingest(
        coming(), quicks, watch=lambda counts: ahead.append(asked - counts.seen)
    )
    assert max(ahead) <= 2 * 2 * DOCUMENTS + DOCUMENTS


def test_stopping_keeps_what_was_read(quicks: scale.Workers, tmp_path: Path) -> None:
    ledger, told = Ledger(tmp_path / "ledger"), []
    counts = ledger.ingest(
        quick.documents(1, 400), quicks, stop=lambda: len(told) > 20, watch=told.append
    )
    assert 20 < counts.added == counts.seen < 200
    assert len(ids(ledger)) == counts.added
    assert runs(ledger)[0][0] == "interrupted"
    assert ledger.ingest(quick.documents(1, 400), quicks).added == 400 - counts.added


# Workers that are lost


def kill_a_worker() -> None:
    mine = psutil.Process().children(recursive=True)
    os.kill(next(one.pid for one in mine if "spawn_main" in str(one.cmdline())), signal.SIGKILL)


def test_a_killed_workers_documents_are_read_once(quicks: scale.Workers, tmp_path: Path) -> None:
    ledger, killed = Ledger(tmp_path / "ledger"), []

    def watch(counts: Counts) -> None:
        if counts.added > 50 and not killed:
            killed.append(counts)
            kill_a_worker()

    assert ledger.ingest(quick.documents(1, 300), quicks, watch=watch).added == 300
    assert killed
    assert ids(ledger) == [f"q{n}" for n in range(1, 301)]
    assert ledger.verify().problems == []
    assert ledger.verify().notes == []


def test_only_the_document_that_ends_its_worker_is_rejected(
    quicks: scale.Workers, tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path / "ledger")
    coming = [*quick.documents(1, 20), *quick.documents(21, 21, "poison"), *quick.documents(22, 99)]
    assert ledger.ingest(coming, quicks) == Counts(seen=99, added=98, rejected=1)
    assert ids(ledger) == [f"q{n}" for n in range(1, 100) if n != 21]
    (row,) = ledger.table("rejected").to_pylist()
    assert row["source"] == "q21"
    assert row["reason"].startswith("it ended 4 workers that read nothing else")
    assert ledger.verify().problems == []


def test_a_worker_with_another_reader_is_told(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    with (
        scale.local(1, quick.Other) as others,
        pytest.raises(ScaleError, match=r"its sayso 2 reads otherwise .* install the same sayso"),
    ):
        ledger.ingest(quick.documents(1, 30), others)
    assert runs(ledger)[0][:3] == ("failed", 0, 0)


# What it opens


def test_workers_of_this_machine_talk_to_nobody_else(quicks: scale.Workers) -> None:
    me = psutil.Process()
    mine = [me, *me.children(recursive=True)]
    ports = [port for one in mine for port in one.net_connections() if port.status == "LISTEN"]
    assert ports
    assert {port.laddr.ip for port in ports} == {"127.0.0.1"}
    address = quicks.client.scheduler.address
    assert address.startswith("tls://127.0.0.1:")
    with pytest.raises((OSError, TypeError)):
        Client(address.replace("tls", "tcp"), timeout=2, set_as_default=False)


def test_a_worker_uses_one_core(quicks: scale.Workers) -> None:
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    for name in names:
        assert set(quicks.client.run(os.environ.get, name).values()) == {"1"}
    assert set(quicks.client.nthreads().values()) == {1}


# The command, and a scheduler that is not ours


def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def environment() -> dict[str, str]:
    """One in which Python finds the modules of the tests."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def descendants(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def gone(processes: Sequence[psutil.Process]) -> bool:
    return not any(one.is_running() and one.status() != "zombie" for one in processes)


def kept(folder: Path) -> int:
    ledger = Ledger(folder)
    return ledger.info().documents if ledger.store.exists() else 0


DRIVER = """
import sys
import quick
from sayso import scale
from sayso.ledger import Ledger
from sayso.ledger.ingest import Plan
with scale.local(2, quick.Quick) as workers:
    Ledger(sys.argv[1]).ingest(quick.documents(1, 400), workers, Plan(batch_size=8))
"""


def test_a_killed_run_leaves_no_process_and_is_run_again(
    quicks: scale.Workers, tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path / "ledger")
    process = start("-c", DRIVER, tmp_path / "ledger", env=environment())
    assert eventually(lambda: kept(tmp_path / "ledger") > 0 or process.poll() is not None)
    assert process.poll() is None
    theirs = descendants(process)
    assert len(theirs) > 2
    process.kill()
    assert process.wait(60) == -signal.SIGKILL
    assert eventually(lambda: gone(theirs))
    before = kept(tmp_path / "ledger")
    assert 0 < before < 400
    assert ledger.verify().problems == []
    counts = ledger.ingest(quick.documents(1, 400), quicks)
    assert counts == Counts(seen=400, added=400 - before, known=before)
    assert ids(ledger) == [f"q{n}" for n in range(1, 401)]
    assert ledger.verify().problems == []


# The command itself, with a reader that is there at once.
COMMAND = """
import quick
from sayso.cli import main
from sayso.reading import reader
reader.Reader = quick.Quick
main()
"""


def test_ctrl_c_ends_all_and_a_lost_worker_is_not_worth_a_word(tmp_path: Path) -> None:
    lines = [json.dumps({"id": one.id, "text": one.text}) for one in quick.documents(1, 3000)]
    source, folder = tmp_path / "corpus.jsonl", tmp_path / "ledger"
    source.write_text("\n".join(lines), "utf8")
    arguments = ("ingest", source, "--ledger", folder, "--workers", 2, "--batch-size", 16)
    process = start("-c", COMMAND, *arguments, start_new_session=True, env=environment())
    assert eventually(lambda: kept(folder) > 0 or process.poll() is not None)
    assert process.poll() is None
    for one in descendants(process):
        with contextlib.suppress(psutil.NoSuchProcess):
            if "spawn_main" in str(one.cmdline()):
                one.kill()
                break
    before = kept(folder)
    assert eventually(lambda: kept(folder) > before or process.poll() is not None)
    assert process.poll() is None
    theirs = descendants(process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert [line.split(";")[0] for line in errors.splitlines()] == [
        "sayso: stopping after what is being read",
        "sayso: stopped",
    ]
    assert eventually(lambda: gone(theirs))
    assert before < kept(folder) < 3000
    assert Ledger(folder).verify().problems == []


@contextlib.contextmanager
def scheduler(folder: Path, workers: int) -> Iterator[tuple[Path, list[subprocess.Popen[str]]]]:
    """A scheduler's file, and the processes: the scheduler first."""
    file = folder / "scheduler.json"
    options = {"env": environment(), "cwd": folder}
    where = ("--scheduler-file", file, "--no-dashboard")
    processes = [
        start(
            *("-m", "distributed.cli.dask_scheduler", *where, "--host", "127.0.0.1", "--port", "0"),
            **options,
        )
    ]
    try:
        assert eventually(file.exists)
        processes += [
            start(
                *("-m", "distributed.cli.dask_worker", *where, "--host", "127.0.0.1"),
                *("--nthreads", "1", "--no-nanny"),
                **options,
            )
            for _ in range(workers)
        ]
        yield file, processes
    finally:
        for one in processes:
            one.kill()
            one.communicate()


def test_a_scheduler_that_is_running(grammarian: Reader, tmp_path: Path) -> None:
    source = corpus.write(tmp_path / "corpus.jsonl", 1, 12)
    folder = tmp_path / "ledger"
    with scheduler(tmp_path, 1) as (file, _):
        arguments = ["ingest", str(source), "--ledger", str(folder), "--heads", "rules"]
        result = CliRunner().invoke(app, [*arguments, "--scheduler-file", str(file)])
    assert (result.exit_code, result.stderr) == (0, "")
    alone = Ledger(tmp_path / "alone")
    alone.ingest(read_sources([str(source)]), grammarian)
    assert corpus.tables(Ledger(folder)) == corpus.tables(alone)


def test_a_scheduler_that_is_lost(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    with scheduler(tmp_path, 1) as (file, processes):

        def watch(counts: Counts) -> None:
            if counts.added > 60:
                processes[0].kill()

        with (
            scale.running(file=file, make_reader=quick.Quick) as workers,
            pytest.raises(ScaleError, match=r"the scheduler is lost .* run the same command again"),
        ):
            ledger.ingest(quick.documents(1, 900), workers, Plan(batch_size=20), watch=watch)
    assert ledger.info().documents >= 60
    assert ledger.verify().problems == []
    assert runs(ledger)[0][0] == "failed"


def test_a_scheduler_without_workers(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    with (
        scheduler(tmp_path, 0) as (file, _),
        scale.running(file=file, make_reader=quick.Quick, patience=1) as workers,
        pytest.raises(ScaleError, match="there has been no worker for 1 seconds"),
    ):
        ledger.ingest(quick.documents(1, 3), workers)


def test_no_scheduler_there(tmp_path: Path) -> None:
    with (
        pytest.raises(ScaleError, match="no scheduler answers there"),
        scale.running("tcp://127.0.0.1:1", make_reader=quick.Quick, patience=1),
    ):
        pass
    (tmp_path / "notes.json").write_text("[]")
    for address, file in (("nowhere", None), (None, tmp_path / "notes.json"), (None, None)):
        with pytest.raises(UsageError), scale.running(address, file, make_reader=quick.Quick):
            pass
    with pytest.raises(UsageError), scale.local(0, quick.Quick):
        pass


def test_one_way_to_say_who_reads(tmp_path: Path) -> None:
    arguments = ["ingest", "-", "--ledger", str(tmp_path / "ledger"), "--workers", "2"]
    result = CliRunner().invoke(app, [*arguments, "--scheduler", "tcp://127.0.0.1:1"])
    assert result.exit_code == 2
    assert "--workers and --scheduler: give one of them" in result.stderr


@pytest.mark.parametrize("package", ["distributed", "cryptography"])
def test_the_extra_is_named_where_it_is_missing(package: str, tmp_path: Path) -> None:
    code = f"import sys; sys.modules[{package!r}] = None; from sayso.cli import main; main()"
    arguments = ("ingest", "-", "--ledger", tmp_path / "ledger", "--workers", 2)
    _, errors = start("-c", code, *arguments, stdin=subprocess.DEVNULL).communicate(timeout=60)
    assert "run: pip install 'sayso[scale]'" in errors
    assert not (tmp_path / "ledger").exists()
