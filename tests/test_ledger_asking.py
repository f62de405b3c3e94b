"""Asking a ledger: filters as in sayso read, SQL that can reach nothing, answers in every form."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import sayso
from sayso import Reader
from sayso.cli import app
from sayso.errors import UsageError
from sayso.intake.sources import read_sources
from sayso.ledger import Ledger
from sayso.records import Document, Reading
from sayso.views.select import select

ROOT = Path(__file__).parent.parent
EXTRA = Document(
    id="odd:id",
    text="Recep Tayyip Erdoğan threatened İzmir. “It is over,” an official said. Perú might leave.",
    published="2024-06-01",
    publisher="Le Quotidien de l'Été",
)


@pytest.fixture(scope="module")
def readings(grammarian: Reader) -> list[Reading]:
    found = [
        item
        for item in read_sources([str(ROOT / "examples" / "*.*")])
        if isinstance(item, Document)
    ]
    return [grammarian.read(document) for document in (*found, EXTRA)]


@pytest.fixture(scope="module")
def ledger(
    tmp_path_factory: pytest.TempPathFactory, readings: list[Reading], grammarian: Reader
) -> Ledger:
    found = Ledger(tmp_path_factory.mktemp("asked") / "ledger")
    found.ingest([reading.document for reading in readings], grammarian)
    return found


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "100", "NO_COLOR": "1"})


# Filters


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"who": "author"},
        {"who": "unnamed"},
        {"who": "kanda"},
        {"who": "ERDO"},
        {"who": "m23"},
        {"who": "anda"},
        {"about": "rwanda"},
        {"about": "Izmir"},
        {"about": "sanct"},
        {"about": "perú"},
        {"about": "."},
        {"status": ["denied", "predicted"]},
        {"types": ["ACCUSE"]},
        {"types": ["none"], "status": ["demanded"]},
        {"types": ["accuse", "assault"], "who": "author", "about": "m23"},
    ],
)
def test_filters_are_those_of_sayso_read(
    given: dict[str, Any], ledger: Ledger, readings: list[Reading]
) -> None:
    found = ledger.claims(**given).column("claim").to_pylist()
    expected = [
        f"{reading.document.id}:{claim.id}"
        for reading in readings
        for claim in select(
            reading.claims,
            given.get("who"),
            given.get("about"),
            given.get("status", ()),
            given.get("types", ()),
        )
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("given", "holds"),
    [
        ({"actor": "JPN"}, lambda row: "JPN" in " ".join(filter(None, row["actor_codes"]))),
        ({"recipient": "kigali"}, lambda row: any("Kigali" in name for name in row["recipients"])),
        ({"certainty": ["possible"]}, lambda row: row["certainty"] == "possible"),
        ({"voice_kinds": ["unnamed"]}, lambda row: row["voice_kind"] == "unnamed"),
        ({"publisher": "monitor"}, lambda row: row["publisher"] == "Harbour Monitor"),
        ({"publisher": "ete"}, lambda row: row["document_id"] == "odd:id"),
        (
            {"since": date(2024, 5, 15), "until": date(2024, 5, 16)},
            lambda row: row["published"] in (date(2024, 5, 15), date(2024, 5, 16)),
        ),
        ({"text": "truce cease"}, lambda row: "truce" in row["text"] and "cease" in row["text"]),
        ({"text": "the"}, lambda row: " the" in f" {row['text'].lower()}"),
        ({"document_id": "odd:id"}, lambda row: row["document_id"] == "odd:id"),
    ],
)
def test_more_filters(given: dict[str, Any], holds: Any, ledger: Ledger) -> None:
    every = ledger.claims().to_pylist()
    found = ledger.claims(**given).to_pylist()
    assert all(holds(row) for row in found)
    assert {row["claim"] for row in every if holds(row)} == {row["claim"] for row in found}
    if given != {"recipient": "kigali"} and given.get("text") != "truce cease":
        assert found


def test_order_and_limit(ledger: Ledger) -> None:
    rows = ledger.claims().to_pylist()
    dates = [row["published"] for row in rows]
    assert dates == sorted(dates, key=lambda day: (day is None, day or date.min))
    assert ledger.claims(limit=3).to_pylist() == rows[:3]
    assert ledger.claims(limit=0).num_rows == 0
    assert not any(name.endswith("_folded") for name in ledger.claims().column_names)


# SQL


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/etc/passwd')",
        "SELECT * FROM read_parquet('*.parquet')",
        "SELECT * FROM read_json_auto('https://example.com/x.json')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM 'https://example.com/x.csv'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM parquet_metadata('/etc/passwd')",
        "SELECT * FROM sqlite_scan('/etc/passwd', 'x')",
        "SELECT * FROM query('COPY (SELECT 1) TO ''stolen.csv''')",
        "FROM query_table('/etc/passwd')",
        "SELECT getenv('HOME')",
        "SELECT * FROM table_in_python",
        "COPY claims TO 'stolen.csv'",
        "COPY claims FROM '/etc/passwd'",
        "EXPORT DATABASE 'stolen'",
        "IMPORT DATABASE 'stolen'",
        "ATTACH 'stolen.db'",
        "ATTACH ':memory:' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA enable_profiling",
        "PRAGMA memory_limit = '1GB'",
        "CALL pragma_version()",
        "CREATE TABLE stolen AS FROM claims",
        "CREATE SECRET s (TYPE s3)",
        "DROP VIEW claims",
        "DELETE FROM kept.readings",
        "INSERT INTO kept.readings VALUES ('a', 'b', 'c', 'd')",
        "UPDATE kept.readings SET reader = ''",
        "SELECT 1; DROP VIEW claims",
        "CHECKPOINT",
        "VACUUM",
        "EXPLAIN ANALYZE COPY claims TO 'stolen.csv'",
        "SELEC 1",
        "",
    ],
)
def test_sql_reaches_nothing_else(
    query: str, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table_in_python = ledger.claims()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="SQL"):
        ledger.sql(query)
    assert list(tmp_path.iterdir()) == []
    assert ledger.sql("SELECT count(*) AS n FROM claims").to_pylist() == [
        {"n": len(table_in_python)}
    ]


def test_sql_answers(ledger: Ledger, readings: list[Reading]) -> None:
    query = """
        SELECT document_id, count(*) AS claims, any_value(claim_count) AS counted
        FROM claims JOIN documents USING (document_id) GROUP BY ALL ORDER BY ALL
    """
    assert ledger.sql(query).to_pylist() == sorted(
        (
            {"document_id": one.document.id, "claims": len(one.claims), "counted": len(one.claims)}
            for one in readings
        ),
        key=lambda row: str(row["document_id"]),
    )
    assert ledger.sql("DESCRIBE parties").num_rows == 16
    assert (
        "author"
        in ledger.sql("SELECT DISTINCT v.kind FROM (SELECT unnest(sayso) AS v FROM claims)")
        .column("kind")
        .to_pylist()
    )
    assert ledger.sql("EXPLAIN SELECT 1").num_rows == 1


def test_sql_is_stopped_and_cut(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match=r"stopped after 0\.5 seconds"):
        ledger.sql("SELECT sum(a.range) FROM range(9999999) a, range(9999999) b", seconds=0.5)
    with pytest.raises(UsageError, match=r"stopped after 0\.5 seconds"):
        ledger.sql("SELECT count(*) FROM claims a, claims b, claims c, claims d", seconds=0.5)
    assert ledger.sql("FROM range(100000)", rows=25_000).num_rows == 25_000
    assert ledger.sql("FROM range(5)", rows=5).num_rows == 5


# The commands


def test_claims_in_every_format(ledger: Ledger, tmp_path: Path) -> None:
    place = ["--ledger", ledger.store.location]
    shown = run("claims", *place, "--who", "kanda", "--status", "threatened")
    assert shown.exit_code == 0
    assert "seoul-01:c" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 100
    few = run("claims", *place, "--limit", "2")
    assert "there are more than these 2" in few.stderr
    written = run("claims", *place, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(written)))
    expected = ledger.claims().to_pylist()
    assert [row["claim"] for row in rows] == [row["claim"] for row in expected]
    whole = json.loads(run("claims", *place, "--format", "json").stdout)
    lines = run("claims", *place, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == whole
    assert [row["sayso"] for row in whole] == [row["sayso"] for row in expected]
    path = tmp_path / "claims.json"
    assert run("claims", *place, "-f", "json", "-o", str(path)).stdout == ""
    assert json.loads(path.read_text("utf8")) == whole


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["claims", "--status", "perhaps"], "--status 'perhaps': use one of happened"),
        (["claims", "--type", "WAR"], "--type 'WAR'"),
        (["claims", "--voice", "radio"], "--voice 'radio'"),
        (["claims", "--since", "May"], "--since 'May': write the date like 2024-09-16"),
        (["claims", "--at", "noon"], "name a version (12), a day"),
        (["claims", "--reader", "0123"], "has read nothing"),
        (["sql", "DROP TABLE claims"], "only SELECT is let through"),
        (["show", "nowhere"], "there is no document 'nowhere'"),
        (["show", ""], "several documents are called ''"),
        (["ledger", "restore", "99"], "there is no version 99"),
    ],
)
def test_misuse_is_told(arguments: list[str], told: str, ledger: Ledger) -> None:
    result = run(*arguments, "--ledger", ledger.store.location)
    assert result.exit_code == 2
    assert told in result.stderr


def test_no_ledger(tmp_path: Path) -> None:
    for arguments in (["claims"], ["sql", "SELECT 1"], ["show", "x"], ["ledger", "info"]):
        result = run(*arguments, "--ledger", str(tmp_path / "none"))
        assert result.exit_code == 1
        assert "there is no ledger; make one with: sayso ingest" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_sql_in_every_format(ledger: Ledger) -> None:
    place = ["--ledger", ledger.store.location]
    query = (
        "SELECT 'a' AS name, 1.5 AS number, NULL AS nothing, ['x', 'y'] AS list, "
        "DATE '2024-05-14' AS day"
    )
    assert run("sql", query, *place, "-f", "csv").stdout == (
        "name,number,nothing,list,day\na,1.5,,x; y,2024-05-14\n"
    )
    assert json.loads(run("sql", query, *place, "-f", "json").stdout) == [
        {"name": "a", "number": 1.5, "nothing": None, "list": ["x", "y"], "day": "2024-05-14"}
    ]
    table = run("sql", query, *place).stdout
    assert "x; y" in table
    cut = run("sql", "FROM range(9)", *place, "--rows", "4")
    assert "there are more than these 4 rows" in cut.stderr


def test_what_a_text_says_cannot_steer_the_terminal(ledger: Ledger) -> None:
    shown = run("sql", "SELECT chr(27) || '[31mred' AS x", "--ledger", ledger.store.location)
    assert "\x1b" not in shown.stdout
    assert "\ufffd[31mred" in shown.stdout


def test_show_is_what_read_shows(ledger: Ledger, readings: list[Reading], tmp_path: Path) -> None:
    place = ["--ledger", ledger.store.location]
    for reading in readings:
        shown = run("show", reading.document.id, *place, "--format", "json").stdout
        assert shown == reading.model_dump_json(indent=2) + "\n"
    read = run("read", "examples/notes.jsonl", "--heads", "rules")
    assert run("show", "seoul", *place).stdout.splitlines()[:12] == read.stdout.splitlines()[:12]
    page = tmp_path / "page.html"
    run("show", "odd:id", *place, "--format", "html", "--output", str(page))
    assert "Erdoğan" in page.read_text("utf8")


def test_the_ledger_commands(ledger: Ledger, readings: list[Reading]) -> None:
    place = ["--ledger", ledger.store.location]
    told = run("ledger", "info", *place).stdout
    count = len(readings)
    assert f"documents    {count} " in told
    figures = json.loads(run("ledger", "info", *place, "-f", "json").stdout)
    assert (figures["documents"], figures["claims"]) == (count, len(ledger.claims()))
    assert "the ledger is whole" in run("ledger", "verify", *place).stdout
    assert json.loads(run("ledger", "verify", *place, "-f", "json").stdout)["problems"] == []
    assert "ingested" in run("ledger", "history", *place).stdout
    assert json.loads(run("ledger", "history", *place, "-f", "json").stdout)[-1]["what"] == "made"
    assert "files: " in run("ledger", "compact", *place).stdout
    restored = run("ledger", "restore", "1", *place)
    assert restored.stdout == f"restored version 1: {count} documents\n", restored.stderr


def test_a_damaged_ledger_fails_verify(tmp_path: Path, grammarian: Reader) -> None:
    small = Ledger(tmp_path / "small")
    small.ingest([EXTRA], grammarian)
    next(Path(small.store.uri("claims")).glob("*.parquet")).unlink()
    result = run("ledger", "verify", "--ledger", small.store.location)
    assert result.exit_code == 1
    assert "the ledger is NOT whole" in result.stdout


def test_where_the_ledger_is_can_be_set_once(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", ledger.store.location)
    assert run("ledger", "info").exit_code == 0
    assert sayso.LedgerError.__mro__[1] is sayso.SaysoError


@pytest.mark.parametrize(
    "arguments",
    [
        *(["claims"], ["sql", "SELECT 1"], ["show", "x"], ["ledger", "info"]),
        *(["ingest", "examples/*.*"], ["export", "--as", "csv"]),
    ],
)
def test_without_the_extra_the_pip_line_is_printed(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "deltalake", None)
    for name in [name for name in sys.modules if name.startswith("sayso.ledger")]:
        monkeypatch.delitem(sys.modules, name)
    result = run(*arguments, "--ledger", str(tmp_path / "ledger"))
    assert result.exit_code == 2
    assert "run: pip install 'sayso[ledger]'" in result.stderr
    assert not (tmp_path / "ledger").exists()
