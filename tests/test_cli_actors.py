"""``sayso actors`` and ``sayso read --actors``: tables checked, made, and read with."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.cli import app
from sayso.intake.actors import load_actors

RUNNER = CliRunner()
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TABLE, DICTIONARY = EXAMPLES / "actors.csv", EXAMPLES / "actors.txt"
TEXT = "Veldorian troops attacked Karsk on Monday.\n"


def run(*arguments: str, text: str | None = None) -> tuple[int, str, str]:
    result = RUNNER.invoke(app, list(arguments), input=text)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("path", [TABLE, DICTIONARY])
def test_read_with_actors(path: Path) -> None:
    code, out, err = run("read", "-", "--format", "json", "--actors", str(path), text=TEXT)
    assert (code, err) == (0, "")
    reading = json.loads(out)
    actors = load_actors([path])
    assert actors is not None
    assert reading["reader"]["models"]["actors"] == actors.fingerprint
    assert reading["claims"][0]["event"]["actors"][0]["code"] == "VLD MIL"


def test_several_tables(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("name,code\nUlsk,ULK\n", "utf8")
    arguments = ("--actors", str(TABLE), "--actors", str(other))
    _, out, _ = run("read", "-", "-f", "json", *arguments, text="Ulsk attacked Karsk.\n")
    event = json.loads(out)["claims"][0]["event"]
    assert [party["code"] for party in (*event["actors"], *event["recipients"])] == ["ULK", "KRS"]


def test_a_wrong_table_stops_the_run(tmp_path: Path) -> None:
    table, output = tmp_path / "my.csv", tmp_path / "out.json"
    table.write_text("name,code\nVeldoria,VLDX\n", "utf8")
    code, out, err = run(
        "read", "-", "--actors", str(table), "-f", "json", "-o", str(output), text=TEXT
    )
    assert (code, out) == (1, "")
    assert err.startswith(f"sayso: {table}:2: code 'VLDX' is not made of blocks")
    assert not output.exists()
    code, _, err = run("read", "-", "--actors", str(tmp_path / "none.csv"), text=TEXT)
    assert code == 1
    assert "none.csv: there is no such file" in err


def test_check_says_what_is_there() -> None:
    code, out, err = run("actors", "check", str(TABLE))
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "10 rows, 9 names, 2 with dates",
        "country: 2 (Veldoria, Karsania)",
        "adjective: 2 (Veldorian, Karsanian)",
        "capital: 2 (Port Veldis, Karsk)",
        "organization: 2 (Veldorian Liberation Front, VLF)",
        "person: 2 (Ingrid Sollie)",
        "countries that ISO 3166 does not have: VLD, KRS",
    ]


def test_check_says_what_is_wrong(tmp_path: Path) -> None:
    table = tmp_path / "my.csv"
    table.write_text("name,code,to\nA,VLD,\nB,,\nA,KRS,\nC,FRA,x\nHamas,PSE PTY,\n", "utf8")
    code, out, err = run("actors", "check", str(table))
    assert code == 1
    assert "names that sayso knows, and takes from here: Hamas" in out
    lines = err.splitlines()
    assert lines[0] == f"sayso: 3 in {table} cannot be used:"
    assert [line.split(":")[1] for line in lines[1:]] == ["3", "5", "4"]


def test_convert_makes_a_table_that_can_be_read(tmp_path: Path) -> None:
    code, out, err = run("actors", "convert", str(DICTIONARY))
    assert (code, err) == (0, "")
    assert list(csv.reader(io.StringIO(out))) == [
        ["name", "code", "from", "to", "kind"],
        ["Veldoria", "VLD", "", "", ""],
        ["Veldorian", "VLD", "", "", "adjective"],
        ["Veldorians", "VLD", "", "", "people"],
        ["Ingrid Sollie", "VLD GOV", "2021-03-01", "2024-06-30", ""],
        ["Ingrid Sollie", "VLD OPP", "2024-07-01", "", ""],
        ["Minister Sollie", "VLD GOV", "2021-03-01", "2024-06-30", ""],
        ["Minister Sollie", "VLD OPP", "2024-07-01", "", ""],
        ["Veldorian Liberation Front", "VLD REB", "", "", ""],
        ["VLF", "VLD REB", "", "", ""],
        ["Port Veldis Gazette", "VLD JRN", "", "", ""],
    ]
    made = tmp_path / "made.csv"
    assert run("actors", "convert", str(DICTIONARY), "-o", str(made)) == (0, "", "")
    assert made.read_text("utf8") == out
    one, other = load_actors([made]), load_actors([DICTIONARY])
    assert one is not None
    assert other is not None
    assert one.fingerprint == other.fingerprint


def test_convert_leaves_out_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "d.txt"
    path.write_text("A_ [VLD]\nB_\nC_ [VLDREB]\n", "utf8")
    code, out, err = run("actors", "convert", str(path))
    assert code == 0
    assert out == "name,code,from,to,kind\nA,VLD,,,\nC,VLD REB,,,\n"
    assert f"  {path}:2: B_ has no code; left out" in err
    path.write_text("B_ [---]\n", "utf8")
    code, out, err = run("actors", "convert", str(path))
    assert (code, out) == (1, "")
    assert "there is no actor in it" in err


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("sayso actors c", ["check", "convert"]),
        ("sayso a", ["actors"]),
    ],
)
def test_completion(words: str, shown: list[str]) -> None:
    count = str(len(words.split()) - 1)
    env = {"_SAYSO_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": count}
    out = RUNNER.invoke(app, [], prog_name="sayso", env=env).stdout
    assert [word for word in out.split() if word in ("actors", "check", "convert")] == shown


@pytest.mark.parametrize("words", ["sayso read --actors ", "sayso actors check "])
def test_completion_offers_files(words: str) -> None:
    env = {"_SAYSO_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": words}
    assert RUNNER.invoke(app, [], prog_name="sayso", env=env).stdout.strip() == "_files"
