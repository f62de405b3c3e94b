"""A ledger under killed runs, two writers, a full disk and a read-only folder: real processes.

``SAYSO_KILLS=25`` kills more often than the few times that a quick run does.
"""

from __future__ import annotations

import contextlib
import os
import pty
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus
from corpus import Driver
from sayso.ledger import Ledger

KILLS = int(os.environ.get("SAYSO_KILLS", "4"))
SIZE = 20

HALF_BATCHES = """
    SELECT document_id FROM documents
    LEFT JOIN (SELECT document_id, count(*) AS claims FROM claims GROUP BY ALL) USING (document_id)
    LEFT JOIN (SELECT document_id, count(*) AS parties FROM parties GROUP BY ALL)
        USING (document_id)
    WHERE claim_count <> coalesce(claims, 0) OR party_count <> coalesce(parties, 0)
"""


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    with corpus.driver() as found:
        yield found


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    return corpus.write(folder / "corpus.jsonl", 1, SIZE, {"id": "empty", "text": ""})


@pytest.fixture(scope="module")
def expected(
    driver: Driver, source: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, list[str]], float]:
    """What an uninterrupted run makes, and how long it takes."""
    folder = tmp_path_factory.mktemp("whole") / "ledger"
    started = time.perf_counter()
    driver.run(folder, 4, [source])
    seconds = time.perf_counter() - started
    held = corpus.tables(Ledger(folder))
    assert (len(held["documents"]), len(held["rejected"])) == (SIZE, 1)
    return held, seconds


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_run_is_simply_run_again(
    seed: int,
    driver: Driver,
    source: Path,
    expected: tuple[dict[str, list[str]], float],
    tmp_path: Path,
) -> None:
    held, seconds = expected
    ledger = Ledger(tmp_path / "ledger")
    (pid,) = driver.start((tmp_path / "ledger", 4, [source]))
    time.sleep(random.Random(seed).uniform(0, seconds))  # noqa: S311 - any moment will do
    os.kill(pid, signal.SIGKILL)
    assert driver.wait() in ([signal.SIGKILL], [0])
    if ledger.store.exists():
        report = ledger.verify()
        assert report.problems == []
        assert ledger.sql(HALF_BATCHES).num_rows == 0
        assert set(corpus.tables(ledger)["claims"]) <= set(held["claims"])
    driver.run(tmp_path / "ledger", 4, [source])
    assert corpus.tables(ledger) == held
    assert ledger.verify().problems == []
    ledger.compact()
    assert corpus.tables(ledger) == held
    report = ledger.verify()
    assert report.problems == []
    assert not any("unfinished batches" in note for note in report.notes)


def test_two_writers_lose_nothing_and_write_nothing_twice(driver: Driver, tmp_path: Path) -> None:
    one = corpus.write(tmp_path / "one.jsonl", 1, 16)
    two = corpus.write(tmp_path / "two.jsonl", 9, 24)
    driver.start((tmp_path / "ledger", 2, [one]), (tmp_path / "ledger", 3, [two]))
    assert driver.wait() == [0, 0]
    driver.run(tmp_path / "alone", 8, [one, two])
    ledger = Ledger(tmp_path / "ledger")
    assert corpus.tables(ledger) == corpus.tables(Ledger(tmp_path / "alone"))
    assert ledger.verify().problems == []


def test_nobody_sees_half_a_batch_nor_does_compact_take_one(
    driver: Driver, source: Path, expected: tuple[dict[str, list[str]], float], tmp_path: Path
) -> None:
    folder = tmp_path / "ledger"
    ledger = Ledger(folder)
    ledger.ensure()
    driver.start((folder, 2, [source]))
    looks, end = 0, time.monotonic() + 180
    while ledger.info().documents < SIZE and time.monotonic() < end:
        assert ledger.sql(HALF_BATCHES).num_rows == 0
        if looks % 3 == 0:
            ledger.compact()
        looks += 1
    assert driver.wait() == [0]
    assert looks > 1
    assert corpus.tables(ledger) == expected[0]
    assert ledger.verify().problems == []


# The command itself


def command(*arguments: object, before: str = "") -> subprocess.Popen[str]:
    code = f"{before}\nfrom sayso.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_ctrl_c_writes_what_was_read_and_says_how_to_go_on(tmp_path: Path) -> None:
    source = corpus.write(tmp_path / "corpus.jsonl", 1, 300)
    folder = tmp_path / "ledger"
    arguments = ("ingest", source, "--ledger", folder, "--heads", "rules", "--batch-size", 5)
    process = command(*arguments)
    while not Ledger(folder).store.exists() or Ledger(folder).info().documents < 5:
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=180)
    assert process.returncode == 130
    assert "run the same command again" in errors
    ledger = Ledger(folder)
    assert 5 <= ledger.info().documents < 300
    assert ledger.verify().problems == []
    assert ledger.table("runs").column("outcome").to_pylist() == ["interrupted"]


# The model that tells languages apart is unpacked into a temporary file when it is first needed.
LIMIT = """
import resource
from sayso.intake.language import english_share
english_share("Le ministre a dit que la guerre serait longue et que personne ne la gagnerait.")
resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000))
"""


def test_a_file_that_may_not_grow_leaves_the_ledger_as_it_was(
    driver: Driver, tmp_path: Path
) -> None:
    folder = tmp_path / "ledger"
    driver.run(folder, 4, [corpus.write(tmp_path / "few.jsonl", 1, 3)])
    many = corpus.write(tmp_path / "many.jsonl", 4, 20)
    before = corpus.tables(Ledger(folder))
    arguments = ("--ledger", folder, "--heads", "rules", "--batch-size", 400)
    process = command("ingest", many, *arguments, before=LIMIT)
    _, errors = process.communicate(timeout=180)
    assert process.returncode == 1
    assert "nothing was written (a file would be larger than is allowed here)" in errors
    assert corpus.tables(Ledger(folder)) == before
    assert Ledger(folder).verify().problems == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can make a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_and_a_read_only_one(driver: Driver, small_disk: Path, tmp_path: Path) -> None:
    folder = small_disk / "ledger"
    more = corpus.write(tmp_path / "more.jsonl", 4, 12)
    arguments = ("--ledger", folder, "--heads", "rules")
    driver.run(folder, 4, [corpus.write(tmp_path / "few.jsonl", 1, 3)])
    before = corpus.tables(Ledger(folder))
    (small_disk / "ballast").write_bytes(b"0" * 1_200_000)
    process = command("ingest", more, *arguments)
    _, errors = process.communicate(timeout=180)
    assert process.returncode == 1
    assert "the disk is full" in errors
    assert "Traceback" not in errors
    assert corpus.tables(Ledger(folder)) == before
    (small_disk / "ballast").unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    process = command("ingest", more, *arguments)
    _, errors = process.communicate(timeout=180)
    assert process.returncode == 1
    assert "read-only disk" in errors
    assert corpus.tables(Ledger(folder)) == before
    assert Ledger(folder).verify().problems == []
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    driver.run(folder, 4, [more])
    assert Ledger(folder).info().documents == 12


def test_a_folder_where_one_may_not_write(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere; the read-only disk is the test for it")
    tmp_path.chmod(0o555)
    try:
        process = command("ingest", "-", "--ledger", tmp_path / "ledger")
        _, errors = process.communicate(timeout=180)
    finally:
        tmp_path.chmod(0o755)
    assert process.returncode == 1
    assert "you may not write or read there" in errors


def test_a_bar_shows_how_far_it_is(tmp_path: Path) -> None:
    source = corpus.write(tmp_path / "corpus.jsonl", 1, 30, {"id": "empty", "text": ""})
    terminal, other = pty.openpty()
    code = "from sayso.cli import main; main()"
    arguments = ["ingest", str(source), "--ledger", str(tmp_path / "ledger"), "--heads", "rules"]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=other,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(other)
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed when the process has ended
        while piece := os.read(terminal, 65536):
            shown += piece
    os.close(terminal)
    assert process.wait(180) == 0
    assert b"of 31" in shown
    assert b"documents/s" in shown
    assert b"1 rejected" in shown
