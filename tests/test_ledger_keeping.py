"""Verify finds what was changed; history, restore and compact lose nothing."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import corpus
from sayso import Reader
from sayso.errors import LedgerError, UsageError
from sayso.ledger import Ledger, history
from sayso.ledger.ingest import Plan
from sayso.records import Document


def documents(first: int, last: int) -> list[Document]:
    return [Document(**line) for line in corpus.lines(first, last)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, grammarian: Reader) -> Path:
    """A ledger of two batches, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "ledger"
    Ledger(folder).ingest(documents(1, 6), grammarian, Plan(batch_size=3))
    return folder


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Ledger:
    return Ledger(shutil.copytree(made, tmp_path / "ledger"))


def file_of(ledger: Ledger, table: str) -> Path:
    return sorted(Path(ledger.store.uri(table)).glob("*.parquet"))[0]


def rewritten(ledger: Ledger, table: str, change: Callable[[pa.Table], pa.Table]) -> None:
    """Change rows behind the ledger's back, and make its log agree about the size."""
    path = file_of(ledger, table)
    size = path.stat().st_size
    pq.write_table(change(pq.read_table(path)), path, compression="zstd")
    for log in Path(ledger.store.uri(table)).glob("_delta_log/*.json"):
        found = log.read_text()
        if path.name in found:
            log.write_text(found.replace(f'"size":{size}', f'"size":{path.stat().st_size}'))


def replaced(column: str, old: str, new: str) -> Callable[[pa.Table], pa.Table]:
    def change(table: pa.Table) -> pa.Table:
        place = table.column_names.index(column)
        changed = pc.replace_substring(table.column(column), old, new)
        assert not changed.equals(table.column(column))
        return table.set_column(place, table.schema.field(column), changed)

    return change


def flipped(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x55
    path.write_bytes(bytes(content))


def shortened(ledger: Ledger) -> None:
    path = file_of(ledger, "documents")
    path.write_bytes(path.read_bytes()[:-100])


def removed(ledger: Ledger) -> None:
    file_of(ledger, "parties").unlink()


def unlogged(ledger: Ledger) -> None:
    (Path(ledger.store.uri("claims")) / "_delta_log" / f"{1:020}.json").unlink()


def garbled_log(ledger: Ledger) -> None:
    path = Path(ledger.store.uri("rejected")) / "_delta_log" / f"{0:020}.json"
    path.write_text(path.read_text()[:-5])


def emptied(ledger: Ledger) -> None:
    rewritten(ledger, "attributions", lambda table: table.slice(0, 1))


def doubled(ledger: Ledger) -> None:
    rewritten(ledger, "claims", lambda table: pa.concat_tables([table, table]))


def lost_table(ledger: Ledger) -> None:
    shutil.rmtree(ledger.store.uri("appearances"))


def test_a_new_ledger_is_whole(ledger: Ledger) -> None:
    report = ledger.verify()
    assert (report.problems, report.notes) == ([], [])
    assert (report.documents, report.claims) == (6, ledger.info().claims)
    assert report.spans > report.claims
    quick = ledger.verify(quick=True)
    assert (quick.whole, quick.documents) == (True, 0)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (shortened, "bytes, its log says"),
        (removed, "parties: "),
        (unlogged, "claims"),
        (garbled_log, "rejected"),
        (emptied, "rows, its log says"),
        (doubled, "rows, its log says"),
        (lost_table, "its table appearances is missing"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_damage_is_found(damage: Callable[[Ledger], None], told: str, ledger: Ledger) -> None:
    damage(ledger)
    assert any(told in problem for problem in ledger.verify().problems)
    assert any(told in problem for problem in ledger.verify(quick=True).problems)


@pytest.mark.parametrize(
    ("table", "column", "old", "new", "told"),
    [
        ("claims", "status", "predicted", "denied", "rows in claims say something else"),
        ("claims", "record", '"predicted"', '"denied"', "is not the one that was written"),
        ("claims", "record", "officials", "ministers", "cannot be rebuilt"),
        ("documents", "text", "shelling", "feeding ", "cannot be rebuilt"),
        ("documents", "text", ".\n", "!\n", "is not the one that was written"),
        ("documents", "publisher", "Paper", "Organ", "rows in documents say something else"),
        ("documents", "digest", "a", "b", "is not the one that was written"),
        ("attributions", "record", '"indirect"', '"direct"', "is not the one that was written"),
        ("parties", "name", "Peru", "Chad", "rows in parties say something else"),
    ],
)
def test_changed_rows_are_found(
    table: str, column: str, old: str, new: str, told: str, ledger: Ledger
) -> None:
    rewritten(ledger, table, replaced(column, old, new))
    problems = ledger.verify().problems
    assert any(told in problem for problem in problems), problems


def test_a_flipped_byte_is_found_or_changes_nothing(ledger: Ledger) -> None:
    """Parquet repeats itself: a byte in a spare copy of a bound changes no row."""
    before = corpus.tables(ledger)
    chance = random.Random(5)  # noqa: S311 - any byte will do
    found = 0
    for table in ("claims", "documents", "parties"):
        path = file_of(ledger, table)
        whole = path.read_bytes()
        for _ in range(6):
            flipped(path, chance.randrange(len(whole)))
            if ledger.verify().problems:
                found += 1
            else:
                assert corpus.tables(ledger) == before
            path.write_bytes(whole)
    assert found > 3  # two thirds, as a rule
    assert ledger.verify().problems == []


def test_a_damaged_ledger_says_so_when_asked(ledger: Ledger) -> None:
    removed(ledger)
    with pytest.raises(LedgerError, match="sayso ledger verify"):
        ledger.claims()


def test_history_and_what_was_held_then(ledger: Ledger) -> None:
    last, first, made = ledger.history()
    assert [one.version for one in (made, first, last)] == [0, 1, 2]
    assert [one.documents for one in (made, first, last)] == [None, 3, 3]
    place = ledger.store.location
    assert Ledger(place, at=1).info().documents == 3
    assert Ledger(place, at=0).info().documents == 0
    assert Ledger(place, at=first.at).claims().num_rows < ledger.claims().num_rows
    assert Ledger(place, at=datetime.now(UTC).date()).info().documents == 6
    for wrong in (3, datetime.now(UTC).date() - timedelta(days=2)):
        with pytest.raises(UsageError, match=r"there (is|was) no"):
            Ledger(place, at=wrong).info()
    with pytest.raises(UsageError, match="without at="):
        Ledger(place, at=1).compact()
    with pytest.raises(UsageError, match="name a version"):
        history.parsed("yesterday")


def test_restore_and_back(ledger: Ledger, grammarian: Reader) -> None:
    before = corpus.tables(ledger)
    assert ledger.restore(1) == 1
    assert ledger.info().documents == 3
    assert ledger.verify().problems == []
    assert ledger.restore(2) == 2
    assert corpus.tables(ledger) == before
    assert [one.what for one in ledger.history(2)] == ["restored version 2", "restored version 1"]
    ledger.restore(1)
    assert ledger.ingest(documents(1, 6), grammarian).added == 3
    assert corpus.tables(ledger) == before
    assert ledger.verify().problems == []


def test_restore_brings_back_what_compact_took_out(ledger: Ledger) -> None:
    before = corpus.tables(ledger)
    ledger.restore(0)
    assert ledger.compact().rows_removed["claims"] > 0
    assert ledger.verify().notes == []
    ledger.restore(2)
    assert corpus.tables(ledger) == before
    assert ledger.verify().problems == []


def test_compact_changes_files_only(ledger: Ledger) -> None:
    before = corpus.tables(ledger)
    done = ledger.compact()
    assert done.files_after < done.files_before
    assert done.files_deleted == 0
    assert corpus.tables(ledger) == before
    assert ledger.compact().files_after == done.files_after
    assert Ledger(ledger.store.location, at=1).info().documents == 3
    assert Ledger(ledger.store.location, at=2).claims().num_rows == len(before["claims"])


def test_old_files_go_when_asked(ledger: Ledger) -> None:
    before = corpus.tables(ledger)
    stray = Path(ledger.store.uri("claims")) / "part-0-stray.zstd.parquet"
    stray.write_bytes(b"half a file")
    assert ledger.compact(keep_days=7).files_deleted == 0
    assert ledger.compact(keep_days=0).files_deleted > 4
    assert not stray.exists()
    assert corpus.tables(ledger) == before
    assert ledger.verify().problems == []
    versions = len(ledger.history())
    with pytest.raises(LedgerError):
        ledger.restore(1)
    assert len(ledger.history()) == versions
    assert corpus.tables(ledger) == before


def test_the_log_names_the_run(ledger: Ledger) -> None:
    run = ledger.table("runs").to_pylist()[0]
    assert ledger.history()[0].run == run["run_id"]
    assert json.loads(run["options"]) == {}
    assert json.loads(run["reader_info"])["models"]["heads"] == "rules"
    assert run["started"] <= run["ended"]
