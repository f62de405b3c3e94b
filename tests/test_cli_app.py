"""The command itself: help, version, schema, completion, and a quick start."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys

import jsonschema
import pytest
from typer.testing import CliRunner

import sayso
from readings import reading
from sayso.cli import app, read
from sayso.cli.exits import say
from sayso.cli.output import slug
from sayso.intake.text import MAX_CHARACTERS
from sayso.records import Status

RUNNER = CliRunner()


def test_version() -> None:
    result = RUNNER.invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"sayso {sayso.__version__}\n")


def test_help_teaches() -> None:
    result = RUNNER.invoke(app, ["read", "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert result.exit_code == 0
    for words in ("Examples", "sayso read article.txt", "corpus.jsonl --format jsonl", "--output"):
        assert words in result.stdout
    for status in Status.__args__:  # type: ignore[attr-defined]
        assert status in result.stdout


def test_the_size_in_the_help_is_the_size_that_counts() -> None:
    assert inspect.signature(read.read).parameters["max_size"].default == MAX_CHARACTERS


def test_without_arguments_it_shows_help() -> None:
    result = RUNNER.invoke(app, [])
    assert "Usage" in result.output
    assert "sayso read article.txt" in result.output


def test_the_schema_describes_a_reading() -> None:
    result = RUNNER.invoke(app, ["schema"])
    schema = json.loads(result.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads(reading().model_dump_json())
    jsonschema.validate(data, schema)
    data["claims"][0]["status"] = "perhaps"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


def test_help_waits_for_no_model() -> None:
    code = (
        "import sys, sayso.cli\n"
        "heavy = {'spacy', 'pydantic', 'trafilatura', 'py3langid', 'numpy', 'dateparser'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_completion_knows_the_commands() -> None:
    env = {"_SAYSO_COMPLETE": "complete_bash", "COMP_WORDS": "sayso r", "COMP_CWORD": "1"}
    assert "read" in RUNNER.invoke(app, [], prog_name="sayso", env=env).stdout


def test_completion_knows_the_heads() -> None:
    words = {"COMP_WORDS": "sayso read --heads ", "COMP_CWORD": "3"}
    env = {"_SAYSO_COMPLETE": "complete_bash", **words}
    shown = RUNNER.invoke(app, [], prog_name="sayso", env=env).stdout
    assert shown.split() == ["learned", "rules"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Baku warns Yerevan", "baku-warns-yerevan"),
        ("Élysée: « non »!", "elysee-non"),
        ("../../etc/passwd", "etc-passwd"),
        ("Киев", ""),
        ("a" * 100, "a" * 60),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_messages_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b[31m.txt: é")
    assert capsys.readouterr().err == "sayso: a\ufffd[31m.txt: é\n"
